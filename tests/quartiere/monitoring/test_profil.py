import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.profil import (
    Ausschluss,
    IndikatorColumn,
    Profil,
    ProfilError,
    from_document,
    parse,
)
from quartiere.monitoring.profil_ausgabe import dump

WORKED_EXAMPLE = """
kommune = "11000000"            # AGS
jahr = 2021
zeitraum = "31.12.2018 bis 31.12.2020"
gebietsstand = "2021"
fehlwerte = ["-9999", ""]       # beside the usual ones

[spalten]
schluessel = "PLR_ID"           # text, leading zeros kept
einwohner = "EW"

[ausschluss]
spalte = "KOM"
gueltig = ["gültig"]

[indikatoren.S1]
spalte = "S1"
rolle = "status"                # status | dynamik | kontext
name = "Arbeitslosigkeit (SGB II)"
einheit = "%"
polaritaet = 1

[indikatoren.KI_01]
spalte = "KI_01"
rolle = "kontext"
zielgruppe = "jugendliche"      # slug; then it enters that group's need
"""

LEAST = """
kommune = "11000000"
jahr = 2021
gebietsstand = "2021"
[spalten]
schluessel = "ID"
[indikatoren.S1]
spalte = "S1"
rolle = "status"
"""


def messages_of(text):
    with pytest.raises(ProfilError) as caught:
        parse(text)
    return caught.value.messages


def test_worked_example_is_read():
    assert parse(WORKED_EXAMPLE) == Profil(
        kommune="11000000",
        year=2021,
        period="31.12.2018 bis 31.12.2020",
        gebietsstand="2021",
        missing=("-9999", ""),
        key="PLR_ID",
        inhabitants="EW",
        exclusion=Ausschluss("KOM", valid=("gültig",)),
        indicators=(
            IndikatorColumn(
                "S1",
                IndikatorSpec("S1", "status", name="Arbeitslosigkeit (SGB II)", unit="%"),
            ),
            IndikatorColumn(
                "KI_01",
                IndikatorSpec("KI_01", "kontext", zielgruppe="jugendliche", name="KI_01"),
            ),
        ),
    )


def test_byte_order_mark_does_no_harm():
    assert parse("\ufeff" + LEAST) == parse(LEAST)


def test_invalid_words_come_with_a_reason():
    text = LEAST + '[ausschluss]\nspalte = "KL"\nungueltig = [0, ""]\ngrund = "ohne Index"\n'

    assert parse(text).exclusion == Ausschluss("KL", (), ("0", ""), "ohne Index")


