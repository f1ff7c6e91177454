import pytest

from quartiere.monitoring.zahlen import (
    KOMMA,
    PUNKT,
    Fehlwerte,
    as_key,
    as_number,
    as_text,
    decimal_sign,
    decimal_sign_of,
    parse,
)


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("4.22594", PUNKT, 4.22594),
        ("4,22594", KOMMA, 4.22594),
        (".707", PUNKT, 0.707),
        (",707", KOMMA, 0.707),
        ("-.5", PUNKT, -0.5),
        ("−3,5", KOMMA, -3.5),
        ("–3,5", KOMMA, -3.5),
        ("+3,5", KOMMA, 3.5),
        ("5.", PUNKT, 5.0),
        ("1.234", KOMMA, 1234.0),
        ("1,234", PUNKT, 1234.0),
        ("1.234", PUNKT, 1.234),
        ("1.234.567,8", KOMMA, 1234567.8),
        ("1 200", KOMMA, 1200.0),
        ("1\u00a0200,5", KOMMA, 1200.5),
        ("1\u202f200", PUNKT, 1200.0),
        ("1\u2009200\u2009300", PUNKT, 1200300.0),
        ("1'200.5", PUNKT, 1200.5),
        ("14,2 %", KOMMA, 14.2),
        (" 7 ", PUNKT, 7.0),
        ("1,5E-3", KOMMA, 0.0015),
        ("-0", PUNKT, 0.0),
    ],
)
def test_parse_reads_german_and_english_numbers(text, decimal, expected):
    found = parse(text, decimal)

    assert (found, str(found).startswith("-")) == (expected, expected < 0)


@pytest.mark.parametrize("decimal", [KOMMA, PUNKT])
@pytest.mark.parametrize(
    "text",
    ["", "abc", "12 34", "1.23.4", "1,2,3", "--5", "1_000", "٣", "nan", "inf", "1e999", "0x10"]
    + ["03. Apr", "1.234.56", "3-4", "5 %%", "1;2"],
)
def test_parse_refuses_what_is_no_number(text, decimal):
    with pytest.raises(ValueError, match=r".*"):
        parse(text, decimal)


@pytest.mark.parametrize(
    ("text", "decimal"), [("4.5", KOMMA), ("0.123", KOMMA), ("4,5", PUNKT), ("12.3456", KOMMA)]
)
def test_parse_refuses_the_other_decimal_sign(text, decimal):
    with pytest.raises(ValueError, match=r".*"):
        parse(text, decimal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", ""),
        ("12,5", ","),
        ("12.5", "."),
        ("1.234", "?"),
        ("1,234", "?"),
        ("0.123", "."),
        (".123", "."),
        ("1234.567", "."),
        ("1.234.567", ","),
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("-1.234", "?"),
        (".", ""),
        ("–", ""),
        ("St. Georg, Nord", ""),
        ("03. Apr", ""),
    ],
)
def test_decimal_sign_of_one_number(text, expected):
    assert decimal_sign_of(text) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "2"], ""),
        (["1.234", "12"], "?"),
        (["1.234", "0.5"], "."),
        (["1.234", "1,5"], ","),
        (["1.5", "1,5"], ",."),
        ([1.5, 2, None], ""),
    ],
)
def test_decimal_sign_of_a_column(cells, expected):
    assert decimal_sign(cells) == expected


@pytest.mark.parametrize(
    "cell",
    [None, "", "  ", ".", "..", "-", "–", "—", "x", "/", "k. A.", "NA", "n/a", "#DIV/0!", "#NV"]
    + ["-9999", -9999, -9999.0, float("nan")],
)
@pytest.mark.parametrize("decimal", [KOMMA, PUNKT])
def test_usual_signs_mean_no_value(cell, decimal):
    assert Fehlwerte().read(cell, decimal) is None


@pytest.mark.parametrize(("cell", "decimal"), [("-9999.0", PUNKT), ("−9999,00", KOMMA)])
def test_sentinel_with_decimals_means_no_value(cell, decimal):
    assert Fehlwerte().read(cell, decimal) is None


@pytest.mark.parametrize("cell", ["0", "0.0", 0, 0.0])
def test_zero_is_a_value_unless_the_profile_says_otherwise(cell):
    assert Fehlwerte().read(cell, PUNKT) == 0
    assert Fehlwerte(["0"]).read(cell, PUNKT) is None


def test_missing_signs_of_the_profile():
    fehlwerte = Fehlwerte(["geheim", "-1"])

    found = [fehlwerte.read(cell, KOMMA) for cell in ("Geheim", "-1,0", "-1,5")]

    assert found == [None, None, -1.5]


@pytest.mark.parametrize("cell", [True, [1], float("inf"), "abc"])
def test_as_number_refuses_other_cells(cell):
    with pytest.raises(ValueError, match=r".*"):
        as_number(cell, PUNKT)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(None, ""), (1100101.0, "1100101"), (0.5, "0.5"), (" a\n b\u00a0c ", "a b c"), (7, "7")],
)
def test_as_text(cell, expected):
    assert as_text(cell) == expected


@pytest.mark.parametrize(
    "cell", ["01100101", " 01100101 ", '="01100101"', "'01100101", "01100101\u00a0"]
)
def test_as_key_keeps_leading_zeros(cell):
    assert as_key(cell) == "01100101"
