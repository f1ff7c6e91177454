"""What several commands ask for: a Kommune, and its edition of a year."""

from django.core.management.base import CommandError

from quartiere.models import Kommune
from quartiere.monitoring.models import Ausgabe


def find_kommune(ags):
    kommune = Kommune.objects.filter(ags=ags).first()
    if kommune is None:
        raise CommandError(
            f"Eine Kommune mit dem Schlüssel {ags} gibt es nicht. Lesen Sie zuerst mit "
            "import_kommunen das Gemeindeverzeichnis ein."
        )
    return kommune


def find_public_ausgabe(kommune, year, version=None):
    """The valid edition of a year, or a superseded one by its version."""
    editions = Ausgabe.objects.filter(kommune=kommune, year=year)
    wanted = editions.public().filter(version=version) if version else editions.published()
    if found := wanted.select_related("kommune").first():
        return found
    named = f"{kommune} {year}" + (f", Fassung {version}" if version else "")
    years = Ausgabe.objects.published().filter(kommune=kommune).values_list("year", flat=True)
    present = ", ".join(str(year) for year in sorted(years)) or "noch keine"
    raise CommandError(f"Veröffentlicht ist keine Ausgabe {named}. Veröffentlicht: {present}.")
