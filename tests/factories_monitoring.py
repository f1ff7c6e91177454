"""Factories of the monitoring; `make_ausgabe` brings a whole edition in, as staff would."""

from datetime import date

import factory

from quartiere.monitoring import einspielen
from quartiere.monitoring.daten import STATUS, AusgabeInput, GebietInput, IndikatorSpec
from quartiere.monitoring.index import compute
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.models import (
    Ausgabe,
    Einschaetzung,
    Einspielung,
    EinspielungDatei,
    ImportProfil,
    Indikator,
    Planungsraum,
    Zuordnung,
)
from quartiere.monitoring.profil import IndikatorColumn, Profil
from tests.factories import KommuneFactory, QuartierFactory, square

ROWS = {"01": [1.0], "02": [2.0], "03": [3.0], "04": [9.0], "05": "unter 300 Einwohner"}
PROFILE = """kommune = "99000001"
jahr = 2030
gebietsstand = "2030"

[spalten]
schluessel = "ID"

[indikatoren.S1]
spalte = "S1"
rolle = "status"
"""


class PlanungsraumFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Planungsraum

    kommune = factory.SubFactory(KommuneFactory)
    gebietsstand = "2021"
    key = factory.Sequence(lambda n: f"{n:08d}")
    name = factory.Sequence(lambda n: f"Planungsraum {n}")
    boundary = factory.Sequence(lambda n: square(13.0 + n % 100 / 100, 52.0 + n // 100 % 100 / 100))


class IndikatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indikator

    kommune = factory.SubFactory(KommuneFactory)
    code = factory.Sequence(lambda n: f"I{n}")
    name = factory.Sequence(lambda n: f"Indikator {n}")


class AusgabeFactory(factory.django.DjangoModelFactory):
    """An edition without areas; see `make_ausgabe` for a whole one."""

    class Meta:
        model = Ausgabe

    kommune = factory.SubFactory(KommuneFactory)
    year = 2021
    gebietsstand = "2021"
    method_version = "1"


class ZuordnungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Zuordnung

    planungsraum = factory.SubFactory(PlanungsraumFactory)
    quartier = factory.SubFactory(
        QuartierFactory, kommune=factory.SelfAttribute("..planungsraum.kommune")
    )
    share = 0.5


class EinschaetzungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Einschaetzung

    class Params:
        published = factory.Trait(status=Einschaetzung.Status.PUBLISHED)

    quartier = factory.SubFactory(QuartierFactory, published=True)
    date = date(2026, 3, 1)
    author_function = "Quartiersmanagement"
    text = "Vor Ort zeigt sich ein anderes Bild."
    relation = Einschaetzung.Relation.DIFFERS


class ImportProfilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportProfil

    kommune = factory.SubFactory(KommuneFactory)
    name = factory.Sequence(lambda n: f"Profil {n}")
    text = PROFILE


class EinspielungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Einspielung

    kommune = factory.SubFactory(KommuneFactory)


class EinspielungDateiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EinspielungDatei

    einspielung = factory.SubFactory(EinspielungFactory)
    file = factory.django.FileField(filename="werte.csv", data=b"ID;S1\n01;1\n")
    name = "werte.csv"
    size = 11


def make_ausgabe(
    kommune=None,
    *,
    year=2021,
    rows=None,
    indicators=None,
    inhabitants=1000,
    state="published",
    gebietsstand="2021",
    is_example=True,
    note="",
):
    """An edition brought in up to `state`, with Planungsräume and Indikatoren it needs.

    `rows` maps a key to its values in the order of `indicators`, or to a reason of exclusion;
    `inhabitants` is a number for all or a dict by key. Example editions can be deleted again.
    A second one of the same year corrects the first.
    """
    kommune = kommune or KommuneFactory()
    rows = ROWS if rows is None else rows
    indicators = tuple(indicators or [IndikatorSpec("S1", STATUS, name="Arbeitslosigkeit")])
    _make_planungsraeume(kommune, gebietsstand, rows)
    edition = AusgabeInput(
        kommune=kommune.ags,
        year=year,
        period=f"31.12.{year - 1}",
        gebietsstand=gebietsstand,
        indicators=indicators,
        areas=tuple(_area(key, row, inhabitants, len(indicators)) for key, row in rows.items()),
    )
    ausgabe = einspielen.store_draft(_reading(kommune, edition, note), is_example=is_example)
    if state != "draft":
        einspielen.check(ausgabe)
    if state == "published":
        einspielen.publish(ausgabe)
    return ausgabe


def _make_planungsraeume(kommune, gebietsstand, rows):
    present = set(Planungsraum.objects.of(kommune, gebietsstand).values_list("key", flat=True))
    for key in rows:
        if key not in present:
            PlanungsraumFactory(
                kommune=kommune, gebietsstand=gebietsstand, key=key, name=f"Gebiet {key}"
            )


def _area(key, row, inhabitants, width):
    count = inhabitants.get(key, 1000) if isinstance(inhabitants, dict) else inhabitants
    if isinstance(row, str):
        return GebietInput(key, f"Gebiet {key}", count, row, (None,) * width)
    return GebietInput(key, f"Gebiet {key}", count, "", tuple(row))


def _reading(kommune, edition, note):
    published = Ausgabe.objects.published().filter(kommune=kommune, year=edition.year).first()
    profil = Profil(
        kommune=kommune.ags,
        year=edition.year,
        gebietsstand=edition.gebietsstand,
        key="ID",
        indicators=tuple(IndikatorColumn(spec.code, spec) for spec in edition.indicators),
        period=edition.period,
        note=note,
    )
    return einspielen.Einlesung(
        profil=profil,
        kommune=kommune,
        bericht=Bericht(),
        edition=edition,
        result=compute(edition),
        supersedes=published,
        correction_note="Ein Wert war falsch." if published else "",
    )
