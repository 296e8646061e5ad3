"""What a trade-off card says in its fields."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.writers.anki import fields
from exporter.writers.anki.markup import words
from exporter.writers.asked import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Pack, Text, TradeoffCard


def tradeoff_fields(card: TradeoffCard, pack: Pack, compared: Sequence[TradeoffCard]) -> dict[str, str]:
    """Fill the fields.

    Args:
        card: The card.
        pack: Where it stands.
        compared: All cards of its comparison, itself among them.
    """
    asks = asked(card, pack.ask)
    plus, minus = _tally("plus", "＋", card.pros), _tally("minus", "－", card.cons)
    languages = pack.languages
    return {
        **fields.both(Subject=card.subject, Clue=card.clue),
        "Versus": fields.say_all(card.alternatives),
        "Pros": fields.say_list(card.pros),
        "Pros2": fields.second_list(card.pros),
        "Cons": fields.say_list(card.cons),
        "Cons2": fields.second_list(card.cons),
        "Table": _table(card, pack, compared) if len(compared) > 1 else "",
        "Table2": _second_tables(card, pack, compared) if len(compared) > 1 else "",
        "AskWhole": fields.ask("weigh", languages, _tallies(plus, minus)) if asks.whole else "",
        "AskPros": fields.ask("weigh_pros", languages, _tallies(plus)) if asks.pros else "",
        "AskCons": fields.ask("weigh_cons", languages, _tallies(minus)) if asks.cons else "",
        "AskWhich": fields.ask("which", languages) if asks.which else "",
    }


def _tally(name: str, sign: str, points: Sequence[Text]) -> str:
    """How many points to recall: a list is easier to grade when its length is known."""
    return f'<b class="tally {name}">{sign}{len(points)}</b>'


def _tallies(*tallies: str) -> str:
    return f' <span class="tallies">{"".join(tallies)}</span>'


def _table(card: TradeoffCard, pack: Pack, compared: Sequence[TradeoffCard]) -> str:
    lang = card.subject.lang
    heads = "".join(
        f'<th scope="col" class="{name}">{words(name, pack.languages)}</th>' for name in ("pros", "cons")
    )
    rows = "".join(_row(other, lang, here=other is card) for other in compared)
    table = f'<table class="compare"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return fields.wrap(table, lang)


def _second_tables(card: TradeoffCard, pack: Pack, compared: Sequence[TradeoffCard]) -> str:
    """The same table in each other language that one of its texts has."""
    texts = [text for other in compared for text in (other.subject, *other.pros, *other.cons)]
    tables = []
    for lang in dict.fromkeys(each.lang for text in texts for each in text.translations):
        said = {id(other): _in(other, lang) for other in compared}
        tables.append(_table(said[id(card)], pack, tuple(said.values())))
    return "".join(tables)


def _in(card: TradeoffCard, lang: str) -> TradeoffCard:
    def said(texts: Sequence[Text]) -> tuple[Text, ...]:
        return tuple(text.said_in(lang) or text for text in texts)

    (subject,) = said([card.subject])
    return replace(card, subject=subject, pros=said(card.pros), cons=said(card.cons))


def _row(card: TradeoffCard, lang: str, *, here: bool) -> str:
    sides = "".join(
        f'<td class="{name}"{fields.differing(points[0], lang)}>{fields.listed(points, points[0].lang)}</td>'
        if points
        else f'<td class="{name} none"></td>'
        for name, points in (("pros", card.pros), ("cons", card.cons))
    )
    head = f'<th scope="row"{fields.differing(card.subject, lang)}>{card.subject.html}</th>'
    start = '<tr class="here">' if here else "<tr>"
    return f"{start}{head}{sides}</tr>"
