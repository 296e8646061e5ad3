"""How a generated note says what it says: the template's labels and sentences, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Labels and sentences of one language.

    In the sentences, `field`, `thing`, `part`, `quality` stand for words, `term` and `other` for names,
    `n`, `m`, `k` for figures; each is filled in anew for every sentence.
    """

    title: str
    key_point_label: str
    key_points: tuple[str, ...]
    explanation_label: str
    explanations: tuple[str, ...]
    drawing_label: str
    tradeoff_label: str
    pros_label: str
    pros: tuple[str, ...]
    cons_label: str
    cons: tuple[str, ...]
    definitions_label: str
    definitions: tuple[str, ...]
    use_label: str
    uses: tuple[str, ...]
    question_label: str
    stems: tuple[str, ...]
    answer: str
    options: tuple[str, ...]
    reasons_label: str
    reasons: tuple[str, ...]


KOREAN = Wording(
    title="{term:과/와} {other}",
    key_point_label="🎯 핵심 포인트",
    key_points=(
        "{field} 요청이 초당 {n}건을 넘는 경우, {term:으로/로} {thing} 처리를 {k}개 구역에 나눈다.",
        (
            "{thing:이/가} 하루 {n}GB씩 쌓이고 {m}분 안에 찾아야 하는 경우, {term:을/를} 앞에 두어 "
            "{part}의 부하를 줄인다."
        ),
        (
            "{field} 서비스가 {m}분 넘게 멈추면 안 되는 경우, {term:을/를} {k}개 두고 {thing:을/를} 서로 "
            "복제한다."
        ),
    ),
    explanation_label="📝 설명",
    explanations=(
        "{term:은/는} {field} 서비스에서 들어온 {thing:을/를} **{n}건 단위**로 묶어 다음 단계에 넘깁니다.",
        "{part:이/가} 멈추더라도 {thing:은/는} {m}분 동안 남아 있으므로 다시 읽을 수 있습니다.",
        (
            "==한 번에 {n}건==을 넘기면 {quality} 방식이 {m}배쯤 빠르지만, 그보다 적으면 `{part_en}` "
            "하나로 충분합니다."
        ),
        (
            "{field} 데이터는 시간대에 따라 {k}배까지 늘어나므로 {part}의 수를 미리 정하지 않고 "
            "{thing}의 양에 맞춥니다."
        ),
    ),
    drawing_label="아키텍처 플로우",
    tradeoff_label="Trade-offs 고려사항",
    pros_label="**{term} 장점**:",
    pros=(
        "{field} 요청이 초당 {n}건으로 늘어도 응답이 {m}ms 안에 돌아옴",
        "{thing:을/를} {m}분마다 나누어 옮기므로 {part:을/를} 멈추지 않아도 됨",
        "{part} {k}개를 하나의 설정으로 다루어 {field} 팀의 손이 덜 감",
        "쓴 만큼만 내므로 {thing} {n}건까지는 비용이 거의 들지 않음",
    ),
    cons_label="**{term} 단점**:",
    cons=(
        "{thing:이/가} {n}건보다 적으면 준비하는 시간이 더 오래 걸림",
        "{field} 데이터의 순서가 {m}초까지 뒤바뀔 수 있음",
        "{part:을/를} {k}개 이상 두어야 하므로 매달 {n}달러가 더 듦",
    ),
    definitions_label="🔍 주요개념",
    definitions=(
        "{field} 서비스의 {thing:을/를} {m}초마다 모아 {part}에 넘기는 구성 요소",
        "{thing} {n}건을 {quality} 방식으로 보관하고 {m}일 뒤에 지우는 장치",
        "들어오는 {thing:을/를} {k}개의 {part:으로/로} 나누어 {field} 부하를 고르게 하는 방법",
        "{part:이/가} 실패하면 {m}초 뒤에 {thing:을/를} 다시 보내는 절차. 최대 {k}번까지 되풀이함",
        "{field} 팀이 {thing:을/를} 바꿀 때마다 `{quality_en}-{n}` 꼴의 번호를 매기는 규칙",
    ),
    use_label="실전 적용",
    uses=(
        "**{field} 조회**: {thing} {n}건을 {m}초 안에 화면에 보여 줌",
        "**{field} 마감**: 밤마다 {part} {k}대로 {thing} {n}건을 정리함",
        "**{field} 점검**: {thing:이/가} {m}분 동안 오지 않으면 담당자에게 알림",
    ),
    question_label="📝 관련 문제",
    stems=(
        (
            "어느 회사의 {field} 서비스는 매일 {thing} {n}만 건을 {part}에 넣는다. 저녁마다 {m}분쯤 "
            "밀린다. 운영 부담을 늘리지 않고 밀림을 없애려면 무엇을 해야 하는가?"
        ),
        (
            "{field} 팀이 {thing:을/를} {m}년 동안 보관해야 하고, 한 달에 {k}번쯤 {n}건을 꺼내 본다. "
            "비용이 가장 적게 드는 구성은 무엇인가?"
        ),
    ),
    answer="정답",
    options=(
        "{term:을/를} {k}개 두고 {thing:을/를} 나누어 받는다",
        "{part}의 메모리를 {n}MB로 늘린다",
        "{thing:을/를} {m}분마다 모아 {term:으로/로} 옮긴다",
        "{field} 데이터를 {quality} 방식의 {part:으로/로} 복제한다",
    ),
    reasons_label="💡 추가 설명:",
    reasons=(
        "{thing:이/가} 늘어나는 것은 {m}분뿐이라 {field} 비용만 {k}배가 됨",
        "{part:은/는} {n}건부터 느려지므로 원인이 그대로 남음",
        "{field} 팀이 {m}시간마다 손으로 고쳐야 하므로 운영 부담이 커짐",
        "{quality} 방식에서는 {thing} {n}건을 잃을 수 있어 조건에 맞지 않음",
    ),
)

