"""The wizard "Neue Ausgabe einspielen" from the first file to the publication."""

import pytest

from quartiere.monitoring.models import Ausgabe, Einspielung, EinspielungDatei, ImportProfil
from tests.quartiere.monitoring.einspielungen import (
    ADD,
    HEAD,
    ROWS,
    begin,
    check,
    files_data,
    look,
    make_areas,
    mapping,
    publish,
    table,
    url,
    whole,
)

pytestmark = pytest.mark.django_db

State = Einspielung.State


@pytest.fixture
def city(kommune):
    return make_areas(kommune)


@pytest.fixture
def redaktion(client, staff):
    client.force_login(staff)
    return client


# The way through -------------------------------------------------------------


def test_first_step_guesses_the_columns(redaktion, city):
    einspielung = begin(redaktion, city)

    data = mapping(redaktion, einspielung)

    assert (data["schluessel"], data["name"], data["einwohner"]) == ("ID", "Name", "EW")
    assert (data["exclusion_kind"], data["exclusion_values"]) == ("gueltig", "gültig")
    used = {data[f"i{n}-code"]: data[f"i{n}-rolle"] for n in range(3)}
    assert used == {"S1": "status", "D1": "dynamik", "KI_01": "kontext"}


def test_second_step_leads_to_a_draft_with_preview(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city))

    page = redaktion.get(url(einspielung, "vorschau"))

    assert (einspielung.state, einspielung.ausgabe.state) == (State.READY, "draft")
    assert "5 Gebiete, davon 4 gültig." in page.text
    assert "Es ist die erste Ausgabe dieser Kommune" in page.text


def test_publication_freezes_the_edition_and_deletes_the_files(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city))
    path = einspielung.dateien.get().file.path
    look(redaktion, einspielung)

    response = publish(redaktion, einspielung, note="Neue Grenzen.")

    ausgabe = einspielung.ausgabe
    assert response.url == f"/verwaltung/monitoring/ausgabe/{ausgabe.pk}/change/"
    assert (einspielung.state, ausgabe.state) == (State.PUBLISHED, "published")
    assert (ausgabe.note, len(ausgabe.checksum)) == ("Neue Grenzen.", 64)
    assert (EinspielungDatei.objects.count(), path.endswith(".csv")) == (0, True)


def test_files_are_off_the_disk_after_publication(
    redaktion, city, django_capture_on_commit_callbacks
):
    einspielung = check(redaktion, begin(redaktion, city))
    datei = einspielung.dateien.get().file
    look(redaktion, einspielung)

    with django_capture_on_commit_callbacks(execute=True):
        publish(redaktion, einspielung)

    assert datei.storage.exists(datei.name) is False


def test_second_click_publishes_nothing_more(redaktion, city):
    einspielung = whole(redaktion, city)
    first = einspielung.ausgabe.published_at

    response = publish(redaktion, einspielung)

    assert response.url == f"/verwaltung/monitoring/ausgabe/{einspielung.ausgabe_id}/change/"
    assert Ausgabe.objects.get().published_at == first


def test_publication_needs_a_look_at_the_preview(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city))

    response = publish(redaktion, einspielung)

    assert response.url == url(einspielung, "vorschau")
    assert Ausgabe.objects.get().state == "draft"


@pytest.mark.parametrize("step", ["dateien", "spalten", "bericht", "vorschau", "veroeffentlichen"])
def test_published_one_cannot_be_gone_through_again(redaktion, city, step):
    einspielung = whole(redaktion, city)

    responses = [redaktion.get(url(einspielung, step)), redaktion.post(url(einspielung, step), {})]

    wanted = f"/verwaltung/monitoring/ausgabe/{einspielung.ausgabe_id}/change/"
    assert [response.url for response in responses] == [wanted, wanted]
    assert Ausgabe.objects.get().state == "published"


def test_coming_back_leads_to_where_one_stopped(redaktion, city):
    einspielung = begin(redaktion, city)
    change = f"/verwaltung/monitoring/einspielung/{einspielung.pk}/change/"
    after_files = redaktion.get(change).url
    check(redaktion, einspielung)
    after_columns = redaktion.get(change).url
    look(redaktion, einspielung)

    after_preview = redaktion.get(change).url

    wanted = [url(einspielung, step) for step in ("spalten", "vorschau", "veroeffentlichen")]
    assert [after_files, after_columns, after_preview] == wanted


