"""What must be the same in both languages."""

from __future__ import annotations

import pytest

from exporter.translate.catalogue import Catalogue, CatalogueEntry
from exporter.translate.check import check_catalogue


def rules_of(source: str, target: str, *comments: str) -> list[str]:
    entry = CatalogueEntry("a definition", source, target, comments=comments)
    return [each.rule for each in check_catalogue(Catalogue("en", {entry.key: entry}))]


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("15분 안에 끝남", "ends within 50 minutes", "translation-number"),
        ("8천만 건", "8 million records", "translation-number"),
        ("요청은 1,000개까지", "up to 100 requests", "translation-number"),
        ("Lambda로 부름", "called by Fargate", "translation-name"),
        ("It runs on Amazon EC2", "Amazon에서 돈다", "translation-name"),
        ("`GetRecord`로 읽음", "read with `PutRecord`", "translation-markup"),
        ("$a^2$에 비례", "in proportion to $a$", "translation-markup"),
        ("{{c1::버킷}}에 둠", "kept in {{c2::a bucket}}", "translation-markup"),
        ("[[lambda|람다]] 참고", "see [[ecs|Lambda]]", "translation-markup"),
        ("[문서](https://a.example)", "[docs](https://b.example)", "translation-markup"),
        ("![[plan.png]] 그림", "the figure ![[map.png]]", "translation-markup"),
        ("배치", "", "translation-missing"),
    ],
)
def test_what_differs_is_found(source: str, target: str, rule: str) -> None:
    """Figures, names, code, formulas, gaps, links and pictures, and what is not there at all."""
    assert rule in rules_of(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("15분 안에 끝남", "ends within 15 minutes"),
        ("8천만 건, 3만 원", "80 million records, 30,000 won"),
        ("다섯 가지, 두 배", "5 kinds, twice"),
        ("1,000개와 99.9%", "1000 of them and 99.9 %"),
        ("2026년 11월 3일", "November 3, 2026"),
        ("Amazon S3의 GPU 인스턴스", "a GPU instance of Amazon S3"),
        ("점진적 배포(canary deployment)", "canary deployment"),
        ("Which option costs LEAST?", "비용이 가장 적은 것은?"),
        ("`GetRecord`로 15분마다", "every 15 minutes with `GetRecord`"),
        ("$5와 $10 사이", "between $5 and $10"),
        ("On-Demand capacity", "온디맨드 용량"),
    ],
)
def test_what_is_said_in_another_way_is_no_finding(source: str, target: str) -> None:
    """Languages write figures, months and emphasis in their own ways."""
    assert rules_of(source, target) == []


def test_a_checked_difference_is_no_finding() -> None:
    """The translator's comment settles what looks wrong; markup is never settled so."""
    assert rules_of("하루 종일", "24 hours a day", "checked") == []
    assert rules_of("`a`", "`b`", "checked") == ["translation-markup"] * 2


def test_a_fuzzy_translation_is_found() -> None:
    """Somebody has to look at it; one that is not fuzzy is no finding."""
    for fuzzy in (True, False):
        entry = CatalogueEntry("a pro", "빠름", "fast", fuzzy=fuzzy)
        found = [each.rule for each in check_catalogue(Catalogue("en", {entry.key: entry}))]
        assert found == (["translation-fuzzy"] if fuzzy else [])
