"""What is still missing before a Veranstaltung can be submitted."""

from django.utils.translation import gettext_lazy as _


def missing(veranstaltung):
    """[(part of the form, what is missing)] in the order of the form."""
    row = veranstaltung
    upcoming = row.termine.taking_place().upcoming().exists()
    checks = [
        ("was", row.teaser or row.description, _("Ein Kurztext oder eine Beschreibung")),
        ("was", row.art_id, _("Die Art der Veranstaltung")),
        ("wann", upcoming, _("Mindestens ein Termin, der noch kommt")),
        ("wo", not row.is_on_site or row.address, _("Der Ort oder die Adresse")),
        ("anmeldung", _has_contact(row), _("Eine Ansprechstelle mit Telefon oder E-Mail-Adresse")),
    ]
    return [(part, text) for part, is_there, text in checks if not is_there]


def advice(veranstaltung):
    """[(part, what would help)]: nothing of it stops anybody."""
    row = veranstaltung
    checks = [
        ("fuer-wen", row.zielgruppen.exists() or row.audience, _("Für wen sie ist")),
        ("barrierefreiheit", row.has_accessibility, _("Angaben zur Barrierefreiheit")),
        ("bild", row.picture_id, _("Ein Bild")),
    ]
    return [(part, text) for part, is_there, text in checks if not is_there]


def _has_contact(row):
    return row.contact_phone or row.contact_email or row.website
