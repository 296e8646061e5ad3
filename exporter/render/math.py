"""TeX to drawings for print: ziamath turns a formula into paths that need no font."""

from __future__ import annotations

import html
import re
import warnings
from base64 import b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

INK = "#1a1a1a"
_SIZE = 12.0
_MARGIN = 0.6
_MATH = re.compile(r'<(span|div) class="math (?:inline|display)">(.*?)</\1>', re.DOTALL)
_DELIMITED = re.compile(r"\\[(\[](.*)\\[)\]]", re.DOTALL)
_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')
_NO_GLYPH = re.compile(r'id="[^"]*_0"')


@dataclass(frozen=True, slots=True)
class Formula:
    """A drawn formula.

    Attributes:
        svg: The drawing.
        width: In em of the text around it.
        height: In em.
        depth: How far it reaches below the baseline, in em.
    """

    svg: str
    width: float
    height: float
    depth: float


@cache
def _typesetter() -> Any:  # noqa: ANN401 - an untyped library's class
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own, of how it finds its font
        from ziamath.zmath import Latex  # costs start-up; few notes have math
    return Latex


@lru_cache(maxsize=4096)
def draw(tex: str, *, display: bool) -> Formula | None:
    """Draw a formula.

    Args:
        tex: Without delimiters.
        display: On a line of its own.

    Returns:
        The drawing, or None where the formula is broken or needs a character that the math font
        lacks (Hangul above all).
    """
    latex = _typesetter()
    try:
        svg: str = latex(tex, size=_SIZE, color=INK, inline=not display, margin=_MARGIN).svg()
    except Exception:  # noqa: BLE001 - it raises whatever its parsers happen to
        return None
    box = _BOX.search(svg)
    if box is None or _NO_GLYPH.search(svg):
        return None
    _, top, width, height = (float(number) for number in box.groups())
    return Formula(svg, width / _SIZE, height / _SIZE, (height + top) / _SIZE)


def set_math(fragment: str) -> tuple[str, tuple[str, ...]]:
    """Draw the formulas of a clean fragment.

    Returns:
        The fragment with a picture for each formula, its source as alternative text; and the
        sources that could not be drawn, which stand in the fragment as code.
    """
    failed: list[str] = []

    def drawn(found: re.Match[str]) -> str:
        display = found[1] == "div"
        inner = html.unescape(found[2])
        delimited = _DELIMITED.fullmatch(inner.strip())
        tex = (delimited[1] if delimited else inner).strip()
        formula = draw(tex, display=display)
        if formula is None:
            failed.append(tex)
            source = f'<code class="math-source">{html.escape(tex)}</code>'
            return f"<p>{source}</p>" if display else source
        picture = _picture(formula, tex)
        return f'<p class="formula">{picture}</p>' if display else picture

    return _MATH.sub(drawn, fragment), tuple(failed)


def _picture(formula: Formula, tex: str) -> str:
    data = b64encode(formula.svg.encode()).decode()
    style = f"width:{formula.width:.4f}em;height:{formula.height:.4f}em;vertical-align:{-formula.depth:.4f}em"
    return (
        f'<img class="math" style="{style}" alt="{html.escape(tex)}" src="data:image/svg+xml;base64,{data}">'
    )