def test_going_back_shows_what_was_given(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city, period="Ende 2020"))

    form = redaktion.get(url(einspielung, "dateien")).context["form"]

    assert {name: form[name].value() for name in ("kommune", "year", "period", "gebietsstand")} == {
        "kommune": city.pk,
        "year": 2021,
        "period": "Ende 2020",
        "gebietsstand": "2021",
    }
    assert [datei.name for datei in form.stored] == ["werte.csv"]


def test_going_back_and_changing_a_column_throws_the_draft_away(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city))
    first = einspielung.ausgabe_id

    check(redaktion, einspielung, **{"i0-name": "Arbeitslosigkeit"})

    names = einspielung.ausgabe.indikatoren.values_list("name", flat=True)
    assert (einspielung.state, einspielung.ausgabe_id == first) == (State.READY, False)
    assert "Arbeitslosigkeit" in names
    assert Ausgabe.objects.count() == 1


def test_incomplete_mapping_is_kept(redaktion, city):
    einspielung = begin(redaktion, city)
    nothing = {f"i{n}-rolle": "" for n in range(3)}

    response = redaktion.post(
        url(einspielung, "spalten"),
        mapping(redaktion, einspielung, missing_areas="keine", **nothing),
    )

    assert "Bitte wählen Sie mindestens eine Spalte als Indikator." in response.text
    assert mapping(redaktion, einspielung)["missing_areas"] == "keine"


def test_mapping_is_offered_for_the_next_edition(redaktion, city):
    einspielung = begin(redaktion, city)
    check(redaktion, einspielung, **{"i0-name": "Arbeitslosigkeit", "profile_name": "Unser MSS"})
    profile = ImportProfil.objects.get(name="Unser MSS")

    following = begin(redaktion, city, year=2023, profile=profile.pk)

    data = mapping(redaktion, following)
    assert (data["i0-name"], data["profile_name"]) == ("Arbeitslosigkeit", "Unser MSS")


def test_column_that_the_new_file_lacks_is_named(redaktion, city):
    check(redaktion, begin(redaktion, city), profile_name="Unser MSS")
    rows = [row.rsplit(";", 1)[0] for row in ROWS]
    upload = table(*rows, head=HEAD.removesuffix(";KI_01"))

    data = files_data(city, upload, year=2023, profile=ImportProfil.objects.get().pk)
    page = redaktion.post(ADD, data, follow=True)

    assert "In den neuen Dateien fehlen die Spalten „KI_01“." in page.text


def test_preview_tells_who_changes_class(redaktion, city):
    whole(redaktion, city)
    rows = [row.replace("9,0", "1,0").replace("1,5", "9,9") for row in ROWS]

    einspielung = check(redaktion, begin(redaktion, city, table(*rows), year=2023))
    page = redaktion.get(url(einspielung, "vorschau"))

    assert "2 Gebiete mit anderem Status" in page.text
    assert [area["key"] for area in page.context["changed"]] == ["01", "04"]
    assert page.context["transitions"]["rows"][3][0] == "sehr niedrig"


def test_correction_supersedes_with_its_reason(redaktion, city):
    whole(redaktion, city)
    rows = [row.replace("9,0", "8,0") for row in ROWS]

    whole(redaktion, city, table(*rows), correction_note="Ein Wert war falsch.")

    states = Ausgabe.objects.order_by("version").values_list("version", "state", "correction_note")
    assert list(states) == [(1, "superseded", ""), (2, "published", "Ein Wert war falsch.")]


def test_correction_without_reason_is_asked_for_it(redaktion, city):
    whole(redaktion, city)

    response = redaktion.post(ADD, files_data(city, table()))

    assert "correction_note" in response.context["form"].errors


def test_discarding_takes_files_and_draft_along(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city))

    redaktion.post(f"/verwaltung/monitoring/einspielung/{einspielung.pk}/delete/", {"post": "yes"})

    counts = [m.objects.count() for m in (Einspielung, EinspielungDatei, Ausgabe)]
    assert counts == [0, 0, 0]


def test_first_page_lists_what_is_begun(redaktion, city):
    einspielung = begin(redaktion, city)

    tasks = redaktion.get("/verwaltung/").context["tasks"]

    found = next(task for task in tasks if task.label == "Angefangene Einspielungen")
    assert (found.number, found.examples) == (
        1,
        (
            (
                f"{einspielung} (hochgeladen)",
                f"/verwaltung/monitoring/einspielung/{einspielung.pk}/change/",
            ),
        ),
    )
