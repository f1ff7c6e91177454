"""Things of a city as flat, coloured shapes: houses, trees, people, water. Needs Pillow only.

Coordinates are points of a canvas of WIDTH × HEIGHT, y pointing down; everything stands on `y`.
"""

import math

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
SAMPLING = 1.5  # pixels a point while drawing …
REDUCTION = 2  # … and reduced by this much at the end, so that edges are smooth
WINDOW, LIT_WINDOW, TRUNK, SKIN = "#e9f1f5", "#ffe2a0", "#6b4f3a", ["#8d5a3b", "#c98e62", "#f0c9a4"]


class Canvas:
    """A picture in the making; the methods take unscaled coordinates."""

    def __init__(self, background):
        size = (round(WIDTH * SAMPLING), round(HEIGHT * SAMPLING))
        self.image = Image.new("RGB", size, background)
        self.draw = ImageDraw.Draw(self.image)

    def rectangle(self, x, y, width, height, colour, radius=0):
        box = _scaled([x, y, x + width, y + height])
        self.draw.rounded_rectangle(box, radius * SAMPLING, fill=colour)

    def circle(self, x, y, radius, colour):
        box = _scaled([x - radius, y - radius, x + radius, y + radius])
        self.draw.ellipse(box, fill=colour)

    def polygon(self, points, colour):
        self.draw.polygon([tuple(_scaled(point)) for point in points], fill=colour)

    def line(self, points, width, colour):
        scaled = [tuple(_scaled(point)) for point in points]
        self.draw.line(scaled, fill=colour, width=round(width * SAMPLING), joint="curve")

    def arc(self, x, y, radius, width, colour):
        """The upper half of a circle."""
        box = _scaled([x - radius, y - radius, x + radius, y + radius])
        self.draw.arc(box, 180, 360, fill=colour, width=round(width * SAMPLING))

    def finished(self):
        return self.image.reduce(REDUCTION)


def _scaled(values):
    return [round(value * SAMPLING) for value in values]


