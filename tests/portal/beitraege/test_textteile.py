import pytest

from portal.beitraege.textteile import parts_of, unknown_places


@pytest.mark.parametrize(
    ("text", "bilder", "expected"),
    [
        ("", [], []),
        ("<p>a</p>", [], ["<p>a</p>"]),
        ("<p>a</p>", ["x"], ["<p>a</p>", "x"]),
        ("<p>[Bild 1]</p><p>a</p>", ["x"], ["x", "<p>a</p>"]),
        ("<p> [bild  2] </p>", ["x", "y"], ["y", "x"]),
        ("<p>[Bild 1]</p><p>[Bild 1]</p>", ["x"], ["x"]),
        ("<p>[Bild 0]</p><p>[Bild 7]</p>", ["x"], ["x"]),
        ("<p>Siehe [Bild 1].</p>", ["x"], ["<p>Siehe [Bild 1].</p>", "x"]),
    ],
)
def test_each_picture_stands_in_its_place_once(text, bilder, expected):
    assert [part.html or part.bild for part in parts_of(text, bilder)] == expected


def test_places_without_a_picture_are_named():
    text = "<p>[Bild 1]</p><p>[Bild 3]</p><p>[Bild 3]</p><p>[Bild 0]</p>"

    assert unknown_places(text, 2) == [3, 0]
