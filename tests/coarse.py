"""Coarse pictures: a page as a grid of mean colours, and how far two of them are apart to the eye."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL = 15


def coarse(picture: Image.Image) -> Image.Image:
    """Give the mean colour of each square of 15 pixels; the picture's sides are multiples of it.

    It is softened before, so that the smoothing of edges by a browser or a graphics library has no say.
    """
    return picture.convert("RGB").filter(ImageFilter.GaussianBlur(CELL / 3)).reduce(CELL)


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two coarse pictures are apart, in Oklab, where 1 lies between black and white.

    Attributes:
        most: The largest distance of a cell.
        cells: In how many cells the distance can be seen.
    """

    most: float
    cells: int

    @property
    def much(self) -> bool:
        """Whether this is more than machines differ by.

        One more pixel of smoothing gives 0.005 in a cell; ten versions of Chromium and another way of drawing
        give 0.008, in light text on a dark page.
        """
        return self.most > 0.015 or self.cells > 4


# A wash of colour is 0.013 from the paper by day and 0.018 by night; missing lines around boxes are 0.01.
_SEEN = 0.008


def apart(one: Image.Image, other: Image.Image) -> Apart:
    """Compare two coarse pictures; one that ends earlier goes on in the colour of its last corner."""
    size = (max(one.width, other.width), max(one.height, other.height))
    cells = [map(_oklab, *_channels(_grown(each, size))) for each in (one, other)]
    far = [sum((x - y) ** 2 for x, y in zip(*both, strict=True)) ** 0.5 for both in zip(*cells, strict=True)]
    return Apart(max(far), sum(each > _SEEN for each in far))


def _grown(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    corner = picture.getpixel((picture.width - 1, picture.height - 1))
    grown = Image.new("RGB", size, corner)
    grown.paste(picture)
    return grown


# Björn Ottosson's colour space, in which equal distances look equal: light to cones, then cones to it.
_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def _channels(picture: Image.Image) -> Iterator[bytes]:
    """Give the reds, greens and blues of a picture."""
    return (channel.tobytes() for channel in picture.split())


@cache
def _oklab(*pixel: int) -> tuple[float, ...]:
    light = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (each / 255 for each in pixel)
    ]
    cones = [sum(x * y for x, y in zip(row, light, strict=True)) ** (1 / 3) for row in _CONES]
    return tuple(sum(x * y for x, y in zip(row, cones, strict=True)) for row in _LAB)
