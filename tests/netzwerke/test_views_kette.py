"""The chain page: every published need reaches something that is done, or is shown as open."""

import pytest

from netzwerke.models import Massnahme
from quartiere.models import Zielgruppe
from quartiere.monitoring.models import Einschaetzung, Planungsraum
from tests.factories import QuartierFactory, ZielgruppeFactory
from tests.factories_monitoring import ZuordnungFactory, make_ausgabe
from tests.factories_netzwerke import (
    AkteurFactory,
    BedarfFactory,
    FinanzierungFactory,
    HandlungsansatzFactory,
    StrategieFactory,
    ZielFactory,
)
from tests.netzwerke.ketten import make_chain
from tests.quartiere.monitoring.pages import INDICATORS, ROWS

pytestmark = pytest.mark.django_db

WITHOUT_ZIEL = "Zu diesem Bedarf gibt es noch kein Ziel."
WITHOUT_ANSATZ = "Zu diesem Ziel gibt es noch keinen Handlungsansatz."
WITHOUT_DOING = "Zu diesem Handlungsansatz gibt es noch keine Maßnahme und kein Angebot."
WITHOUT_RESULT = "Diese Maßnahme ist zu Ende, ein Ergebnis steht noch aus."
SENTENCES = [WITHOUT_ZIEL, WITHOUT_ANSATZ, WITHOUT_DOING, WITHOUT_RESULT]


def chain_page(client, quartier):
    return client.get(f"/quartiere/{quartier.kommune.slug}/{quartier.slug}/handlungskette/")


def open_ends_on(response):
    return {sentence: response.text.count(sentence) for sentence in SENTENCES}


def test_chain_page_tells_the_whole_chain(client, quartier):
    bedarf, ziel, ansatz, massnahme, angebot = make_chain(quartier, ZielgruppeFactory())
    massnahme.ergebnisse.update(text="Drei Treffs sind geöffnet.")
    Einschaetzung.objects.update(text="Abends ist alles zu.")

    html = chain_page(client, quartier).text

    told = [
        bedarf.title, "Abends ist alles zu.", ziel.title, ansatz.title, massnahme.title,
        massnahme.traeger.name, "12.000 €", "Drei Treffs sind geöffnet.", angebot.title,
    ]  # fmt: skip
    assert [text for text in told if text not in html] == []
    assert f'id="bedarf-{bedarf.slug}"' in html


def test_whole_chain_has_no_open_end(client, quartier):
    make_chain(quartier, ZielgruppeFactory())

    response = chain_page(client, quartier)

    assert open_ends_on(response) == dict.fromkeys(SENTENCES, 0)
    assert response.context["open_count"] == 0


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_chain_that_ends_early_is_shown_as_open(client, quartier, steps):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    if steps >= 1:
        ziel = ZielFactory(quartier=quartier, bedarfe=[bedarf], published=True)
    if steps >= 2:
        HandlungsansatzFactory(quartier=quartier, ziele=[ziel], published=True)

    response = chain_page(client, quartier)

    assert open_ends_on(response) == dict.fromkeys(SENTENCES, 0) | {SENTENCES[steps]: 1}
    assert response.context["open_count"] == 1


def test_ended_massnahme_without_result_is_open(client, quartier):
    *_, massnahme, _ = make_chain(quartier, ZielgruppeFactory())
    massnahme.ergebnisse.all().delete()

    response = chain_page(client, quartier)

    assert open_ends_on(response) == dict.fromkeys(SENTENCES, 0) | {WITHOUT_RESULT: 1}


def test_running_massnahme_needs_no_result_yet(client, quartier):
    *_, massnahme, _ = make_chain(quartier, ZielgruppeFactory())
    massnahme.ergebnisse.all().delete()
    Massnahme.objects.update(phase=Massnahme.Phase.RUNNING)

    assert open_ends_on(chain_page(client, quartier)) == dict.fromkeys(SENTENCES, 0)


def test_matrix_counts_each_step_once(client, quartier):
    zielgruppe = ZielgruppeFactory()
    bedarf, ziel, *_ = make_chain(quartier, zielgruppe)
    second = BedarfFactory(quartier=quartier, zielgruppe=zielgruppe, published=True)
    ziel.bedarfe.add(second)

    (kette,) = chain_page(client, quartier).context["ketten"]

    counts = [len(getattr(kette, name)) for name in ("bedarfe", "ziele", "massnahmen", "angebote")]
    assert counts == [2, 1, 1, 1]


