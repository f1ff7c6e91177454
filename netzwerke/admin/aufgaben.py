"""Open ends as tasks on the first page of the admin; the links fill the form that closes them."""

from urllib.parse import urlencode

from django.urls import reverse

from netzwerke.models import Akteur, Angebot, Massnahme, Netzwerk, Vorschlag
from netzwerke.offene_enden import SENTENCES, Art, white_spots, without_doing
from portal.konten.aufgaben import Task
from quartiere.models import Quartier
from quartiere.models.base import Publication
from quartiere.strategie.models import Handlungsansatz

EXAMPLES = 5
DUE = "pruefung=faellig&status__exact=published"
STILL_RIGHT = "Stimmt noch alles? Sonst berichtigen, dann „geprüft“ vermerken."


def akteur_tasks(user):
    return [_review_task("Akteure zur Prüfung fällig", Akteur, user)]


def _review_task(label, model, user):
    rows = model.objects.managed_by(user).published().overdue()
    return _task(label, rows, DUE, STILL_RIGHT, 20)


def angebot_tasks(user):
    rows = Angebot.objects.managed_by(user)
    published = rows.published()
    overdue, expired = published.overdue(), published.expired()
    return [
        _task("Angebote im Entwurf", rows.filter(status=Publication.Status.DRAFT),
              "status__exact=draft",
              "Noch nicht öffentlich. Stimmt alles, veröffentlicht die Redaktion sie.", 30),
        _task("Angebote zur Prüfung fällig", overdue.exclude(pk__in=expired.values("pk")),
              DUE, SENTENCES[Art.ANGEBOT], 20),
        _task("Abgelaufene Angebote", expired, "status__exact=published",
              "Sie stehen in keiner Liste mehr. Verlängern oder archivieren Sie sie.", 40),
    ]  # fmt: skip


def massnahme_tasks(user):
    """Ended without result, due for review, and Handlungsansätze that nobody works on yet."""
    rows = Massnahme.objects.managed_by(user).exclude(status=Publication.Status.ARCHIVED)
    ended = rows.without_ergebnis()
    published = Handlungsansatz.objects.published().managed_by(user)
    geometry = ("quartier__boundary", "quartier__svg_path")
    ansaetze = without_doing(published).select_related("quartier").defer(*geometry)
    return [
        _task("Beendete Maßnahmen ohne Ergebnis", ended, "ergebnis=fehlt",
              SENTENCES[Art.ERGEBNIS], 15),
        _review_task("Maßnahmen zur Prüfung fällig", Massnahme, user),
        Task(
            "Handlungsansätze ohne Maßnahme und Angebot",
            ansaetze.count(),
            reverse("admin:strategie_handlungsansatz_changelist"),
            SENTENCES[Art.HANDLUNGSANSATZ],
            tuple((f"Maßnahme zu „{row}“", _massnahme_for(row)) for row in ansaetze[:EXAMPLES]),
            order=30,
        ),
    ]  # fmt: skip


def _massnahme_for(ansatz):
    values = {
        "kommune": ansatz.quartier.kommune_id,
        "reach": Massnahme.Reach.QUARTIERE,
        "quartiere": ansatz.quartier_id,
        "handlungsansaetze": ansatz.pk,
        **_topics(ansatz),
    }
    return f"{reverse('admin:netzwerke_massnahme_add')}?{urlencode(values)}"


def _topics(ansatz):
    relations = {"zielgruppen": ansatz.zielgruppen, "handlungsfelder": ansatz.handlungsfelder}
    chosen = {
        name: ",".join(str(pk) for pk in relation.values_list("pk", flat=True))
        for name, relation in relations.items()
    }
    return {name: pks for name, pks in chosen.items() if pks}


def netzwerk_tasks(user):
    quartiere = Quartier.objects.published().managed_by(user).defer("boundary", "svg_path")
    spots = white_spots(quartiere.order_by("name"))
    return [
        _review_task("Netzwerke zur Prüfung fällig", Netzwerk, user),
        Task(
            "Weiße Flecken im Netzwerk",
            len(spots),
            reverse("admin:netzwerke_netzwerk_changelist"),
            SENTENCES[Art.NETZWERK],
            tuple((f"{spot.row} in {spot.quartier}", _netzwerk_for(spot))
                  for spot in spots[:EXAMPLES]),
            order=35,
        )
    ]  # fmt: skip


def _netzwerk_for(spot):
    values = {
        "kommune": spot.quartier.kommune_id,
        "reach": Massnahme.Reach.QUARTIERE,
        "quartiere": spot.quartier.pk,
        "zielgruppen": spot.row.pk,
    }
    return f"{reverse('admin:netzwerke_netzwerk_add')}?{urlencode(values)}"


def vorschlag_tasks(user):
    rows = Vorschlag.objects.managed_by(user).open().select_related("angebot", "akteur")
    return [
        _task("Neue Vorschläge", rows, "state__exact=new",
              "Jemand schlägt ein Angebot oder eine Korrektur vor.", 10)
    ]  # fmt: skip


def _task(label, rows, query, advice, order):
    meta = rows.model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}"
    examples = tuple(
        (str(row), reverse(f"{name}_change", args=[row.pk])) for row in rows[:EXAMPLES]
    )
    url = f"{reverse(f'{name}_changelist')}?{query}"
    return Task(label, rows.count(), url, advice, examples, order)
