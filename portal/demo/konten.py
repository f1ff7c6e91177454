"""Log-ins of the demonstration. Their password is public: for the demonstration only."""

from django.contrib.auth.models import Group

from portal.demo import kommune
from portal.konten.models import User
from portal.konten.roles import Role

PASSWORD = "Musterstadt-zeigt-her"  # noqa: S105 printed by load_demo_data for everybody
ACCOUNTS = [
    (Role.PROGRAMMLEITUNG, "programmleitung@example.org", "Programmleitung (Beispiel)"),
    (Role.REDAKTION, "redaktion@example.org", "Redaktion Stadtentwicklung (Beispiel)"),
    (
        Role.QUARTIERSMANAGEMENT,
        "quartiersmanagement@example.org",
        "Quartiersmanagement Nordhafen (Beispiel)",
    ),
    (Role.VERANSTALTER, "veranstalter@example.org", "Veranstaltungen (Beispiel)"),
]
# Organisers work on their own pages, not in the admin.
OUTSIDE_ADMIN = {Role.VERANSTALTER}
EMAILS = {role: email for role, email, _ in ACCOUNTS}


def find(role):
    return User.objects.filter(email=EMAILS[role])


def existing():
    """(role, e-mail address) of the log-ins that are there."""
    present = set(User.objects.filter(email__in=EMAILS.values()).values_list("email", flat=True))
    return [(role, email) for role, email in EMAILS.items() if email in present]


def load():
    return sum(_create(*account) for account in ACCOUNTS)


def remove():
    count, _ = User.objects.filter(email__in=EMAILS.values()).delete()
    return count


def _create(role, email, function):
    if find(role).exists():
        return 0
    is_staff = role not in OUTSIDE_ADMIN
    user = User.objects.create_verified(email, PASSWORD, function=function, is_staff=is_staff)
    user.groups.add(Group.objects.get(name=role))
    if role == Role.REDAKTION:
        user.kommunen.add(kommune.find().get())
    return 1