def test_full_profile_is_read_and_written_back():
    text = LEAST.replace(
        "[spalten]", 'dezimal = "komma"\nblatt = "T1"\naufmerksamkeit = ["4-"]\n[spalten]'
    )
    text += (
        'polaritaet = -1\nzielgruppe = "kinder"\nkurz = "in Armut"\nstadtwert = 27.5\n'
        'minimum = 0\nmaximum = 120\nquelle = "Amt"\n'
        '[indikatoren.K1]\nspalte = "K1"\nrolle = "kontext"\noeffentlich = false\n'
        '[ausschluss]\nfehlende_gebiete = "nicht veröffentlicht"\n'
    )

    profil = parse(text)

    assert (profil.decimal, profil.sheet, profil.attention_groups) == (",", "T1", ("4-",))
    assert (profil.exclusion, profil.missing_areas) == (None, "nicht veröffentlicht")
    assert profil.specs == (
        IndikatorSpec(
            "S1",
            "status",
            polarity=-1,
            zielgruppe="kinder",
            name="S1",
            phrase="in Armut",
            city_value=27.5,
            minimum=0.0,
            maximum=120.0,
            sheet=(("quelle", "Amt"),),
        ),
        IndikatorSpec("K1", name="K1", public=False),
    )
    assert parse(dump(profil)) == profil


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"11000000"',
            "11000000",
            "„kommune“: Hier wird Text in Anführungszeichen erwartet, nicht 11000000.",
        ),
        ('"11000000"', '"1100"', "„kommune“: „1100“ passt nicht, erwartet wird: acht Ziffern."),
        ("2021\n", '"2021"\n', "„jahr“: Erwartet wird eine ganze Zahl von 1900 bis 2200."),
        ("2021\n", "20210\n", "„jahr“: Erwartet wird eine ganze Zahl von 1900 bis 2200."),
        ("2021\n", "true\n", "„jahr“: Erwartet wird eine ganze Zahl von 1900 bis 2200."),
        ("schluessel", "schluesel", "[spalten] „schluessel“: Der Eintrag fehlt."),
        (
            'rolle = "status"',
            'rolle = "Status"',
            "[indikatoren.S1] „rolle“: Erwartet wird eines von: status, dynamik, kontext.",
        ),
        (
            'rolle = "status"',
            "",
            "[indikatoren.S1] „rolle“: Erwartet wird eines von: status, dynamik, kontext.",
        ),
        (
            'rolle = "status"',
            'rolle = "status"\npolaritaet = 2',
            "[indikatoren.S1] „polaritaet“: Erwartet wird eines von: 1, -1.",
        ),
        (
            'rolle = "status"',
            'rolle = "status"\nzielgrupe = "kinder"',
            "[indikatoren.S1] „zielgrupe“: Diesen Eintrag gibt es nicht. Meinten Sie „zielgruppe“?",
        ),
        (
            'rolle = "status"',
            'rolle = "dynamik"\nzielgruppe = "kinder"',
            "[indikatoren.S1] „zielgruppe“: Eine Veränderung (dynamik) geht in keinen Bedarf ein.",
        ),
        (
            'rolle = "status"',
            'rolle = "status"\nminimum = 5\nmaximum = 1',
            "[indikatoren.S1] „minimum“: Der kleinste Wert liegt über dem größten.",
        ),
        (
            'rolle = "status"',
            'rolle = "status"\nstadtwert = "5,1"',
            "[indikatoren.S1] „stadtwert“: Erwartet wird eine Zahl mit Dezimalpunkt, "
            "ohne Anführungszeichen.",
        ),
        (
            'rolle = "status"',
            'rolle = "status"\noeffentlich = "nein"',
            "[indikatoren.S1] „oeffentlich“: Erwartet wird true oder false.",
        ),
        (
            "[spalten]",
            'aufmerksamkeit = ["5"]\n[spalten]',
            "„aufmerksamkeit“: „5“ ist keine Gruppe. Es gibt: "
            "1+, 1+/-, 1-, 2+, 2+/-, 2-, 3+, 3+/-, 3-, 4+, 4+/-, 4-.",
        ),
        (
            "[spalten]",
            'fehlwerte = "-1"\n[spalten]',
            '„fehlwerte“: Hier wird eine Liste erwartet, zum Beispiel ["a", "b"].',
        ),
        (
            "[spalten]",
            '[ausschluss]\nspalte = "K"\n[spalten]',
            "[ausschluss] „spalte“: Eine Spalte braucht „gueltig“ oder „ungueltig“, und umgekehrt.",
        ),
        (
            "[spalten]",
            '[ausschluss]\nspalte = "K"\nungueltig = ["0"]\n[spalten]',
            "[ausschluss] „grund“: Zu „ungueltig“ gehört ein Grund.",
        ),
        (
            "[indikatoren.S1]",
            '[indikatoren.S2]\nspalte = "S1"\nrolle = "status"\n[indikatoren.S1]',
            "Die Spalte „S1“ steht bei S2 und bei S1.",
        ),
        (
            "[indikatoren.S1]",
            '[indikatoren."a b"]',
            "[indikatoren.a b]: Ein Kürzel besteht aus Buchstaben, Ziffern, „_“ und „-“.",
        ),
    ],
)
def test_each_mistake_is_named_in_german(old, new, expected):
    assert expected in messages_of(LEAST.replace(old, new, 1))


def test_all_mistakes_are_named_at_once():
    assert messages_of("[spalten]\nname = 3\n[indikatoren]\nS1 = 3") == [
        "„kommune“: Der Eintrag fehlt.",
        "„jahr“: Der Eintrag fehlt.",
        "„gebietsstand“: Der Eintrag fehlt.",
        "[spalten] „schluessel“: Der Eintrag fehlt.",
        "[spalten] „name“: Hier wird Text in Anführungszeichen erwartet, nicht 3.",
        "[indikatoren.S1]: Hier wird ein Abschnitt mit Einträgen erwartet.",
        "[indikatoren.S1] „spalte“: Der Eintrag fehlt.",
        "[indikatoren.S1] „rolle“: Erwartet wird eines von: status, dynamik, kontext.",
    ]


@pytest.mark.parametrize("text", ["kommune =", 'schlüssel = "a"', "a = 1\na = 2", "[" * 5000])
def test_broken_toml_is_explained(text):
    [message] = messages_of(text)

    assert message.startswith("Das Profil ist")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: " ".join(text.split())
)


@given(words, words, st.lists(words, max_size=3), st.floats(allow_nan=False, allow_infinity=False))
def test_written_profile_reads_the_same(heading, name, missing, number):
    document = {
        "kommune": "11000000",
        "jahr": 2021,
        "gebietsstand": "2021",
        "hinweis": name,
        "fehlwerte": missing,
        "spalten": {"schluessel": heading or "ID"},
        "indikatoren": {
            "S1": {"spalte": heading or "S1", "rolle": "status", "name": name, "stadtwert": number}
        },
    }
    profil = from_document(document)

    assert parse(dump(profil)) == profil


@pytest.mark.parametrize(
    ("second", "refused"),
    [("", True), ('[indikatoren.S2]\nspalte = "S2"\nrolle = "status"', False)],
)
def test_hidden_indicator_must_not_be_the_only_one_of_a_result(second, refused):
    text = f"{LEAST}oeffentlich = false\n{second}\n"

    messages = messages_of(text) if refused else parse(text) and []

    assert (
        messages
        == [
            "[indikatoren.S1] „oeffentlich“: Das Ergebnis beruht allein auf diesem Indikator "
            "und würde seine Werte verraten."
        ]
        * refused
    )


def test_empty_attention_rule_is_kept():
    profil = parse(LEAST.replace("[spalten]", "aufmerksamkeit = []\n[spalten]"))

    assert profil.attention_groups == ()
    assert parse(dump(profil)) == profil