def test_chain_of_another_quartier_stays_there(client, quartier):
    other = QuartierFactory(kommune=quartier.kommune, published=True)
    make_chain(other, ZielgruppeFactory())

    response = chain_page(client, quartier)

    assert response.context["ketten"] == []
    assert "noch kein Bedarf veröffentlicht" in response.text


def test_only_the_strategy_in_force_is_named(client, quartier):
    BedarfFactory(quartier=quartier, published=True)
    valid = StrategieFactory(quartier=quartier, published=True)
    StrategieFactory(quartier=quartier, published=True, valid_until="2020-01-01")
    StrategieFactory(quartier=quartier)

    assert list(chain_page(client, quartier).context["strategien"]) == [valid]


def test_white_spot_is_named_until_somebody_joins_a_netzwerk(client, quartier):
    zielgruppe = ZielgruppeFactory()
    BedarfFactory(quartier=quartier, zielgruppe=zielgruppe, published=True)
    AkteurFactory(kommune=quartier.kommune, zielgruppen=[zielgruppe], published=True)

    before = chain_page(client, quartier).context["spots"]
    make_chain(quartier, zielgruppe)
    after = chain_page(client, quartier).context["spots"]

    assert (before, after) == ([zielgruppe], [])


def test_need_from_the_data_tells_the_numbers_of_its_group(client, quartier):
    kinder = Zielgruppe.objects.get(slug="kinder")
    ausgabe = make_ausgabe(quartier.kommune, indicators=INDICATORS, rows=ROWS)
    for key in ("05", "01"):
        area = Planungsraum.objects.get(kommune=quartier.kommune, key=key)
        ZuordnungFactory(planungsraum=area, quartier=quartier, share=1)
    BedarfFactory(quartier=quartier, zielgruppe=kinder, ausgabe=ausgabe, published=True)

    response = chain_page(client, quartier)

    (bedarf,) = response.context["ketten"][0].bedarfe
    assert bedarf.flags == [
        (
            "Gebiet 05",
            "/monitoring/musterstadt/gebiete/2021/05/",
            "Kinder: 40,0 % arm, Mittel der Gebiete 16,1 %, z = 2,0.",
        )
    ]
    assert bedarf.flags[0][2].replace(" %", "\N{NO-BREAK SPACE}%") in response.text
    assert 'href="/monitoring/musterstadt/2021/"' in response.text


def test_need_that_the_data_do_not_show_says_so(client, quartier):
    senioren = Zielgruppe.objects.get(slug="senioren")
    kinder = Zielgruppe.objects.get(slug="kinder")
    ausgabe = make_ausgabe(quartier.kommune, indicators=INDICATORS, rows=ROWS)
    area = Planungsraum.objects.get(kommune=quartier.kommune, key="01")
    ZuordnungFactory(planungsraum=area, quartier=quartier, share=1)
    for zielgruppe in (kinder, senioren):
        BedarfFactory(quartier=quartier, zielgruppe=zielgruppe, ausgabe=ausgabe, published=True)

    response = chain_page(client, quartier)

    bedarfe = [bedarf for kette in response.context["ketten"] for bedarf in kette.bedarfe]
    assert [(b.zielgruppe, b.is_rated, b.flags) for b in bedarfe] == [
        (kinder, True, []),
        (senioren, False, []),
    ]
    assert response.text.count("nach den Zahlen nicht erhöht") == 1


def test_massnahme_names_partners_and_each_source_of_money_once(client, quartier):
    *_, massnahme, _ = make_chain(quartier, ZielgruppeFactory())
    massnahme.finanzierungen.all().delete()
    for year, source in [(2024, "Bund"), (2025, "Bund"), (2025, "Stadt")]:
        FinanzierungFactory(massnahme=massnahme, year=year, money_source=source, amount=1000)
    massnahme.partner.add(AkteurFactory(kommune=quartier.kommune, name="Turnverein"))
    massnahme.partner.add(AkteurFactory(kommune=quartier.kommune, name="Chor", published=True))

    text = chain_page(client, quartier).text

    assert "Mittel: 3.000 €, Herkunft: Bund; Stadt</p>" in text
    assert "Partner: Chor</p>" in text


def test_what_hangs_on_no_need_is_open_too(client, quartier):
    make_chain(quartier, ZielgruppeFactory())
    orphan = ZielFactory(quartier=quartier, published=True)

    response = chain_page(client, quartier)

    assert [end.row for end in response.context["rest"]] == [orphan]
    assert response.context["open_count"] == 1
    assert orphan.get_absolute_url() in response.text
