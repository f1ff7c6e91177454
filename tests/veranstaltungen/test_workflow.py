import pytest

from portal.konten.roles import Role
from tests.factories import UserFactory
from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    TerminFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen import plan
from veranstaltungen import workflow
from veranstaltungen.models import Anmeldung, Veranstaltung

pytestmark = pytest.mark.django_db

Status = Veranstaltung.Status
STEPS = {
    "submit": workflow.submit,
    "withdraw": workflow.withdraw,
    "return": lambda row, actor: workflow.return_with_reasons(
        row, actor, "Der Ort fehlt.", row.version
    ),
    "recall": lambda row, actor: workflow.recall(row, actor, "Der Text passt nicht."),
    "publish": lambda row, actor: workflow.publish(row, actor, row.version),
    "postpone": lambda row, actor: workflow.postpone(row, actor, "Der Saal ist gesperrt."),
    "reschedule": workflow.reschedule,
    "cancel": lambda row, actor: workflow.cancel(row, actor, "Zu wenige Anmeldungen."),
    "call_off": lambda row, actor: workflow.call_off(row, actor, "Der Saal ist weg.", row.version),
    "finish": workflow.finish,
    "document": workflow.document,
}
ALLOWED = {
    ("submit", "draft"): "submitted",
    ("submit", "returned"): "submitted",
    ("withdraw", "submitted"): "draft",
    ("return", "submitted"): "returned",
    ("recall", "published"): "returned",
    ("recall", "postponed"): "returned",
    ("publish", "submitted"): "published",
    ("publish", "returned"): "published",
    ("postpone", "published"): "postponed",
    ("reschedule", "postponed"): "published",
    ("cancel", "published"): "cancelled",
    ("cancel", "postponed"): "cancelled",
    ("call_off", "draft"): "cancelled",
    ("call_off", "submitted"): "cancelled",
    ("call_off", "returned"): "cancelled",
    ("finish", "published"): "past",
    ("document", "past"): "documented",
}
ORGANISERS = {"organiser", "member", "shared"}
MODERATORS = {"staff", "programmleitung", "superuser"}
MAY = {
    "submit": ORGANISERS,
    "withdraw": ORGANISERS,
    "return": MODERATORS,
    "recall": MODERATORS,
    "publish": MODERATORS,
    "postpone": ORGANISERS | MODERATORS,
    "reschedule": ORGANISERS | MODERATORS,
    "cancel": ORGANISERS | MODERATORS,
    "call_off": MODERATORS,
    "finish": MODERATORS | {"portal"},
    "document": ORGANISERS | MODERATORS,
}
PEOPLE = sorted(ORGANISERS | MODERATORS) + [
    "portal", "visitor", "other_staff", "quartiersmanagement",
]  # fmt: skip


def make(step, status, **kwargs):
    """A Veranstaltung that misses nothing for `step` but perhaps the status."""
    veranstaltung = VeranstaltungFactory(
        status=status, past=step in {"finish", "document"}, **kwargs
    )
    if step == "document":
        DokumentationFactory(veranstaltung=veranstaltung)
    if step == "call_off":
        AnmeldungFactory(veranstaltung=veranstaltung, state=Anmeldung.State.CONFIRMED)
    return veranstaltung


def somebody(request, name, veranstaltung):
    if name == "portal":
        return None
    if name not in {*ORGANISERS, "visitor"}:
        return request.getfixturevalue(name)
    user = UserFactory()
    if name == "organiser":
        Veranstaltung.objects.update(created_by=user)
    elif name == "member":
        Veranstaltung.objects.update(veranstalter=VeranstalterFactory(mitglieder=[user]))
    elif name == "shared":
        veranstaltung.mitveranstaltende.add(user)
    veranstaltung.refresh_from_db()
    return user


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_step_needs_the_right_status_and_the_right_person(
    request, step, status, name, kommune, quartier
):
    veranstaltung = make(step, status, kommune=kommune, quartier=quartier)
    person = somebody(request, name, veranstaltung)
    target = ALLOWED.get((step, status)) if name in MAY[step] else None
    offered = step in {item.name for item in workflow.available_steps(veranstaltung, person)}

    if target:
        STEPS[step](veranstaltung, person)
    else:
        with pytest.raises(workflow.TransitionError):
            STEPS[step](veranstaltung, person)

    veranstaltung.refresh_from_db()
    history = list(veranstaltung.verlauf.values_list("step", "status", "actor"))
    assert veranstaltung.status == (target or status)
    assert history == ([(step, target, person and person.pk)] if target else [])
    assert offered == bool(target)


