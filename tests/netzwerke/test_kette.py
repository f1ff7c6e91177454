"""The chain of a Quartier: nothing published is missing, nothing unpublished shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from netzwerke.kette import chains
from netzwerke.models import Massnahme
from netzwerke.offene_enden import Art, open_ends
from quartiere.models import Zielgruppe
from tests.factories import QuartierFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    BedarfFactory,
    ErgebnisFactory,
    FinanzierungFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    MitgliedschaftFactory,
    NetzwerkFactory,
    ZielFactory,
)

pytestmark = pytest.mark.django_db


def is_answered(bedarf):
    """Whether the chain of a loaded Bedarf reaches something that is done."""
    return any(
        ansatz.public_massnahmen or ansatz.public_angebote
        for ziel in bedarf.public_ziele
        for ansatz in ziel.public_ansaetze
    )


@pytest.fixture
def quartier():
    return QuartierFactory(published=True)


def grow(quartier, **bedarf):
    """A whole published chain; gives its rows."""
    bedarf = BedarfFactory(quartier=quartier, published=True, **bedarf)
    ziel = ZielFactory(quartier=quartier, published=True, bedarfe=[bedarf])
    ansatz = HandlungsansatzFactory(quartier=quartier, published=True, ziele=[ziel])
    massnahme = MassnahmeFactory(
        kommune=quartier.kommune, published=True, quartiere=[quartier], handlungsansaetze=[ansatz]
    )
    FinanzierungFactory(massnahme=massnahme, amount=500)
    ergebnis = ErgebnisFactory(massnahme=massnahme)
    angebot = AngebotFactory(kommune=quartier.kommune, published=True, handlungsansaetze=[ansatz])
    return bedarf, ziel, ansatz, massnahme, ergebnis, angebot


def kinds(quartier):
    return [(end.art, end.row) for end in open_ends(quartier)]


def test_chain_holds_everything_from_need_to_result(quartier):
    bedarf, ziel, ansatz, massnahme, ergebnis, angebot = grow(quartier)
    grow(QuartierFactory(published=True))

    (kette,) = chains(quartier)

    assert (kette.zielgruppe, kette.bedarfe, kette.ziele) == (bedarf.zielgruppe, [bedarf], [ziel])
    assert (kette.handlungsansaetze, kette.massnahmen) == ([ansatz], [massnahme])
    assert (kette.angebote, kette.ergebnisse) == ([angebot], [ergebnis])
    assert kette.massnahmen[0].amount == 500


def test_chains_follow_the_order_of_zielgruppen(quartier):
    last, first = (Zielgruppe.objects.get(slug=slug) for slug in ("arbeitsuchende", "kinder"))
    for zielgruppe in (last, first, last):
        BedarfFactory(quartier=quartier, published=True, zielgruppe=zielgruppe)

    assert [(kette.zielgruppe, len(kette.bedarfe)) for kette in chains(quartier)] == [
        (first, 1),
        (last, 2),
    ]


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("status", ["draft", "archived"])
def test_chain_ends_where_something_is_not_public(quartier, position, status):
    rows = grow(quartier)
    hidden = rows[position]
    type(hidden).objects.filter(pk=hidden.pk).update(status=status)

    found = chains(quartier)

    shown = [
        [row for kette in found for row in getattr(kette, name)]
        for name in ("bedarfe", "ziele", "handlungsansaetze", "massnahmen")
    ]
    assert [len(part) for part in shown] == [1] * position + [0] * (4 - position)


def test_expired_angebot_answers_nothing(quartier):
    *_, massnahme, _, angebot = grow(quartier)
    massnahme.delete()
    angebot.valid_until = timezone.localdate() - timedelta(days=1)
    angebot.save()

    (kette,) = chains(quartier)

    assert kette.angebote == []
    assert [is_answered(bedarf) for bedarf in kette.bedarfe] == [False]


def test_every_published_need_is_answered_or_open(quartier):
    """Whatever part of a chain is missing, the page says which."""
    for position in range(5):
        rows = grow(quartier)
        for row in reversed(rows[position + 1 :]):
            row.delete()

    (open_rows, answered) = ([], [])
    for kette in chains(quartier):
        for bedarf in kette.bedarfe:
            (answered if is_answered(bedarf) else open_rows).append(bedarf)

    ends = open_ends(quartier)
    reached = {
        bedarf.pk
        for end in ends
        for bedarf in {
            Art.BEDARF: lambda row: [row],
            Art.ZIEL: lambda row: row.bedarfe.all(),
            Art.HANDLUNGSANSATZ: lambda row: [b for z in row.ziele.all() for b in z.bedarfe.all()],
        }.get(end.art, lambda row: [])(end.row)
    }
    assert (len(open_rows), len(answered)) == (3, 2)
    assert reached == {bedarf.pk for bedarf in open_rows}


@pytest.mark.parametrize("count", [1, 40])
def test_number_of_queries_does_not_grow(quartier, count, django_assert_num_queries):
    zielgruppe = Zielgruppe.objects.get(slug="kinder")
    for _ in range(count):
        grow(quartier, zielgruppe=zielgruppe)

    with django_assert_num_queries(15):
        (kette,) = chains(quartier)
        sizes = len(kette.bedarfe), len(kette.massnahmen), len(kette.ergebnisse)

    assert sizes == (count, count, count)


# Open ends ------------------------------------------------------------------------------------


def test_whole_chain_with_a_network_has_no_open_end(quartier):
    bedarf, *_ = grow(quartier)
    MitgliedschaftFactory(
        akteur=AkteurFactory(
            kommune=quartier.kommune, published=True, zielgruppen=[bedarf.zielgruppe]
        ),
        netzwerk=NetzwerkFactory(published=True),
    )

    assert kinds(quartier) == []


def test_draft_does_not_close_an_open_end(quartier):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    ZielFactory(quartier=quartier, bedarfe=[bedarf])

    assert (Art.BEDARF, bedarf) in kinds(quartier)


def test_unpublished_need_is_no_open_end_of_the_public(quartier):
    BedarfFactory(quartier=quartier)

    assert kinds(quartier) == []


def test_ended_massnahme_without_result_is_open(quartier):
    massnahme = MassnahmeFactory(
        kommune=quartier.kommune,
        published=True,
        quartiere=[quartier],
        phase=Massnahme.Phase.COMPLETED,
    )

    assert kinds(quartier) == [(Art.ERGEBNIS, massnahme)]


@pytest.mark.parametrize(
    ("akteur", "membership", "is_covered"),
    [
        ({"published": True}, {}, True),
        ({"published": False}, {}, False),
        ({"published": True}, {"until": timezone.localdate() - timedelta(days=1)}, False),
        ({"published": True, "kommune": None}, {}, False),
    ],
)
def test_white_spot_needs_a_public_current_member_for_the_group(
    quartier, akteur, membership, is_covered
):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    home = {"kommune": quartier.kommune} if "kommune" not in akteur else {}
    akteur = {key: value for key, value in akteur.items() if key != "kommune"}
    MitgliedschaftFactory(
        akteur=AkteurFactory(**home, **akteur, zielgruppen=[bedarf.zielgruppe]),
        netzwerk__published=True,
        **membership,
    )

    found = [row for art, row in kinds(quartier) if art == Art.NETZWERK]

    assert found == ([] if is_covered else [bedarf.zielgruppe])


def test_unpublished_network_covers_nobody(quartier):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    MitgliedschaftFactory(
        akteur=AkteurFactory(
            kommune=quartier.kommune, published=True, zielgruppen=[bedarf.zielgruppe]
        )
    )

    assert (Art.NETZWERK, bedarf.zielgruppe) in kinds(quartier)


def test_expired_angebot_leaves_its_handlungsansatz_open(quartier):
    ansatz = HandlungsansatzFactory(quartier=quartier, published=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    AngebotFactory(published=True, handlungsansaetze=[ansatz], valid_until=yesterday)

    assert kinds(quartier) == [(Art.HANDLUNGSANSATZ, ansatz)]


def test_network_for_the_group_covers_its_members(quartier):
    bedarf = BedarfFactory(quartier=quartier, published=True)
    MitgliedschaftFactory(
        akteur=AkteurFactory(kommune=quartier.kommune, published=True),
        netzwerk=NetzwerkFactory(published=True, zielgruppen=[bedarf.zielgruppe]),
    )

    assert [art for art, _ in kinds(quartier)] == [Art.BEDARF]


@pytest.mark.parametrize("count", [1, 5])
def test_open_ends_load_in_the_same_number_of_queries(quartier, count, django_assert_num_queries):
    for _ in range(count):
        bedarf = BedarfFactory(quartier=quartier, published=True)
        MitgliedschaftFactory(
            akteur=AkteurFactory(kommune=quartier.kommune, published=True),
            netzwerk=NetzwerkFactory(published=True),
        )
        assert bedarf

    with django_assert_num_queries(14):
        found = open_ends(quartier)

    assert len(found) == 2 * count


def test_overdue_angebot_is_open_in_its_chain_and_in_the_list(quartier):
    *_, angebot = grow(quartier)
    angebot.quartiere.add(quartier)
    angebot.reach = "quartiere"
    angebot.reviewed_on = timezone.localdate() - timedelta(days=800)
    angebot.save()

    (kette,) = chains(quartier)

    assert kette.open_count == 1
    assert (Art.ANGEBOT, angebot) in kinds(quartier)


def test_overdue_angebot_for_the_whole_kommune_is_nobodys_open_end_here(quartier):
    AngebotFactory(kommune=quartier.kommune, published=True, reach="kommune", reviewed_on=None)

    assert kinds(quartier) == []
