"""The fonts that a sheet asks for."""

from __future__ import annotations

import re
from unicodedata import category

from fontTools.ttLib import TTFont

from exporter.press.faces import installed
from exporter.press.fonts import SIGNS, TEXT, family_list, font_rules


def test_the_readers_font_comes_first() -> None:
    """A named family stands before the built-in choice, which stays as fallback."""
    families = family_list("My Font, Other", TEXT, "sans-serif").split(", ")
    assert families[:2] == ['"My Font"', '"Other"']
    assert families[2] == f'"{TEXT[0]}"'
    assert families[-1] == "sans-serif"


def test_a_font_name_cannot_leave_its_quotes() -> None:
    """Whatever is given as a name stays a name."""
    listed = family_list('x"; } body { display: none', TEXT, "serif")
    assert listed.startswith('"x\\22 \\3b  \\7d  body \\7b  display\\3a  none", ')


def test_signs_are_mended_only_with_installed_faces() -> None:
    """Without the mending faces, or with a font of the reader's own, no face is declared."""
    faces = {face: None for face, *_ in SIGNS}
    assert font_rules("", "", faces).count("@font-face") == len(SIGNS)
    assert "@font-face" not in font_rules("", "", {})
    assert "@font-face" not in font_rules("Own", "", faces)


def test_faces_have_what_they_are_named_for() -> None:
    """Each assigned character of a mended range is in the face: the page would look no further for it."""
    files = installed(face for face, *_ in SIGNS)
    for face, _, _, ranges in SIGNS:
        if face in files:
            has = TTFont(files[face]).getBestCmap()
            for ends in re.findall(r"U\+(\w+)(?:-(\w+))?", ranges):
                first, last = int(ends[0], 16), int(ends[1] or ends[0], 16)
                codes = [code for code in range(first, last + 1) if category(chr(code)) != "Cn"]
                assert [hex(code) for code in codes if code not in has] == []
