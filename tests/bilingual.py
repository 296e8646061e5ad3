"""The pack made by hand, with everything said in both languages."""

# ruff: noqa: E501 - sentences as notes have them

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from exporter.model import Pack, Text
from tests.packs import sample_pack, text

ENGLISH = {
    "Amazon SageMaker를 이용한 ML 모델 실시간 배포": "Real-time deployment of ML models with Amazon SageMaker",
    "SageMaker 파이프라인에서 훈련된 모델을 실시간 추론에 배포하는 경우, <strong>SageMaker Hosting Services with Auto Scaling</strong>에서 저지연과 고가용성을 동시에 확보할 수 있다.": "To deploy a model trained in a SageMaker pipeline for real-time inference, use <strong>SageMaker Hosting Services with Auto Scaling</strong>, which gives low latency and high availability at once.",
    "<strong>고빈도 거래 시스템</strong>: 금융 사기 탐지 모델의 실시간 추론 (밀리초 단위 응답 필요)": "<strong>High-frequency trading</strong>: real-time inference of a fraud detection model (answers within milliseconds)",
    "<strong>의료 진단 지원</strong>: 의료 이미지 분석을 위한 딥러닝 모델 서빙 (GPU 가속 필요)": "<strong>Support of diagnoses</strong>: serving a deep learning model that reads medical images (needs a GPU)",
    "전용 인스턴스가 트래픽을 받으므로 응답 시간이 일정하고, 자동 확장으로 가용성을 지킨다.": "Dedicated instances take the traffic, so response times are steady, and automatic scaling keeps them available.",
    "핵심 배포 옵션 비교": "Deployment options compared",
    "용어 정리": "Terms in use",
    "서버리스 컴퓨팅 서비스로 이벤트 기반 실행에 최적화": "A serverless compute service, made for running on events",
    "&quot;SageMaker 엔드포인트 생성&quot;": "&quot;Creating a SageMaker endpoint&quot;",
    "기술적/구현 레벨 표현 (실제 AWS 리소스). <code>create_endpoint</code>를 부른다.": "An expression of the implementation (a real AWS resource). Calls <code>create_endpoint</code>.",
    "Trade-offs 고려사항": "Trade-offs to weigh",
    "배포 방식": "Ways to deploy",
    "단일 엔드포인트로 여러 모델 버전 관리": "Several model versions behind a single endpoint",
    "실시간 트래픽 분산 비율 조정 가능": "Traffic can be shifted while serving",
    "엔드포인트당 최대 10개 variants 제한": "At most 10 variants for each endpoint",
    "각 모델별 독립적인 리소스 관리": "Resources managed for each model by itself",
    "모델별 세밀한 성능 튜닝 가능": "Performance can be tuned model by model",
    "애플리케이션 레이어에서 복잡한 로직 구현 필요": "Needs intricate logic in the application",
    "트래픽 분산을 위한 추가적인 코드 개발": "More code to distribute the traffic",
    "운영 복잡성 증가": "Operations become harder",
    "ML 추론에 최적화된 인프라와 성능": "Infrastructure made for inference",
    "Multi-AZ 배포를 통한 고가용성 보장": "Highly available across several zones",
    "자동 스케일링으로 트래픽 변화에 대응": "Follows the traffic by automatic scaling",
    "SageMaker 생태계와의 완벽한 통합": "Fully integrated with all of SageMaker",
    "A/B 테스팅 및 카나리 배포 지원": "Supports A/B tests and canary deployments",
    "GPU 인스턴스 등 다양한 컴퓨팅 옵션": "Many compute options, GPUs among them",
    "지속적인 인스턴스 운영으로 인한 고정 비용": "Fixed costs, as instances run all the time",
    "서버리스 대비 관리 복잡성 존재": "More to manage than without servers",
    "Cold start 제거로 일관된 응답 시간": "Steady response times without cold starts",
    "서버리스 아키텍처의 자동 확장성": "Scales by itself, as serverless designs do",
    "이벤트 기반 아키텍처와의 자연스러운 통합": "Fits event-driven designs",
    "메모리 제한 (최대 10GB)으로 대용량 모델 처리 어려움": "Large models hardly fit its memory (at most 10 GB)",
    "실행 시간 제한 (15분)으로 복잡한 추론 불가": "No long inference, as a run ends after 15 minutes",
    "GPU 지원 부재로 딥러닝 모델 성능 제약": "Deep learning is slow without a GPU",
    "SageMaker 파이프라인과의 불완전한 통합": "Only partly integrated with SageMaker pipelines",
    "컨테이너 오케스트레이션 복잡성": "Orchestrating containers is intricate",
    "엔드포인트의 자동 확장에 쓸 수 있는 지표를 모두 고르시오. (2개)": "Which metrics can an endpoint be scaled on? (Choose two.)",
    "훈련 작업의 손실값": "The loss of the training job",
    "위의 모든 것": "All of the above",
    "메모리 및 실행 시간 제한으로 복잡한 ML 모델 처리에 부적합": "Its limits of memory and running time rule out large models",
    "API 관리 서비스일 뿐 실제 추론을 위한 컴퓨팅 인프라 미제공": "Manages APIs, but brings no compute to run inference on",
    "컨테이너 오케스트레이션 복잡성, ML 추론에 특화되지 않은 범용 플랫폼": "Intricate to orchestrate, and a general platform that was not made for inference",
    "인프라 관리 부담, SageMaker 생태계 이점 활용 불가": "Leaves the infrastructure to you, without what SageMaker offers",
    "실시간·고가용성·저지연이 함께 나오면 <strong>전용 엔드포인트와 자동 확장</strong>을 먼저 떠올린다.": "Where real time, high availability and low latency come together, think of <strong>a dedicated endpoint with automatic scaling</strong> first.",
    "기본으로 제공되는 지표다.": "This metric is there from the start.",
    "훈련이 끝나면 더는 나오지 않는다.": "There is none once the training has ended.",
    "사용자 지정 지표로 등록하면 쓸 수 있다.": "It can be used once it is registered as a custom metric.",
    "엔드포인트 하나에는 {{c1::프로덕션 변형}}을 최대 {{c2::10개}}까지 둘 수 있다.": "One endpoint holds up to {{c2::10}} {{c1::production variants}}.",
    "그보다 많으면 <strong>다중 모델 엔드포인트</strong>를 본다.": "For more of them see <strong>multi-model endpoints</strong>.",
}

