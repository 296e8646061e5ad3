"""The fonts that a sheet asks for."""

from __future__ import annotations

from exporter.writers.cheatsheet.fonts import SIGNS, TEXT, family_list, font_rules


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
