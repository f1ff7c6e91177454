"""Storing and publishing; an interrupted run leaves nothing half, nothing published changes."""

import pytest
from django.db import IntegrityError

from quartiere.monitoring import einspielen
from quartiere.monitoring.daten import KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.einspielen import EinspielenError
from quartiere.monitoring.models import Ausgabe, AusgabeIndikator, Gebietswert, Indikator
from quartiere.monitoring.verify import verify
from tests.factories import UserFactory
from tests.factories_monitoring import EinschaetzungFactory, make_ausgabe
from tests.quartiere.monitoring.einspielung import CSV, errors, read

pytestmark = pytest.mark.django_db


def published(**values):
    ausgabe = einspielen.store_draft(read(**values))
    einspielen.check(ausgabe)
    einspielen.publish(ausgabe)
    return Ausgabe.objects.get(pk=ausgabe.pk)


def test_edition_passes_from_draft_to_published(areas):
    staff = UserFactory()
    ausgabe = einspielen.store_draft(read(), staff)
    assert (ausgabe.state, ausgabe.created_by) == ("draft", staff)

    einspielen.check(ausgabe)
    einspielen.publish(ausgabe)

    ausgabe.refresh_from_db()
    assert (ausgabe.state, len(ausgabe.checksum)) == ("published", 64)
    assert (ausgabe.area_count, ausgabe.valid_count) == (3, 3)
    assert ausgabe.class_counts == {
        "status": {"mittel": 2, "niedrig": 1},
        "dynamik": {},
        "group": {"2": 2, "3": 1},
        "overlap": {"0": 3},
        "attention": {"yes": 0},
    }
    assert verify(ausgabe) == []


def test_draft_is_not_published_unchecked(areas):
    ausgabe = einspielen.store_draft(read())

    with pytest.raises(EinspielenError, match="nicht geprüft"):
        einspielen.publish(ausgabe)

    assert Ausgabe.objects.get().state == "draft"


def test_of_two_clicks_one_publishes(areas):
    ausgabe = einspielen.store_draft(read())
    einspielen.check(ausgabe)
    stale = Ausgabe.objects.get(pk=ausgabe.pk)
    einspielen.publish(ausgabe)

    with pytest.raises(EinspielenError, match="schon eine Ausgabe veröffentlicht"):
        einspielen.publish(stale)

    with pytest.raises(EinspielenError, match="kein Entwurf mehr"):
        einspielen.check(stale)


def test_new_draft_replaces_the_earlier_one(areas):
    einspielen.store_draft(read())

    ausgabe = einspielen.store_draft(read(CSV.replace("9,5", "3,5")))

    assert Ausgabe.objects.get() == ausgabe
    assert Gebietswert.objects.count() == 3


def test_draft_that_is_used_elsewhere_is_not_replaced(areas):
    ausgabe = einspielen.store_draft(read())
    EinschaetzungFactory(quartier=None, planungsraum=areas[0], ausgabe=ausgabe)

    with pytest.raises(EinspielenError, match="an anderer Stelle verwendet"):
        einspielen.store_draft(read())


def test_published_edition_is_only_superseded_with_a_reason(areas):
    published()

    found = read()

    assert errors(found) == [
        "Die Ausgabe Musterstadt 2030 ist veröffentlicht und damit unveränderlich. Eine "
        "korrigierte Ausgabe ersetzt sie, wenn Sie den Grund der Korrektur angeben."
    ]
    with pytest.raises(EinspielenError, match="hat Fehler"):
        einspielen.store_draft(found)


def test_correction_supersedes_the_published_edition(areas):
    old = published()

    new = published(text=CSV.replace("9,5", "3,5"), correction_note="S1 in Gebiet 03 war falsch.")

    old.refresh_from_db()
    assert (old.state, old.successor, new.version, new.state) == ("superseded", new, 2, "published")
    assert new.correction_note == "S1 in Gebiet 03 war falsch."
    assert (verify(old), verify(new)) == ([], [])


def test_correction_of_nothing_is_an_error(areas):
    assert errors(read(correction_note="Tippfehler")) == [
        "Für 2030 ist keine Ausgabe veröffentlicht, die ersetzt werden könnte."
    ]


def test_reading_that_was_overtaken_is_not_stored(areas):
    reading = read()
    published()

    with pytest.raises(EinspielenError, match="Inzwischen hat jemand"):
        einspielen.store_draft(reading)


def test_tampered_draft_is_not_published(areas):
    ausgabe = einspielen.store_draft(read())
    einspielen.check(ausgabe)
    Gebietswert.objects.filter(name=areas[2].name).update(values=[1.5])

    with pytest.raises(EinspielenError, match="passen nicht zu den Werten"):
        einspielen.publish(ausgabe)

    assert Ausgabe.objects.get().state == "checked"


def test_indicator_hidden_after_the_draft_stops_the_publication(areas):
    ausgabe = einspielen.store_draft(read())
    einspielen.check(ausgabe)
    Indikator.objects.update(is_public=False)

    with pytest.raises(EinspielenError, match="S1 ist nicht öffentlich"):
        einspielen.publish(ausgabe)


def test_interrupted_storing_leaves_nothing_half(areas):
    reading = read()
    # Twice the same area: the database breaks off in the middle of the rows.
    broken = einspielen.Einlesung(
        **{name: getattr(reading, name) for name in reading.__slots__}
        | {"edition": _doubled(reading.edition), "result": _doubled(reading.result)}
    )

    with pytest.raises(IntegrityError):
        einspielen.store_draft(broken)

    models = (Ausgabe, Gebietswert, AusgabeIndikator, Indikator)
    assert [model.objects.count() for model in models] == [0, 0, 0, 0]


def test_draft_survives_a_failed_replacement(areas):
    kept = einspielen.store_draft(read())
    reading = read()
    areas[0].gebietswerte.all().delete()
    areas[0].delete()

    with pytest.raises(EinspielenError, match="Inzwischen fehlen Planungsräume"):
        einspielen.store_draft(reading)

    assert Ausgabe.objects.get() == kept


def _doubled(item):
    values = {name: getattr(item, name) for name in item.__slots__}
    return type(item)(**values | {"areas": (*item.areas, item.areas[-1])})


def test_verify_notices_what_got_past_the_database():
    specs = [IndikatorSpec("S1", STATUS), IndikatorSpec("K1", KONTEXT)]
    ausgabe = make_ausgabe(state="draft", indicators=specs, rows={"1": [1, 2], "2": [2, 3]})
    Gebietswert.objects.filter(name="Gebiet 1").update(values=[1.0, 5.0])

    assert verify(ausgabe) == [
        "Die gespeicherten Daten passen nicht zur Prüfsumme.",
        "Nachrechnen ergibt andere Ergebnisse.",
    ]
