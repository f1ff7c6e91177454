"""The text of a Beitrag with its pictures in their places. Pure functions.

A paragraph that holds nothing but "[Bild 2]" is the place of the second picture. The text itself
never contains <img>, so whatever is shown has an alternative text and a licence.
"""

import re
from typing import NamedTuple

MARKER = re.compile(r"<p>\s*\[Bild\s+(\d{1,2})\]\s*</p>", re.IGNORECASE)


class Teil(NamedTuple):
    """A piece of HTML, or a picture; the other one is empty."""

    html: str = ""
    bild: object = None


def parts_of(text, bilder):
    """[Teil] in reading order; pictures without a place come last, unknown places vanish."""
    pieces = MARKER.split(text)
    parts, placed = [Teil(html=pieces[0])], set()
    for number, html in zip(pieces[1::2], pieces[2::2], strict=True):
        index = int(number) - 1
        if 0 <= index < len(bilder) and index not in placed:
            placed.add(index)
            parts.append(Teil(bild=bilder[index]))
        parts.append(Teil(html=html))
    rest = [Teil(bild=bild) for index, bild in enumerate(bilder) if index not in placed]
    return [part for part in [*parts, *rest] if part.html.strip() or part.bild]


def unknown_places(text, count):
    """Numbers of places for which there is no picture, for a message to the editor."""
    numbers = dict.fromkeys(int(number) for number in MARKER.findall(text))
    return [number for number in numbers if not 0 < number <= count]