@pytest.mark.parametrize("name", ["staff", "programmleitung"])
def test_supra_local_ones_are_moderated_by_the_programmleitung(request, name):
    veranstaltung = make("publish", Status.SUBMITTED, kommune=None)
    person = request.getfixturevalue(name)

    if name == "programmleitung":
        workflow.publish(veranstaltung, person, veranstaltung.version)
    else:
        with pytest.raises(workflow.StepDenied):
            workflow.publish(veranstaltung, person, veranstaltung.version)

    veranstaltung.refresh_from_db()
    assert veranstaltung.is_public == (name == "programmleitung")


@pytest.mark.parametrize(
    ("trusted", "same_kommune", "status"),
    [
        (True, True, Status.PUBLISHED),
        (False, True, Status.SUBMITTED),
        (True, False, Status.SUBMITTED),
    ],
)
def test_trusted_organisation_publishes_at_once_where_it_is_trusted(
    trusted, same_kommune, status, kommune, mailoutbox
):
    user = UserFactory()
    home = {"kommune": kommune} if same_kommune else {}
    veranstalter = VeranstalterFactory(trusted=trusted, mitglieder=[user], **home)
    veranstaltung = VeranstaltungFactory(
        kommune=kommune, veranstalter=veranstalter, created_by=user
    )

    workflow.submit(veranstaltung, user)

    veranstaltung.refresh_from_db()
    told = "ist veröffentlicht" if status == Status.PUBLISHED else "ist eingereicht"
    assert veranstaltung.status == status
    assert [told in mail.body for mail in mailoutbox if mail.to == [user.email]] == [True]


@pytest.mark.parametrize("step", ["return", "recall", "postpone", "cancel"])
def test_step_with_a_reason_refuses_an_empty_one(step, staff, kommune):
    status = Status.SUBMITTED if step == "return" else Status.PUBLISHED
    veranstaltung = VeranstaltungFactory(status=status, kommune=kommune)

    with pytest.raises(workflow.TransitionError, match="Bitte nennen Sie den Grund"):
        workflow.do(step, veranstaltung, staff, "  ", veranstaltung.version)

    veranstaltung.refresh_from_db()
    assert veranstaltung.status == status


@pytest.mark.parametrize("past", [True, False])
def test_only_what_still_comes_can_be_submitted_and_only_what_is_over_finished(past):
    veranstaltung = VeranstaltungFactory(past=past)

    if past:
        with pytest.raises(workflow.TransitionError, match="mindestens einen Termin"):
            workflow.submit(veranstaltung, veranstaltung.created_by)
    Veranstaltung.objects.update(status=Status.PUBLISHED)
    if not past:
        with pytest.raises(workflow.TransitionError, match="noch Termine vor sich"):
            workflow.finish(veranstaltung)


def test_the_second_of_two_clicks_is_told_and_changes_nothing(staff, kommune, mailoutbox):
    first = VeranstaltungFactory(status=Status.SUBMITTED, kommune=kommune)
    second = Veranstaltung.objects.get()
    workflow.publish(first, staff, first.version)
    mailoutbox.clear()

    with pytest.raises(workflow.TransitionError, match="Der Stand hat sich inzwischen geändert"):
        workflow.return_with_reasons(second, staff, "zu spät", second.version)

    first.refresh_from_db()
    assert first.status == Status.PUBLISHED
    assert (mailoutbox, first.verlauf.count()) == ([], 1)


