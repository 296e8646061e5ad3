"""A pack made by hand that holds every kind of card and everything that a card can contain."""

# ruff: noqa: E501 - sentences and markup as notes have them

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from hashlib import sha256
from html import escape, unescape

from exporter.model import (
    Ask,
    Attachment,
    Card,
    Chapter,
    ClozeCard,
    ConceptCard,
    IssuedCard,
    McqCard,
    Note,
    Option,
    Origin,
    Pack,
    Role,
    Text,
    TradeoffCard,
    kind_of,
)

_TAG = re.compile(r"<[^>]+>")
_HOSTING, _ENGLISH = "sagemaker/hosting.md", "monitoring/drift.md"
_DECKS = {"concept": "1 개념", "tradeoff": "2 비교", "mcq": "3 문제", "cloze": "4 빈칸"}

DIAGRAM = """\
SageMaker Hosting Services 배포 과정:
Model → Endpoint Configuration → Endpoint (실제 인스턴스)

┌──────────────┐      ┌────────────────────┐
│ 사용자 요청  │ ───▶ │ 애플리케이션 로드  │
│ Client       │      │ 밸런서 (ALB)       │
└──────┬───────┘      └─────────┬──────────┘
       │                        ↓
       ├─ Endpoint (AZ-1a) ✅
       ├─ Endpoint (AZ-1b) ✅
       └─ Endpoint (AZ-1c) ✅ → 트래픽 기반 자동 조정
"""

CODE = (
    '<pre class="code"><code class="language-python"><span class="c1"># 엔드포인트를 만든다</span>\n'
    '<span class="kn">import</span><span class="w"> </span><span class="nn">sagemaker</span>\n\n'
    '<span class="k">def</span><span class="w"> </span><span class="nf">deploy</span><span class="p">(</span>'
    '<span class="n">model</span><span class="p">,</span> <span class="n">count</span><span class="o">=</span>'
    '<span class="mi">2</span><span class="p">):</span>\n    <span class="k">return</span> <span class="n">model</span>'
    '<span class="o">.</span><span class="n">deploy</span><span class="p">(</span><span class="n">instance_type</span>'
    '<span class="o">=</span><span class="s1">&#39;ml.m5.xlarge&#39;</span><span class="p">,</span> '
    '<span class="n">initial_instance_count</span><span class="o">=</span><span class="n">count</span>'
    '<span class="p">)</span></code></pre>'
)


def text(html: str, lang: str = "ko") -> Text:
    """Make a text from a clean fragment."""
    plain = " ".join(unescape(_TAG.sub(" ", html)).split())
    return Text(plain, html, plain, lang)


def texts(*fragments: str, lang: str = "ko") -> tuple[Text, ...]:
    """Make several texts from clean fragments."""
    return tuple(text(fragment, lang) for fragment in fragments)


