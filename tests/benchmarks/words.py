"""Words in both languages from which the notes of a benchmark are combined."""

from __future__ import annotations

_QUALITIES = """
분산=distributed 비동기=asynchronous 증분=incremental 병렬=parallel 가상=virtual 암호화=encrypted
압축=compressed 실시간=real-time 예약=scheduled 중앙=central 지역=regional 임시=temporary 공유=shared
전용=dedicated 자동=automatic 계층=tiered 순차=sequential 무상태=stateless 탄력=elastic 읽기=read-only
보조=secondary 색인=indexed 서명=signed 격리=isolated 예측=predictive 적응=adaptive 단일=single
이중=dual 주기=periodic 선택=selective 지연=delayed 내장=embedded
"""
_FIELDS = """
결제=payment 주문=order 배송=delivery 재고=inventory 고객=customer 상품=product 쿠폰=coupon 회원=member
검색=search 추천=recommendation 정산=settlement 예매=booking 좌석=seat 강의=lecture 시험=exam 성적=grade
진료=clinic 처방=prescription 환자=patient 차량=vehicle 물류=logistics 창고=warehouse 광고=advert
구독=subscription 환불=refund 송금=transfer 계좌=account 보험=insurance 날씨=weather 센서=sensor
공장=factory 도서관=library
"""
_THINGS = """
로그=log 이벤트=event 세션=session 이미지=image 메시지=message 지표=metric 문서=document 토큰=token
표본=sample 피처=feature 기록=record 질의=query 응답=response 요청=request 파일=file 블록=block
스냅샷=snapshot 벡터=vector 행렬=matrix 키=key 인증서=certificate 정책=policy 규칙=rule 작업=job
경보=alert 그래프=graph 테이블=table 파티션=partition 버전=version 설정=setting 주소=address 패킷=packet
"""
_PARTS = """
수집기=collector 저장소=store 대기열=queue 분배기=balancer 중계기=relay 변환기=converter 검사기=checker
색인기=indexer 예약기=scheduler 필터=filter 복제기=replicator 캐시=cache 감시기=monitor 조정기=coordinator
생성기=generator 분류기=classifier 추적기=tracker 병합기=merger 발행기=publisher 구독기=subscriber
압축기=compressor 암호기=encryptor 게이트웨이=gateway 라우터=router 풀=pool 버퍼=buffer 카탈로그=catalog
레지스트리=registry 파이프라인=pipeline 샌드박스=sandbox 프록시=proxy 탐지기=detector
"""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((korean, english) for korean, _, english in (each.partition("=") for each in text.split()))


QUALITIES, FIELDS, THINGS, PARTS = map(_pairs, (_QUALITIES, _FIELDS, _THINGS, _PARTS))

_WORDS = (QUALITIES, FIELDS, THINGS, PARTS)
TERMS = len(QUALITIES) * len(FIELDS) * len(THINGS) * len(PARTS)
# Odd, so that it steps through all the combinations, of which there are a power of two.
_STRIDE = 628_277


def term(place: int) -> tuple[str, str]:
    """Give a name of four words, in Korean and in English: another one for each place below `TERMS`."""
    rest = place * _STRIDE % TERMS
    chosen = []
    for words in _WORDS:
        rest, digit = divmod(rest, len(words))
        chosen.append(words[digit])
    return " ".join(korean for korean, _ in chosen), " ".join(english for _, english in chosen)


class Korean(str):
    """A word that ends in a Hangul syllable; `{word:을/를}` gives it the particle which that asks for."""

    __slots__ = ()

    def __format__(self, particles: str) -> str:
        """Append the first particle behind a final consonant, the second behind a vowel."""
        if not particles:
            return str(self)
        closed, opened = particles.split("/")
        final = (ord(self[-1]) - 0xAC00) % 28
        # Behind a final ㄹ it is `로`, as behind a vowel.
        return str(self) + (opened if final == 0 or (opened == "로" and final == 8) else closed)
