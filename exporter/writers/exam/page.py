"""The exam as one HTML document, through the templates, and the foot of its pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter import __version__
from exporter.labels import labels
from exporter.press.words import Words
from exporter.render.typeset import typeset_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.press.fragments import Phrase
    from exporter.render.templates import Templates
    from exporter.writers.exam.paper import Paper
    from exporter.writers.exam.plan import Plan

NAME = "exam/exam.html"
_RULES = ("exam_rule_count", "exam_rule_choose", "exam_rule_mark", "exam_rule_key")
# Beyond these numbers a figure stands for the word.
_IN_WORDS = range(2, 7)


def composer(paper: Paper, templates: Templates, built_at: int, *, only: bool) -> Callable[[Plan], str]:
    """Make the function that fills in the templates.

    Args:
        paper: What to print.
        templates: Where they lie.
        built_at: Seconds since the epoch, for the PDF's dates.
        only: Whether nothing but the key is printed, so that nothing can lead to the questions.

    Returns:
        Given where everything stands, the document.
    """
    words = Words(paper.languages)
    environment = templates.environment()
    environment.globals.update(
        label=words.label,
        outline=words.outline,
        choose=lambda count: choose(count, words),
        rules=[
            (lang, [rule(name, lang, paper) for name in _RULES if name != "exam_rule_key" or paper.key])
            for lang in labels().words(_RULES[0], paper.languages)
        ],
        seconds=lambda phrase: seconds(phrase, paper.languages),
        run=lambda text: Markup(typeset_text(text, paper.languages[0])),  # noqa: S704 - escaped there
    )
    built = datetime.fromtimestamp(built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    template = environment.get_template(NAME)

    def compose(plan: Plan) -> str:
        return template.render(
            paper=paper, plan=plan, only=only, generator=f"studypack {__version__}", built=built
        )

    return compose


def choose(count: int, words: Words) -> Markup:
    """Say how many options are to be chosen."""
    return words.label(f"choose_{count}") if count in _IN_WORDS else words.label("choose", count=count)


def rule(name: str, lang: str, paper: Paper) -> Markup:
    """Give one of the instructions in a language."""
    said = labels().word(name, lang).format(count=len(paper.questions), minutes=paper.minutes)
    return Markup(typeset_text(said, lang))  # noqa: S704 - escaped there


def seconds(phrase: Phrase, languages: tuple[str, ...]) -> list[Phrase]:
    """Give what a text says in the other languages that are to be printed."""
    wanted = {lang.partition("-")[0] for lang in languages}
    return [each for each in phrase.seconds if each.lang.partition("-")[0] in wanted]


def foot(paper: Paper) -> str:
    """Give the rules of the stylesheet that print seed and edition on the foot of every page."""
    words = Words(paper.languages[:1])
    seed, edition = words.outline("exam_seed"), words.outline("exam_edition")
    said = _quoted(f"{seed} {paper.seed}  ·  {edition} {paper.edition}")
    return (
        f"@page {{ @bottom-left {{ content: {said} }} }}"
        f" @page :left {{ @bottom-right {{ content: {said} }}"
        " @bottom-left { content: counter(page) ' / ' counter(pages) } }"
    )


def _quoted(text: str) -> str:
    """Write a string as CSS does: whatever the reader's seed holds, it ends where it ends."""
    return (
        '"' + "".join(char if char.isalnum() or char in " -·" else f"\\{ord(char):x} " for char in text) + '"'
    )