ENGLISH = Wording(
    title="{term} and {other}",
    key_point_label="🎯 Key point",
    key_points=(
        (
            "When {field} traffic exceeds {n} requests a second, use the {term} to spread each {thing} "
            "over {k} zones."
        ),
        (
            "When {n} GB of {thing} data arrive a day and must be found within {m} minutes, put the "
            "{term} before the {part}."
        ),
        "When the {field} service must not stop for {m} minutes, run {k} copies of the {term} side by side.",
    ),
    explanation_label="📝 Explanation",
    explanations=(
        "The {term} takes every {thing} of the {field} service and hands them on in **batches of {n}**.",
        "If the {part} stops, each {thing} is kept for {m} minutes and can be read again.",
        (
            "With ==more than {n} at once== the {quality} way is about {m} times as fast; below that one "
            "`{part_en}` will do."
        ),
        (
            "As {field} traffic grows up to {k} times by the hour, each {part} is added when a {thing} "
            "has to wait."
        ),
    ),
    drawing_label="Architecture flow",
    tradeoff_label="Trade-offs",
    pros_label="**{term} pros**:",
    pros=(
        "Answers within {m} ms even at {n} {field} requests a second",
        "Moves each {thing} every {m} minutes, so that no {part} has to stop",
        "Keeps {k} copies of the {part} under one setting, which spares the {field} team work",
        "Costs next to nothing for the first {n} units of {thing} traffic",
    ),
    cons_label="**{term} cons**:",
    cons=(
        "Takes longer to prepare than to run when fewer than {n} units of {thing} data arrive",
        "May change the order of {field} data by up to {m} seconds",
        "Needs at least {k} instances of the {part}, at {n} dollars a month",
    ),
    definitions_label="🔍 Key concepts",
    definitions=(
        "what collects every {thing} of the {field} service for {m} seconds and hands them to the {part}",
        "a place that keeps {n} units of {thing} data in a {quality} form and deletes them after {m} days",
        "a way to part each incoming {thing} among {k} targets, so that no {field} {part} is overloaded",
        "a procedure that sends each {thing} again {m} seconds after the {part} failed, at most {k} times",
        "a rule by which the {field} team numbers every change of the {thing}, as in `{quality_en}-{n}`",
    ),
    use_label="In practice",
    uses=(
        "**{field} view**: shows {n} units of {thing} data within {m} seconds",
        "**{field} closing**: sorts {n} units of {thing} data every night with {k} machines",
        "**{field} check**: tells the person on duty when no {thing} has come for {m} minutes",
    ),
    question_label="📝 Practice question",
    stems=(
        (
            "The {field} service of a company sends {n} thousand units of {thing} data to the {part} "
            "every day. In the evening they are {m} minutes late. What removes the delay with the LEAST "
            "operational overhead?"
        ),
        (
            "A {field} team has to keep each {thing} for {m} years and reads {n} of them about {k} times "
            "a month. Which design is the MOST cost-effective?"
        ),
    ),
    answer="Answer",
    options=(
        "Run {k} copies of the {term} and part each {thing} among them",
        "Give the {part} {n} MB of memory",
        "Gather every {thing} for {m} minutes and move them with the {term}",
        "Copy the {field} data to the {quality} {part}",
    ),
    reasons_label="💡 Explanation:",
    reasons=(
        "the {thing} traffic grows for {m} minutes only, while the {field} costs grow {k} times",
        "the {part} slows down from {n} on, so the cause remains",
        "the {field} team has to mend it by hand every {m} hours",
        "in the {quality} form up to {n} units of {thing} data can be lost",
    ),
)
