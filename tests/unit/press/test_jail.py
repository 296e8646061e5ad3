"""What a page may load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.press.jail import Jail
from exporter.press.names import attachment_url, font_url
from tests.packs import picture

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def jail(tmp_path: Path) -> Jail:
    inside = tmp_path / "templates"
    inside.mkdir()
    (inside / "logo.svg").write_bytes(b"logo")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "font.ttf").write_bytes(b"font")
    (inside / "link.svg").symlink_to(tmp_path / "secret.txt")
    return Jail(
        {"구성도 1.png": picture(3, 2), "bad.png": b"no picture"}, {"Face": tmp_path / "font.ttf"}, [inside]
    )


def test_gives_what_the_pack_and_the_templates_hold(jail: Jail, tmp_path: Path) -> None:
    """Attachments by flat name, named fonts, files beside the templates and data in the page are served."""
    assert jail.fetch(attachment_url("구성도 1.png")).read() == picture(3, 2)
    assert jail.fetch(font_url("Face")).read() == b"font"
    assert jail.fetch((tmp_path / "templates" / "logo.svg").as_uri()).read() == b"logo"
    assert jail.fetch("data:text/plain,x").read() == b"x"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "file:///etc/hostname",
        "file://server/share/x.png",
        "attachment:nothing.png",
        "attachment:../secret.txt",
        "font:Other",
        "x.png",
    ],
)
def test_refuses_the_rest(jail: Jail, url: str) -> None:
    """Network, disk and unknown names are refused."""
    with pytest.raises(ValueError, match="may not load"):
        jail.fetch(url)


@pytest.mark.parametrize(
    "path", ["templates/../secret.txt", "templates/%2e%2e/secret.txt", "templates/link.svg"]
)
def test_no_way_leads_out(jail: Jail, tmp_path: Path, path: str) -> None:
    """Neither dots nor a link lead out of the templates' folder."""
    with pytest.raises(ValueError, match="may not load"):
        jail.fetch(f"file://{tmp_path}/{path}")


def test_pictures_are_made_harmless_on_their_way(jail: Jail) -> None:
    """What cannot be, from the pack or in the page itself, is refused with the reason."""
    for url in (attachment_url("bad.png"), "data:image/png,no%20picture"):
        with pytest.raises(ValueError, match="no picture"):
            jail.fetch(url)
