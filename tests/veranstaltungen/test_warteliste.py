"""Every order in which people come and go, found by Hypothesis."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories_veranstaltungen import VeranstaltungFactory
from veranstaltungen import anmeldung as registration
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.models import Anmeldung, Veranstaltung

pytestmark = pytest.mark.django_db


class Warteliste(RuleBasedStateMachine):
    """Beside the database a plain list of who waits, in the order of coming."""

    @initialize(capacity=st.integers(0, 3))
    def announce(self, capacity):
        self.veranstaltung = VeranstaltungFactory(registering=True, capacity=capacity)
        self.people, self.queue, self.offered = [], [], []

    def somebody(self, data, states):
        rows = Anmeldung.objects.filter(veranstaltung=self.veranstaltung, state__in=states)
        rows = list(rows.order_by("pk"))
        return data.draw(st.sampled_from(rows)) if rows else None

    def follow_offers(self):
        """Whoever is offered a place must have stood first."""
        rows = Anmeldung.objects.filter(veranstaltung=self.veranstaltung, state="offered")
        fresh = set(rows.values_list("pk", flat=True)) - set(self.offered)
        assert fresh == set(self.queue[: len(fresh)])
        self.offered += self.queue[: len(fresh)]
        self.queue = self.queue[len(fresh) :]

    @rule(confirms=st.booleans())
    def register(self, confirms):
        name = f"gast-{len(self.people)}"
        row = registration.register(self.veranstaltung, name=name, email=f"{name}@example.org")
        if confirms:
            registration.confirm(row)
        self.people.append(row)
        if row.state == "waiting":
            self.queue.append(row.pk)

    @rule(data=st.data())
    def confirm(self, data):
        row = self.somebody(data, ["pending"])
        if row and registration.confirm(row) == "waiting":
            self.queue.append(row.pk)

    @rule(data=st.data(), by_organiser=st.booleans())
    def cancel(self, data, by_organiser):
        if row := self.somebody(data, Anmeldung.OPEN):
            done = registration.dismiss(row, "Grund") if by_organiser else registration.cancel(row)
            assert done
            self.queue = [pk for pk in self.queue if pk != row.pk]
            self.follow_offers()

    @rule(data=st.data())
    def accept(self, data):
        if row := self.somebody(data, ["offered"]):
            registration.accept(row)

    @rule(data=st.data(), present=st.booleans())
    def mark(self, data, present):
        """Whoever attended keeps the place, unless they give up the dates to come themselves."""
        if row := self.somebody(data, ["confirmed", "attended"]):
            registration.mark_attended(row, present)
            assert not present or not registration.dismiss(row, "Grund")

    @rule(data=st.data())
    def lapse(self, data):
        if row := self.somebody(data, ["offered"]):
            past = timezone.now() - timedelta(seconds=1)
            Anmeldung.objects.filter(pk=row.pk).update(offer_expires_at=past)
            registration.lapse(row)
            self.follow_offers()

    @precondition(lambda self: self.people)
    @rule(capacity=st.integers(0, 4))
    def change_capacity(self, capacity):
        taken = Veranstaltung.objects.get(pk=self.veranstaltung.pk).taken_places
        try:
            registration.set_capacity(self.veranstaltung, capacity)
        except AnmeldungError:
            assert capacity < taken
        else:
            assert capacity >= taken
        self.follow_offers()

    @invariant()
    def places_add_up(self):
        row = Veranstaltung.objects.get(pk=self.veranstaltung.pk)
        waiting = list(row.anmeldungen.queue().values_list("pk", flat=True))
        assert row.taken_places == row.anmeldungen.holding_a_place().count()
        assert row.taken_places <= row.capacity
        assert waiting == self.queue
        assert not waiting or row.is_full


def test_places_are_never_oversold_nor_left_empty_and_the_queue_is_fair():
    run_state_machine_as_test(
        Warteliste, settings=settings(max_examples=25, stateful_step_count=20, deadline=None)
    )
