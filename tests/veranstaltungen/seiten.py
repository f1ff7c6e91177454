"""The organisers' pages as a browser uses them: open, fill in, send."""

import re
from datetime import timedelta

from django.utils import timezone

from tests.admin_forms import values_of


def address(veranstaltung, page=""):
    return f"/meine-veranstaltungen/{veranstaltung.slug}/{page}"


def part(veranstaltung, name):
    return address(veranstaltung, f"bearbeiten/{name}/")


def fill_in(client, url, **changes):
    """Open the page of a part and send everything on it, with `changes`."""
    return client.post(url, filled(client.get(url), **changes))


def filled(page, **changes):
    form = page.context["form"]
    formset = getattr(form, "formset", None)
    forms = [*form.forms, *([formset.management_form] if formset else [])]
    return values_of(forms, **changes)


def hidden(page):
    """{name: value} of the hidden fields, as they travel with a button."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))


def errors_of(response):
    """{name of the field as it is sent: [messages]} of all forms of the page."""
    found = {}
    for form in response.context["form"].forms:
        for name, messages in form.errors.items():
            key = form.add_prefix(name) if name in form.fields else name
            found.setdefault(key, []).extend(messages)
    return found


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def termin(row=0, day="", clock="10:00", end_clock="12:00", **more):
    """The fields of one date in the form."""
    values = {"day": day or in_days(10), "clock": clock, "end_clock": end_clock, **more}
    return {f"termine-{row}-{name}": value for name, value in values.items()}