def hills(canvas, y, height, colour, phase):
    top = [
        (x, y - height * (1 + math.sin(x / 260 + phase) + 0.4 * math.sin(x / 97)))
        for x in range(0, WIDTH + 20, 20)
    ]
    canvas.polygon([*top, (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def cloud(canvas, x, y, size):
    for dx, dy, radius in [(-1.1, 0.15, 0.5), (-0.3, -0.2, 0.75), (0.7, 0, 0.6), (1.3, 0.25, 0.4)]:
        canvas.circle(x + dx * size, y + dy * size, radius * size, "#ffffff")
    canvas.rectangle(x - 1.5 * size, y + 0.2 * size, 3.1 * size, 0.45 * size, "#ffffff", size / 5)


def tree(canvas, x, y, size, colour):
    canvas.rectangle(x - size * 0.06, y - size * 0.5, size * 0.12, size * 0.5, TRUNK)
    for dx, dy, radius in [(-0.22, -0.6, 0.26), (0.22, -0.6, 0.26), (0, -0.82, 0.3)]:
        canvas.circle(x + dx * size, y + dy * size, radius * size, colour)


def bush(canvas, x, y, size, colour, blossom=None):
    for dx in (-0.5, 0, 0.5):
        canvas.circle(x + dx * size, y - size * 0.3, size * 0.42, colour)
    for dx, dy in [(-0.5, -0.4), (0.1, -0.5), (0.5, -0.2), (-0.1, -0.15)] if blossom else []:
        canvas.circle(x + dx * size, y + dy * size, size * 0.1, blossom)


def house(canvas, x, y, width, floors, wall, *, roof=None, gable=False):
    """A house on `y` with its left edge at `x`; without `roof` it has a flat one."""
    height = floors * 76 + 24
    canvas.rectangle(x, y - height, width, height, wall)
    if roof and gable:
        peak = (x + width / 2, y - height - width * 0.55)
        canvas.polygon([(x - 10, y - height), peak, (x + width + 10, y - height)], roof)
        canvas.circle(x + width / 2, y - height - width * 0.18, 12, WINDOW)
    elif roof:
        eaves = [(x - 12, y - height), (x + 18, y - height - 62)]
        mirrored = [(x + width - 18, y - height - 62), (x + width + 12, y - height)]
        canvas.polygon(eaves + mirrored, roof)
    windows(canvas, x, y, width, floors)
    canvas.rectangle(x + width / 2 - 19, y - 66, 38, 66, roof or "#5c5346", 4)


def windows(canvas, x, y, width, floors):
    columns = max(2, round(width / 62))
    gap = (width - columns * 30) / (columns + 1)
    for floor in range(floors):
        for column in range(columns):
            left = x + gap + column * (30 + gap)
            if floor == 0 and abs(left + 15 - x - width / 2) < 42:
                continue
            lit = (floor * 7 + column * 5 + round(x)) % 6 == 0
            canvas.rectangle(left, y - floor * 76 - 74, 30, 44, LIT_WINDOW if lit else WINDOW, 3)


def person(canvas, x, y, size, colour, skin=1):
    canvas.rectangle(x - size * 0.15, y - size * 0.68, size * 0.3, size * 0.68, colour, size * 0.12)
    canvas.circle(x, y - size * 0.82, size * 0.15, SKIN[skin % len(SKIN)])


def wheelchair_user(canvas, x, y, size, colour, skin=0):
    person(canvas, x, y - size * 0.12, size * 0.85, colour, skin)
    canvas.circle(x, y - size * 0.2, size * 0.22, "#3c3c3c")
    canvas.circle(x, y - size * 0.2, size * 0.17, "#d8d3c8")
    canvas.rectangle(x - size * 0.17, y - size * 0.45, size * 0.34, size * 0.16, colour, 6)


def bench(canvas, x, y, width=130):
    for dy, height in [(-62, 12), (-44, 12), (-26, 10)]:
        canvas.rectangle(x, y + dy, width, height, "#a8703f", 4)
    for dx in (12, width - 22):
        canvas.rectangle(x + dx, y - 62, 10, 62, "#4c4a46")


def water(canvas, y, height, colour, wave):
    canvas.rectangle(0, y, WIDTH, height, colour)
    for row in range(int(height // 34)):
        for x in range((row % 2) * 70, WIDTH, 190):
            canvas.line([(x, y + 18 + row * 34), (x + 66, y + 18 + row * 34)], 5, wave)


def boat(canvas, x, y, size, colour):
    hull = [
        (x, y),
        (x + size, y),
        (x + size * 0.82, y + size * 0.2),
        (x + size * 0.16, y + size * 0.2),
    ]
    canvas.polygon(hull, colour)
    canvas.rectangle(x + size * 0.46, y - size * 0.8, 7, size * 0.8, TRUNK)
    sail = [(x + size * 0.5, y - size * 0.78), (x + size * 0.9, y - 8), (x + size * 0.5, y - 8)]
    canvas.polygon(sail, "#fffaf0")


def crane(canvas, x, y, height, colour):
    """A harbour crane on two legs, its jib to the right."""
    canvas.polygon(
        [(x - 70, y), (x - 30, y - height * 0.5), (x - 16, y - height * 0.5), (x - 48, y)], colour
    )
    canvas.polygon(
        [(x + 70, y), (x + 30, y - height * 0.5), (x + 16, y - height * 0.5), (x + 48, y)], colour
    )
    canvas.rectangle(x - 46, y - height * 0.66, 92, height * 0.17, colour, 6)
    canvas.rectangle(x - 30, y - height * 0.63, 30, 32, WINDOW, 3)
    canvas.line([(x + 20, y - height * 0.62), (x + height * 0.52, y - height)], 16, colour)
    canvas.line(
        [(x + height * 0.5, y - height), (x + height * 0.5, y - height * 0.55)], 4, "#4c4a46"
    )
    canvas.rectangle(x + height * 0.5 - 26, y - height * 0.55, 52, 38, "#4c4a46", 4)


def stall(canvas, x, y, colour):
    """A market stall with a striped roof."""
    for dx in (8, 172):
        canvas.rectangle(x + dx, y - 170, 8, 170, TRUNK)
    canvas.rectangle(x, y - 66, 190, 66, "#c99a62", 4)
    for stripe in range(5):
        left = x - 10 + stripe * 42
        canvas.rectangle(left, y - 210, 42, 56, colour if stripe % 2 == 0 else "#fffaf0")
        canvas.circle(left + 21, y - 154, 21, colour if stripe % 2 == 0 else "#fffaf0")
    for dx, fruit in [
        (26, "#c9463d"),
        (58, "#e0962e"),
        (90, "#6d9b46"),
        (122, "#c9463d"),
        (154, "#e8c24a"),
    ]:
        canvas.circle(x + dx, y - 74, 14, fruit)


def fountain(canvas, x, y):
    canvas.rectangle(x - 14, y - 130, 28, 130, "#b9b2a5")
    canvas.rectangle(x - 60, y - 130, 120, 18, "#b9b2a5", 8)
    canvas.rectangle(x - 130, y - 44, 260, 44, "#a59d8f", 12)
    for side in (-1, 1):
        canvas.line([(x, y - 158), (x + side * 40, y - 168), (x + side * 66, y - 60)], 6, "#bfe0ea")


def water_tower(canvas, x, y, height, wall, roof):
    canvas.polygon([(x - 46, y), (x - 34, y - height), (x + 34, y - height), (x + 46, y)], wall)
    canvas.rectangle(x - 84, y - height - 130, 168, 140, wall, 14)
    canvas.polygon(
        [(x - 96, y - height - 126), (x, y - height - 220), (x + 96, y - height - 126)], roof
    )
    for dx in (-50, 0, 50):
        canvas.rectangle(x + dx - 13, y - height - 84, 26, 44, WINDOW, 12)
    canvas.rectangle(x - 17, y - 60, 34, 60, roof, 14)


def factory(canvas, x, y, bays, wall, roof):
    """A hall with a saw-tooth roof, one tooth for each bay."""
    for bay in range(bays):
        left = x + bay * 150
        canvas.rectangle(left, y - 190, 150, 190, wall)
        canvas.polygon([(left, y - 190), (left, y - 270), (left + 150, y - 190)], roof)
        canvas.polygon(
            [(left + 6, y - 196), (left + 6, y - 252), (left + 34, y - 236), (left + 34, y - 196)],
            WINDOW,
        )
        for dx in (22, 86):
            canvas.rectangle(left + dx, y - 150, 42, 84, WINDOW, 20)


def bridge(canvas, y, colour, arches=3):
    """Across the whole picture; `y` is the surface of the water."""
    span = WIDTH / arches
    canvas.rectangle(0, y - 190, WIDTH, 40, colour)
    for arch in range(arches):
        canvas.arc(span * (arch + 0.5), y, span * 0.46, 30, colour)
    for arch in range(arches + 1):
        canvas.rectangle(span * arch - 34, y - 170, 68, 190, colour)
    for x in range(20, WIDTH, 60):
        canvas.rectangle(x, y - 224, 6, 36, colour)
    canvas.rectangle(0, y - 228, WIDTH, 8, colour)
