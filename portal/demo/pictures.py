"""Illustrations of the example Quartiere: one scene for each motif, varied by a number.

Nothing is left to chance: the same motif and number give the same picture.
"""

from io import BytesIO
from itertools import cycle, islice

from portal.demo import drawing
from portal.demo.drawing import HEIGHT, WIDTH, Canvas

# Sky, sun, far hills, ground, paving.
MOODS = [
    ("#cfe8f2", "#ffd36e", "#b8d4c0", "#9cc08b", "#e2d5bf"),
    ("#fbe3c8", "#f79d65", "#d9c3a5", "#b5bf86", "#e8d8c0"),
    ("#dbe6f7", "#fff0c2", "#b9c6dd", "#8fb59a", "#d9d6cf"),
    ("#f6dfe0", "#ffb45c", "#cdb4c2", "#a3b78d", "#e6d6cd"),
]
WALLS = ["#e9b872", "#d98b6a", "#f2e2c4", "#7fa6b5", "#c9d6b8", "#e8a598", "#b7a6cf"]
ROOFS = ["#8c3b2e", "#5a4a42", "#a8553a", "#46596b"]
GREENS = ["#5f8f53", "#76a35e", "#4d7d5a", "#8fb052"]
CLOTHES = ["#3f6c8f", "#b5483f", "#e0a43a", "#557a46", "#7a5a94"]
RIVER, WAVE, QUAY = "#79b3c6", "#a9d2de", "#b6a78f"


def picture(motif, number):
    """The scene as bytes of a WebP file, 1200 by 750 pixels."""
    mood = MOODS[number % len(MOODS)]
    canvas = _backdrop(mood, number)
    SCENES[motif](canvas, mood, number)
    file = BytesIO()
    canvas.finished().save(file, "WEBP", quality=95, method=0)
    return file.getvalue()


def _backdrop(mood, number):
    sky, sun, hills, ground, _ = mood
    canvas = Canvas(sky)
    canvas.circle(260 + number * 173 % 1100, 210, 86, sun)
    for index in range(3):
        drawing.cloud(
            canvas, (number * 311 + index * 560) % WIDTH, 130 + index * 62, 62 - index * 9
        )
    drawing.hills(canvas, 640, 46, hills, number)
    canvas.rectangle(0, 700, WIDTH, HEIGHT - 700, ground)
    return canvas


def _from(colours, number, count):
    """`count` colours in order, beginning at another one for each number."""
    return list(islice(cycle(colours), number % len(colours), number % len(colours) + count))


def _street(canvas, mood, y=850):
    canvas.rectangle(0, y, WIDTH, HEIGHT - y, mood[4])
    for x in range(60, WIDTH, 220):
        canvas.rectangle(x, y + 74, 110, 8, "#ffffff", 4)


def _people(canvas, number, y, places):
    for index, (x, size) in enumerate(places):
        colour = CLOTHES[(index + number) % len(CLOTHES)]
        drawing.person(canvas, x, y, size, colour, index + number)


def _trees(canvas, number, y, places):
    for (x, size), green in zip(places, _from(GREENS, number, len(places)), strict=True):
        drawing.tree(canvas, x, y, size, green)


def old_town(canvas, mood, number):
    walls, roofs = _from(WALLS, number, 8), _from(ROOFS, number, 8)
    for index in range(8):
        floors = 3 + (index * 3 + number) % 3
        left = 20 + index * 198
        drawing.house(canvas, left, 850, 190, floors, walls[index], roof=roofs[index], gable=True)
    _street(canvas, mood)
    _trees(canvas, number, 880, [(130, 230), (1320, 260)])
    drawing.bench(canvas, 700, 900)
    _people(canvas, number, 930, [(430, 130), (490, 92), (1010, 132), (1070, 128)])


def terraces(canvas, mood, number):
    walls, roof = _from(WALLS, number, 6), ROOFS[number % len(ROOFS)]
    for index in range(6):
        drawing.house(canvas, 50 + index * 250, 830, 238, 2, walls[index], roof=roof)
    for index in range(12):
        drawing.bush(canvas, 90 + index * 130, 862, 62, GREENS[index % 4], "#d8607a")
    _street(canvas, mood, 880)
    _trees(canvas, number, 872, [(300, 250), (806, 220), (1310, 260)])
    _people(canvas, number, 950, [(620, 120), (690, 80), (1130, 126)])


def towers(canvas, mood, number):
    walls = _from(["#f2e2c4", "#c9d6e2", "#e8cdb8", "#d5dfc9"], number, 4)
    for index, (x, floors) in enumerate([(120, 7), (470, 9), (1180, 6), (830, 5)]):
        drawing.house(canvas, x, 850, 270, floors, walls[index])
    for index in range(1, 7):
        canvas.rectangle(470, 850 - index * 76 - 30, 270, 8, WALLS[index % len(WALLS)])
    _trees(canvas, number, 880, [(70, 240), (420, 210), (800, 230), (1130, 220), (1530, 250)])
    _people(canvas, number, 950, [(300, 122), (370, 126), (930, 90), (985, 84)])
    drawing.wheelchair_user(canvas, 1240, 950, 126, CLOTHES[number % 5], number)


