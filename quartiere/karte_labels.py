"""Where the names on a map stand, so that none covers another. Pure, no Django.

Greedy: the current area first, then from large to small. A name takes the first free place of its
own: in its area the middle, moved a little to stay on the map, or one line above or below; at a
dot the right or the left side. A name without a free place is left out; the area keeps its title
and its link.
"""

from dataclasses import dataclass

# Mean width of a letter and height of a line, in font sizes.
CHARACTER = 0.56
LINE = 1.15


@dataclass(frozen=True)
class Label:
    """`x` is the start, the middle or the end of the text, as `anchor` says; `y` its middle."""

    name: str
    x: int
    y: int
    anchor: str
    is_current: bool


def place(areas, font_size, left, width):
    """The Labels of `areas` on a map from `left`, `width` wide (all in metres of the map)."""
    taken, labels = [], []
    for area in sorted(areas, key=_rank):
        for label in _places(area, font_size, left, left + width):
            rectangle = _rectangle(label, font_size)
            if not any(_overlap(rectangle, other) for other in taken):
                taken.append(rectangle)
                labels.append(label)
                break
    return labels


def _rank(area):
    return (not area.is_current, -area.width * area.height, -area.r, area.name)


def _places(area, font_size, left, right):
    length = len(area.name) * CHARACTER * font_size
    if area.r:
        gap = round(area.r * 1.3)
        if area.x + gap + length <= right:
            yield Label(area.name, area.x + gap, area.y, "start", area.is_current)
        if area.x - gap - length >= left:
            yield Label(area.name, area.x - gap, area.y, "end", area.is_current)
        return
    x = round(min(max(area.x, left + length / 2), right - length / 2))
    if abs(x - area.x) > area.width / 4:
        return  # it would stand on another area
    line = round(LINE * font_size)
    for shift in (0, -line, line):
        if 2 * abs(shift) <= area.height:
            yield Label(area.name, x, area.y + shift, "middle", area.is_current)


def _rectangle(label, font_size):
    width, height = len(label.name) * CHARACTER * font_size, LINE * font_size
    start = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return start, label.y - height / 2, start + width, label.y + height / 2


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
