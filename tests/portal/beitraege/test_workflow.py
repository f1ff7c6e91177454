import pytest

from portal.beitraege import workflow
from portal.beitraege.models import Beitrag
from tests.factories_beitraege import BeitragFactory

pytestmark = pytest.mark.django_db

Status = Beitrag.Status
ALLOWED = {
    ("review", Status.DRAFT): Status.REVIEWED,
    ("publish", Status.REVIEWED): Status.PUBLISHED,
    ("withdraw", Status.REVIEWED): Status.DRAFT,
    ("withdraw", Status.PUBLISHED): Status.DRAFT,
}
DECIDE = {"staff", "programmleitung", "superuser"}
PERSONS = ["visitor", "quartiersmanagement", "other_staff", *sorted(DECIDE)]


@pytest.mark.parametrize("person", PERSONS, indirect=True)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", workflow.STEPS)
def test_step_works_for_its_roles_from_its_statuses(
    kommune, quartier, person, status, name, request
):
    beitrag = BeitragFactory(kommune=kommune, quartiere=[quartier], status=status)
    may = request.node.callspec.params["person"] in DECIDE
    target = ALLOWED.get((name, status)) if may else None

    if target:
        workflow.do(name, beitrag, person)
    else:
        with pytest.raises(workflow.StepDenied if not may else workflow.TransitionError):
            workflow.do(name, beitrag, person)

    beitrag.refresh_from_db()
    assert beitrag.status == (target or status)
    assert beitrag.versionen.count() == (2 if target else 1)


@pytest.mark.parametrize("person", PERSONS, indirect=True)
@pytest.mark.parametrize("status", Status)
def test_available_steps_are_those_that_work(kommune, quartier, person, status, request):
    beitrag = BeitragFactory(kommune=kommune, quartiere=[quartier], status=status)
    may = request.node.callspec.params["person"] in DECIDE

    names = [step.name for step in workflow.available_steps(beitrag, person)]

    assert names == [name for name, start in ALLOWED if start == status and may]


def test_review_notes_who_and_when_and_the_history_names_the_step(kommune, staff):
    beitrag = BeitragFactory(kommune=kommune)

    workflow.review(beitrag, staff)

    beitrag.refresh_from_db()
    newest = beitrag.versionen.first()
    assert (beitrag.reviewed_by, beitrag.is_overdue) == (staff.function, False)
    assert (newest.history_change_reason, newest.history_user, newest.status) == (
        "Gegengelesen",
        staff,
        Status.REVIEWED,
    )


def test_of_two_people_who_publish_at_once_one_wins(kommune, staff):
    beitrag = BeitragFactory(kommune=kommune, reviewed=True)
    second = Beitrag.objects.get(pk=beitrag.pk)

    workflow.publish(beitrag, staff)
    with pytest.raises(workflow.TransitionError):
        workflow.publish(second, staff)

    assert second.status == Status.REVIEWED
    assert Beitrag.objects.get(pk=beitrag.pk).status == Status.PUBLISHED
