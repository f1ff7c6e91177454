"""Addresses of the Veranstaltungen for the matrix of addresses × roles, with rows behind them."""

from django.core.files.base import ContentFile

from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    VeranstalterFactory,
    VeranstaltungFactory,
)
from tests.veranstaltungen.anmelden import own_url
from veranstaltungen.models import VeranstaltungMaterial

GUESTS = "/meine-veranstaltungen/oeffentlich/anmeldungen/"
# Pages of one registration: for whoever has its key.
OWN = [
    "registration", "registration_change", "registration_cancel", "registration_calendar",
    "registration_certificate",
]  # fmt: skip
# Name of the address, with "(draft)" where nobody may see it.
PUBLIC = {
    "veranstaltungen:list": "/veranstaltungen/",
    "veranstaltungen:export": "/veranstaltungen.csv",
    "veranstaltungen:calendar": "/veranstaltungen/kalender/",
    "veranstaltungen:embed": "/veranstaltungen/einbetten/",
    "veranstaltungen:embed_help": "/veranstaltungen/einbetten/anleitung/",
    "veranstaltungen:detail": "/veranstaltungen/oeffentlich/",
    "veranstaltungen:ics": "/veranstaltungen/oeffentlich.ics",
    "veranstaltungen:material": "public veranstaltung material",
    "veranstaltungen:register": "/veranstaltungen/oeffentlich/anmelden/",
    "veranstaltungen:registered": "/veranstaltungen/oeffentlich/anmelden/eingegangen/",
    **{f"veranstaltungen:{name}": f"own {name}" for name in OWN},
    "veranstaltungen:propose": "/veranstaltungen/vorschlagen/",
}
# Everybody with an account has some of their own.
ACCOUNTS = {
    "veranstaltungen:dashboard": "/meine-veranstaltungen/",
    "veranstaltungen:create": "/meine-veranstaltungen/neu/",
    "veranstaltungen:import": "/meine-veranstaltungen/importieren/",
}
# Behind the scenes of one: for those who manage it and, tested elsewhere, its organisers.
MANAGED = {
    "veranstaltungen:manage": ("", 200),
    "veranstaltungen:preview": ("vorschau/", 200),
    "veranstaltungen:check": ("pruefen/", 200),
    "veranstaltungen:update": ("bearbeiten/was/", 200),
    "veranstaltungen:copy": ("kopieren/", 302),
    "veranstaltungen:document": ("dokumentation/", 302),
    "veranstaltungen:step": ("schritt/submit/", 302),
    "veranstaltungen:remove_material": ("material/1/entfernen/", 302),
    "veranstaltungen:remove_picture": ("bild/entfernen/", 302),
    "veranstaltungen:remove_result_picture": ("dokumentation/bild/1/entfernen/", 302),
    "veranstaltungen:delete_draft": ("loeschen/", 302),
}
NOT_FOUND = {
    "veranstaltungen:detail (draft)": "/veranstaltungen/entwurf/",
    "veranstaltungen:ics (draft)": "/veranstaltungen/entwurf.ics",
    "veranstaltungen:register (draft)": "/veranstaltungen/entwurf/anmelden/",
    "veranstaltungen:registered (draft)": "/veranstaltungen/entwurf/anmelden/eingegangen/",
    "veranstaltungen:registration (forged)": "/veranstaltungen/anmeldung/1:gefaelscht/",
}
# For those who manage what the file hangs on.
THEIRS = {"veranstaltungen:material (draft)": "draft veranstaltung material"}
# For the organisers alone, who are none of the roles: test_teilnahme_rechte.py has their matrix.
ORGANISERS = {
    "veranstaltungen:people": "/meine-veranstaltungen/oeffentlich/zugang/",
    "veranstaltungen:remove_person": "/meine-veranstaltungen/oeffentlich/zugang/1/entfernen/",
    "veranstaltungen:questions": "/meine-veranstaltungen/oeffentlich/fragen/",
    "veranstaltungen:registrations": "/meine-veranstaltungen/oeffentlich/anmeldungen/",
    "veranstaltungen:registrations_csv": "/meine-veranstaltungen/oeffentlich/anmeldungen.csv",
    "veranstaltungen:check_in_list": f"{GUESTS}einlassliste/",
    "veranstaltungen:attendance": f"{GUESTS}anwesenheit/",
    "veranstaltungen:message": f"{GUESTS}nachricht/",
    "veranstaltungen:capacity": f"{GUESTS}plaetze/",
    "veranstaltungen:registration_dismiss": "dismiss",
    "veranstaltungen:organisation": "organisation",
    "veranstaltungen:remove_member": "remove member",
    "veranstaltungen:certificate": "certificate",
    # Only to be sent; opened after a log-in, it leads back to the list.
    "veranstaltungen:attend": f"{GUESTS}1/anwesend/",
}


def make_rows(quartier, prefix):
    """A Veranstaltung with a file, published like its Quartier; returns addresses."""
    is_public = quartier.is_published
    organisation = VeranstalterFactory(kommune=quartier.kommune)
    veranstaltung = VeranstaltungFactory(
        slug="oeffentlich" if is_public else "entwurf",
        published=is_public,
        quartier=quartier,
        kommune=quartier.kommune,
        veranstalter=organisation,
    )
    material = VeranstaltungMaterial(veranstaltung=veranstaltung, title="Programm")
    material.file.save("text.txt", ContentFile(b"Text"))
    guest = AnmeldungFactory(veranstaltung=veranstaltung, state="attended")
    return {
        f"{prefix} veranstaltung material": material.get_absolute_url(),
        "organisation": f"/meine-veranstaltungen/organisation/{organisation.pk}/",
        "remove member": f"/meine-veranstaltungen/organisation/{organisation.pk}/1/entfernen/",
        "dismiss": f"{GUESTS}{guest.pk}/absagen/",
        "certificate": f"{GUESTS}{guest.pk}/bescheinigung/",
        **{f"own {name}": own_url(guest, name) for name in OWN},
    }