KOREAN = {
    "Detecting drift with Model Monitor": "Model Monitor로 드리프트 찾기",
    "Key terms": "주요 용어",
    "Population stability index": "집단 안정성 지수(Population stability index)",
    r'<p>How far a feature has moved since training:</p><div class="math display">\[\mathrm{PSI}=\sum_i (p_i-q_i)\ln\frac{p_i}{q_i}\]</div><p>A value above <span class="math inline">\(0.2\)</span> means <strong>drift</strong>.</p>': r'<p>훈련한 뒤로 피처가 얼마나 움직였는지 나타낸다:</p><div class="math display">\[\mathrm{PSI}=\sum_i (p_i-q_i)\ln\frac{p_i}{q_i}\]</div><p>값이 <span class="math inline">\(0.2\)</span>를 넘으면 <strong>드리프트</strong>다.</p>',
    "Alert when a fraud model sees a new payment method": "사기 탐지 모델에 새 결제 수단이 들어오면 알림",
    "A baseline made from the training data: statistics and constraints.": "훈련 데이터로 만든 기준선, 곧 통계와 제약 조건.",
    "What does Model Monitor compare live traffic with?": "Model Monitor는 실제 트래픽을 무엇과 견주는가?",
    "You are building a machine learning pipeline using Amazon SageMaker and need to deploy a trained model for real-time inference with <strong>high availability</strong> and <strong>low latency</strong>. Which of the following deployment options would be the best fit for your use case?": "Amazon SageMaker로 머신러닝 파이프라인을 만들고 있으며, 훈련한 모델을 <strong>고가용성</strong>과 <strong>저지연</strong>을 갖춘 실시간 추론용으로 배포해야 한다. 다음 중 이 경우에 가장 알맞은 배포 방식은?",
    "a role": "역할",
    "tags": "태그",
    "a KMS key": "KMS 키",
    "data capture": "데이터 캡처",
    "a name": "이름",
    "All of the above": "위의 모든 것",
}


def bilingual_pack() -> Pack:
    """Make the pack: English beside Korean and Korean beside English, but names are names."""
    pack = sample_pack()
    cards = tuple(replace(issued, card=_translated(issued.card)) for issued in pack.cards)
    notes = {path: replace(note, title=translated(note.title)) for path, note in pack.notes.items()}
    return replace(pack, cards=cards, notes=notes)


def translated(one: Text) -> Text:
    """Give a text its translation, if it has one."""
    for table, lang in ((ENGLISH, "en"), (KOREAN, "ko")):
        if one.html in table and one.lang != lang:
            return replace(one, translations=(text(table[one.html], lang),))
    return one


def _translated(value: Any) -> Any:  # noqa: ANN401 - any part of a card
    if isinstance(value, Text):
        return translated(value)
    if isinstance(value, tuple):
        return tuple(map(_translated, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = [each.name for each in fields(value) if each.name not in {"clue", "gaps"}]
    return replace(value, **{name: _translated(getattr(value, name)) for name in parts})