def water_tower(canvas, mood, number):
    towers(canvas, mood, number)
    drawing.water_tower(canvas, 1010, 850, 380, "#b5573f", "#5a4a42")


def park(canvas, mood, number):
    walls = _from(WALLS, number, 3)
    for index, x in enumerate([90, 660, 1220]):
        drawing.house(canvas, x, 720, 300, 3, walls[index], roof=ROOFS[index])
    path = [
        (600, HEIGHT),
        (820, 860),
        (760, 760),
        (800, 700),
        (860, 700),
        (850, 770),
        (960, 860),
        (1000, HEIGHT),
    ]
    canvas.polygon(path, mood[4])
    places = [(80, 360), (330, 420), (560, 330), (1060, 380), (1290, 450), (1520, 380)]
    _trees(canvas, number, 850, places)
    drawing.bench(canvas, 1060, 910)
    drawing.person(canvas, 1100, 906, 118, CLOTHES[number % 5], 1)
    drawing.person(canvas, 1150, 906, 112, CLOTHES[(number + 2) % 5], 0)
    _people(canvas, number, 960, [(770, 132), (840, 86)])
    for x in range(120, 620, 90):
        drawing.bush(canvas, x, 960, 36, GREENS[1], "#f0c6d2")


def square(canvas, mood, number):
    walls, roofs = _from(WALLS, number, 5), _from(ROOFS, number, 5)
    for index in range(5):
        floors = 4 + (index + number) % 2
        drawing.house(canvas, 30 + index * 310, 760, 300, floors, walls[index], roof=roofs[index])
    canvas.rectangle(0, 760, WIDTH, HEIGHT - 760, mood[4])
    colours = _from(["#b5483f", "#3f6c8f", "#557a46"], number, 3)
    for index, x in enumerate([90, 350, 1290]):
        drawing.stall(canvas, x, 900, colours[index])
    drawing.fountain(canvas, 820, 900)
    _trees(canvas, number, 900, [(620, 250), (1090, 270)])
    _people(canvas, number, 960, [(200, 126), (520, 120), (580, 128), (1040, 90), (1230, 124)])
    drawing.wheelchair_user(canvas, 960, 965, 124, CLOTHES[number % 5], number + 1)


def factory(canvas, mood, number):
    brick, roof = ["#b5573f", "#c0714f"][number % 2], ROOFS[1]
    canvas.rectangle(250, 260, 70, 600, brick)
    canvas.rectangle(240, 250, 90, 26, roof)
    drawing.factory(canvas, 120, 850, 5, brick, roof)
    walls = _from(WALLS, number, 3)
    for index, x in enumerate([960, 1165, 1370]):
        drawing.house(canvas, x, 850, 195, 2, walls[index], roof=ROOFS[index])
    _street(canvas, mood)
    _trees(canvas, number, 880, [(60, 240), (905, 250), (1560, 260)])
    _people(canvas, number, 950, [(430, 126), (500, 122), (1120, 90), (1175, 130)])


def harbour(canvas, mood, number):
    walls, roofs = _from(WALLS, number, 5), _from(ROOFS, number, 5)
    for index in range(5):
        floors = 3 + (index + number) % 2
        drawing.house(canvas, 560 + index * 205, 740, 195, floors, walls[index], roof=roofs[index])
    canvas.rectangle(0, 740, WIDTH, 60, QUAY)
    drawing.crane(canvas, 150, 745, 470, "#c0503c")
    drawing.crane(canvas, 420, 745, 380, "#2f5d73")
    _people(canvas, number, 790, [(640, 100), (700, 68), (1080, 102), (1390, 98)])
    drawing.water(canvas, 800, 200, RIVER, WAVE)
    drawing.boat(canvas, 820 + number % 3 * 60, 890, 190, "#b5483f")


def riverside(canvas, mood, number):
    _river_front(canvas, number)
    drawing.boat(canvas, 300, 890, 150, "#3f6c8f")
    drawing.boat(canvas, 1100, 860, 120, "#b5483f")


def bridge(canvas, mood, number):
    _river_front(canvas, number)
    drawing.bridge(canvas, 930, "#8a7a68")


def _river_front(canvas, number):
    walls, roofs = _from(WALLS, number, 6), _from(ROOFS, number, 6)
    for index in range(6):
        floors = 3 + (index + number) % 3
        drawing.house(canvas, 40 + index * 262, 740, 220, floors, walls[index], roof=roofs[index])
    _trees(canvas, number, 750, [(30, 190), (284, 180), (810, 190), (1330, 200)])
    canvas.rectangle(0, 740, WIDTH, 36, QUAY)
    _people(canvas, number, 770, [(400, 92), (980, 90), (1040, 64)])
    drawing.water(canvas, 776, 224, RIVER, WAVE)


SCENES = {
    "altbau": old_town,
    "reihenhaus": terraces,
    "hochhaus": towers,
    "wasserturm": water_tower,
    "park": park,
    "platz": square,
    "fabrik": factory,
    "hafen": harbour,
    "ufer": riverside,
    "bruecke": bridge,
}