def test_submitting_tells_the_redaktion_and_the_organiser(staff, other_staff, kommune, mailoutbox):
    gone = UserFactory(role=Role.REDAKTION, is_active=False)
    kommune.mitarbeitende.add(gone)
    veranstaltung = VeranstaltungFactory(kommune=kommune, title="Fachtag\nKinder")

    workflow.submit(veranstaltung, veranstaltung.created_by)

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([staff.email], "Zur Freigabe: Fachtag Kinder"),
        ([veranstaltung.created_by.email], "Eingereicht: Fachtag Kinder"),
    ]


def test_without_redaktion_the_portal_is_told(settings, mailoutbox):
    settings.SITE_EMAIL = "portal@example.org"
    veranstaltung = VeranstaltungFactory()

    workflow.submit(veranstaltung, veranstaltung.created_by)

    assert mailoutbox[0].to == ["portal@example.org"]


def test_returned_one_carries_the_reason(staff, kommune, mailoutbox):
    veranstaltung = VeranstaltungFactory(status=Status.SUBMITTED, kommune=kommune)

    workflow.return_with_reasons(
        veranstaltung, staff, "Bitte nennen Sie den Ort.", veranstaltung.version
    )

    assert [mail.to for mail in mailoutbox] == [[veranstaltung.created_by.email]]
    assert "Bitte nennen Sie den Ort." in mailoutbox[0].body


def test_published_one_can_be_passed_on(staff, kommune, mailoutbox):
    veranstaltung = VeranstaltungFactory(status=Status.SUBMITTED, kommune=kommune)

    workflow.publish(veranstaltung, staff, veranstaltung.version)

    page = f"/veranstaltungen/{veranstaltung.slug}/\n"
    assert [page in mail.body for mail in mailoutbox] == [True]


def test_cancelling_tells_everybody_who_registered_one_by_one(staff, kommune, mailoutbox):
    veranstaltung = VeranstaltungFactory(registering=True, kommune=kommune)
    for state in Anmeldung.State:
        AnmeldungFactory(veranstaltung=veranstaltung, state=state, email=f"{state}@example.org")

    workflow.cancel(veranstaltung, staff, "Der Saal ist gesperrt.")

    told = {mail.to[0] for mail in mailoutbox if mail.subject.startswith("Änderung")}
    states = ["confirmed", "waiting", "offered", "attended"]
    assert told == {f"{state}@example.org" for state in states}
    assert {len(mail.to) for mail in mailoutbox} == {1}


def test_moving_one_date_keeps_the_series_and_raises_its_version(mailoutbox):
    veranstaltung = VeranstaltungFactory(registering=True)
    AnmeldungFactory(veranstaltung=veranstaltung, state=Anmeldung.State.CONFIRMED)
    first = veranstaltung.termine.get()
    stale = veranstaltung.termine.get()
    other = TerminFactory(veranstaltung=veranstaltung)
    new_start, new_end = other.ends_at, other.ends_at + (other.ends_at - other.starts_at)

    plan.move_termin(first, new_start, new_end, veranstaltung.created_by)
    with pytest.raises(workflow.TransitionError, match="gerade geändert"):
        plan.cancel_termin(stale, veranstaltung.created_by)
    with pytest.raises(workflow.TransitionError, match="Diesen Termin gibt es"):
        plan.move_termin(first, other.starts_at, new_end, veranstaltung.created_by)

    rows = veranstaltung.termine.order_by("pk").values_list("starts_at", "sequence")
    assert list(rows) == [(new_start, 1), (other.starts_at, 0)]
    assert len(mailoutbox) == 1


def test_strangers_change_no_date(staff, other_staff, kommune):
    termin = VeranstaltungFactory(kommune=kommune).termine.get()

    with pytest.raises(workflow.StepDenied):
        plan.cancel_termin(termin, other_staff)
    plan.cancel_termin(termin, staff)

    assert (termin.is_cancelled, termin.sequence) == (True, 1)