def picture(width: int = 960, height: int = 320) -> bytes:
    """Draw a real PNG: a grey slope."""
    rows = b"".join(b"\0" + bytes(255 * x // width for x in range(width)) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def sample_pack(ask: Ask | None = None) -> Pack:
    """Make the pack; the reader's own language is Korean."""
    notes = {
        _HOSTING: Note(
            _HOSTING,
            "hosting",
            text("Amazon SageMaker를 이용한 ML 모델 실시간 배포"),
            ("service::sagemaker", "constraint::real-time", "아키텍처::고가용성"),
        ),
        _ENGLISH: Note(
            _ENGLISH, "drift", text("Detecting drift with Model Monitor", "en"), ("service::monitor",)
        ),
    }
    cards: tuple[Card, ...] = (*concepts(), *tradeoffs(), *questions(), gaps())
    content = picture()
    digest = sha256(content).hexdigest()
    return Pack(
        id="sample",
        name="aws-ml",
        title="AWS ML",
        languages=("ko", "en"),
        notes=notes,
        cards=tuple(issue(card, number, notes) for number, card in enumerate(cards)),
        chapters=(
            Chapter(text("SageMaker", "en"), (_HOSTING,)),
            Chapter(text("Monitoring", "en"), (_ENGLISH,)),
        ),
        attachments=(Attachment("구성도-1f2e3d.png", "sagemaker/구성도.png", digest, content),),
        ask=ask or Ask(),
    )


def issue(card: Card, number: int, notes: dict[str, Note]) -> IssuedCard:
    """Give a card its identity and place."""
    note = notes[card.origin.note]
    return IssuedCard(
        card=card,
        id=f"k{number:02}bcdfghjkm",
        guid=f"sample-{number:03}",
        short_id=f"k{number:02}",
        deck=f"AWS ML::{_DECKS[kind_of(card)]}",
        tags=tuple(f"aws::{tag}" for tag in note.tags),
        uri=f"obsidian://open?vault=notes&file={note.id}",
    )


def reworded(pack: Pack, number: int, card: Card, changed: int | None = None) -> Pack:
    """The pack with one card's content replaced, its identity kept."""
    cards = list(pack.cards)
    cards[number] = replace(cards[number], card=card, changed=changed)
    return replace(pack, cards=tuple(cards))


def concepts() -> tuple[ConceptCard, ...]:
    """Key points with and without a situation, definitions in both languages, the author's own question."""
    title = text("Amazon SageMaker를 이용한 ML 모델 실시간 배포")
    drift = text("Detecting drift with Model Monitor", "en")
    return (
        ConceptCard(
            _origin("key-point", title, line=18),
            Role.KEY_POINT,
            title,
            text(
                "SageMaker 파이프라인에서 훈련된 모델을 실시간 추론에 배포하는 경우, <strong>SageMaker Hosting Services with "
                "Auto Scaling</strong>에서 저지연과 고가용성을 동시에 확보할 수 있다."
            ),
            prompt=text("SageMaker 파이프라인에서 훈련된 모델을 실시간 추론에 배포하는 경우"),
            examples=texts(
                "<strong>고빈도 거래 시스템</strong>: 금융 사기 탐지 모델의 실시간 추론 (밀리초 단위 응답 필요)",
                "<strong>의료 진단 지원</strong>: 의료 이미지 분석을 위한 딥러닝 모델 서빙 (GPU 가속 필요)",
            ),
            explanation=text(_EXPLANATION),
            diagrams=(DIAGRAM,),
        ),
        ConceptCard(
            _origin("key-point", title, line=19),
            Role.KEY_POINT,
            title,
            text("전용 인스턴스가 트래픽을 받으므로 응답 시간이 일정하고, 자동 확장으로 가용성을 지킨다."),
        ),
        ConceptCard(
            _origin("definition", title, text("핵심 배포 옵션 비교"), line=60),
            Role.DEFINITION,
            text("Lambda", "en"),
            text("서버리스 컴퓨팅 서비스로 이벤트 기반 실행에 최적화"),
            clue=text('<span class="gap">[…]</span>: 서버리스 컴퓨팅 서비스로 이벤트 기반 실행에 최적화'),
        ),
        ConceptCard(
            _origin("definition", title, text("용어 정리"), line=61),
            Role.DEFINITION,
            text("&quot;SageMaker 엔드포인트 생성&quot;"),
            text("기술적/구현 레벨 표현 (실제 AWS 리소스). <code>create_endpoint</code>를 부른다."),
        ),
        ConceptCard(
            _origin("definition", drift, text("Key terms", "en"), note=_ENGLISH, line=9),
            Role.DEFINITION,
            text("Population stability index", "en"),
            text(
                "<p>How far a feature has moved since training:</p>"
                r'<div class="math display">\[\mathrm{PSI}=\sum_i (p_i-q_i)\ln\frac{p_i}{q_i}\]</div>'
                r'<p>A value above <span class="math inline">\(0.2\)</span> means <strong>drift</strong>.</p>',
                "en",
            ),
            examples=texts("Alert when a fraud model sees a new payment method", lang="en"),
        ),
        ConceptCard(
            _origin("question", drift, note=_ENGLISH, line=22),
            Role.QUESTION,
            drift,
            text("A baseline made from the training data: statistics and constraints.", "en"),
            prompt=text("What does Model Monitor compare live traffic with?", "en"),
        ),
    )


def tradeoffs() -> tuple[TradeoffCard, ...]:
    """Two small subjects, two large ones, one with a single side."""
    return (
        *_compared(
            "Trade-offs 고려사항",
            (
                "Production Variants",
                ("단일 엔드포인트로 여러 모델 버전 관리", "실시간 트래픽 분산 비율 조정 가능"),
                ("엔드포인트당 최대 10개 variants 제한",),
            ),
            (
                "Multiple Endpoints",
                ("각 모델별 독립적인 리소스 관리", "모델별 세밀한 성능 튜닝 가능"),
                (
                    "애플리케이션 레이어에서 복잡한 로직 구현 필요",
                    "트래픽 분산을 위한 추가적인 코드 개발",
                    "운영 복잡성 증가",
                ),
            ),
        ),
        *_compared(
            "배포 방식",
            (
                "SageMaker Hosting Services",
                (
                    "ML 추론에 최적화된 인프라와 성능",
                    "Multi-AZ 배포를 통한 고가용성 보장",
                    "자동 스케일링으로 트래픽 변화에 대응",
                    "SageMaker 생태계와의 완벽한 통합",
                    "A/B 테스팅 및 카나리 배포 지원",
                    "GPU 인스턴스 등 다양한 컴퓨팅 옵션",
                ),
                ("지속적인 인스턴스 운영으로 인한 고정 비용", "서버리스 대비 관리 복잡성 존재"),
            ),
            (
                "Lambda + Provisioned Concurrency",
                (
                    "Cold start 제거로 일관된 응답 시간",
                    "서버리스 아키텍처의 자동 확장성",
                    "이벤트 기반 아키텍처와의 자연스러운 통합",
                ),
                (
                    "메모리 제한 (최대 10GB)으로 대용량 모델 처리 어려움",
                    "실행 시간 제한 (15분)으로 복잡한 추론 불가",
                    "GPU 지원 부재로 딥러닝 모델 성능 제약",
                    "SageMaker 파이프라인과의 불완전한 통합",
                ),
            ),
            ("Amazon EKS", (), ("컨테이너 오케스트레이션 복잡성",)),
        ),
    )


def questions() -> tuple[McqCard, ...]:
    """One right answer in English, two in Korean, eight options with code and "all of the above"."""
    title = text("Amazon SageMaker를 이용한 ML 모델 실시간 배포")
    return (
        McqCard(
            _origin("mcq", title, line=90),
            text(
                "You are building a machine learning pipeline using Amazon SageMaker and need to deploy a trained model "
                "for real-time inference with <strong>high availability</strong> and <strong>low latency</strong>. Which "
                "of the following deployment options would be the best fit for your use case?",
                "en",
            ),
            (
                _option(
                    "A",
                    "AWS Lambda with Provisioned Concurrency",
                    "메모리 및 실행 시간 제한으로 복잡한 ML 모델 처리에 부적합",
                ),
                _option(
                    "B", "Amazon API Gateway", "API 관리 서비스일 뿐 실제 추론을 위한 컴퓨팅 인프라 미제공"
                ),
                _option(
                    "C",
                    "Amazon Elastic Kubernetes Service (EKS)",
                    "컨테이너 오케스트레이션 복잡성, ML 추론에 특화되지 않은 범용 플랫폼",
                ),
                _option("D", "Amazon SageMaker Hosting Services with Auto Scaling", None, correct=True),
                _option(
                    "E",
                    "Amazon EC2 with Application Load Balancer",
                    "인프라 관리 부담, SageMaker 생태계 이점 활용 불가",
                ),
            ),
            text(
                "실시간·고가용성·저지연이 함께 나오면 <strong>전용 엔드포인트와 자동 확장</strong>을 먼저 떠올린다."
            ),
        ),
        McqCard(
            _origin("mcq", title, line=120),
            text("엔드포인트의 자동 확장에 쓸 수 있는 지표를 모두 고르시오. (2개)"),
            (
                _option("A", "InvocationsPerInstance", "기본으로 제공되는 지표다.", correct=True),
                _option("B", "훈련 작업의 손실값", "훈련이 끝나면 더는 나오지 않는다."),
                _option("C", "CPUUtilization", "사용자 지정 지표로 등록하면 쓸 수 있다.", correct=True),
                _option("D", "위의 모든 것", None),
            ),
        ),
        McqCard(
            _origin("mcq", text("Detecting drift with Model Monitor", "en"), note=_ENGLISH, line=40),
            text(f"<p>What does this code leave out?</p>{CODE}", "en"),
            tuple(
                _option(letter, html, None, correct=letter == "H", lang="en")
                for letter, html in zip(
                    "ABCDEFGH",
                    (
                        "a role",
                        "<code>image_uri</code>",
                        "tags",
                        "a VPC",
                        "a KMS key",
                        "data capture",
                        "a name",
                        "All of the above",
                    ),
                    strict=True,
                )
            ),
        ),
    )


def gaps() -> ClozeCard:
    """Two gaps."""
    return ClozeCard(
        _origin("cloze", text("Amazon SageMaker를 이용한 ML 모델 실시간 배포"), line=150),
        text("엔드포인트 하나에는 {{c1::프로덕션 변형}}을 최대 {{c2::10개}}까지 둘 수 있다."),
        text("그보다 많으면 <strong>다중 모델 엔드포인트</strong>를 본다."),
    )


def _origin(slot: str, *context: Text, note: str = _HOSTING, line: int = 1) -> Origin:
    return Origin(note, line, f"{slot}/{line}", context)


def _option(
    label: str, html: str, why: str | None, *, correct: bool = False, lang: str | None = None
) -> Option:
    spoken = lang or ("en" if html.isascii() else "ko")
    return Option(label, text(html, spoken), correct, None if why is None else text(why))


def _compared(place: str, *rows: tuple[str, tuple[str, ...], tuple[str, ...]]) -> tuple[TradeoffCard, ...]:
    title = text("Amazon SageMaker를 이용한 ML 모델 실시간 배포")
    subjects = [text(name, "en") for name, _, _ in rows]
    return tuple(
        TradeoffCard(
            _origin(f"tradeoff/{subject.text}", title, text(place), line=30),
            subject,
            texts(*pros),
            texts(*cons),
            tuple(other for other in subjects if other is not subject),
            place,
            clue=text(_points("pros", pros) + _points("cons", cons)),
        )
        for subject, (_, pros, cons) in zip(subjects, rows, strict=True)
    )


def _points(name: str, points: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{escape(point)}</li>" for point in points)
    return f'<ul class="{name}">{listed}</ul>' if points else ""


_EXPLANATION = (
    '<p class="heading">SageMaker Hosting Services가 실시간 ML 추론에 적합한 이유</p>'
    "<p>SageMaker Hosting Services는 머신러닝 모델의 실시간 추론을 위해 특별히 설계된 <em>완전 관리형</em> 서비스입니다. "
    '자세한 것은 <span class="wikilink">Production Variants</span>와 <a href="https://docs.aws.amazon.com/">문서</a>를 본다.</p>'
    '<ol start="2"><li>Model 객체</li><li>Endpoint Configuration</li></ol>'
    '<div class="callout callout-tip"><p class="callout-title">팁</p><p><mark>두 AZ 이상</mark>에 인스턴스를 <kbd>2</kbd>개 이상 둔다.</p></div>'
    '<div class="callout callout-warning"><p class="callout-title">주의</p><p>비용은 켜져 있는 동안 든다.</p></div>'
    '<table><thead><tr><th>구성</th><th class="right">지연 (ms)</th></tr></thead><tbody>'
    '<tr><td>실시간 엔드포인트</td><td class="right">20</td></tr><tr><td>서버리스</td><td class="right">180</td></tr></tbody></table>'
    f"{CODE}"
    f'<pre class="diagram">{escape("요청 → [ALB] → 엔드포인트", quote=False)}</pre>'
    '<p><img src="구성도-1f2e3d.png" alt="세 가용 영역의 구성도"></p>'
    "<blockquote><p>측정하지 않은 것은 확장할 수 없다.</p></blockquote>"
)
