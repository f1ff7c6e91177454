"""The Quartiere with boundary, texts, picture, milestones and material."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from shapely.geometry import mapping

from portal.demo import city, kommune, konten, rows
from portal.demo.pictures import picture
from portal.konten.roles import Role
from quartiere.models import Bild, Handlungsfeld, Material, Meilenstein, Quartier, Zielgruppe

AUTHOR, LICENCE = "Beispieldaten", "CC0 1.0"
NOTE = "<p><strong>Beispieldaten:</strong> Dieses Quartier ist erfunden.</p>"
OWN_QUARTIER = "nordhafen"  # the one of the log-in "Quartiersmanagement"


def load():
    there = set(Quartier.objects.filter(kommune__ags=kommune.AGS).values_list("slug", flat=True))
    all_data = rows.quartiere()
    boundaries = city.boundaries({data["slug"]: data["seed"] for data in all_data})
    missing = [entry for entry in enumerate(all_data) if entry[1]["slug"] not in there]
    for number, data in missing:
        _create(number, data, mapping(boundaries[data["slug"]]))
    return len(missing)


def remove():
    count, _ = Quartier.objects.filter(kommune__ags=kommune.AGS).delete()
    return count


def _create(number, data, boundary):
    quartier = rows.create(
        Quartier,
        kommune=kommune.find().get(),
        key=f"M{number + 1:02d}",
        boundary=boundary,
        picture=_picture(number, data),
        owner=konten.find(Role.REDAKTION).first(),
        status=Quartier.Status.PUBLISHED,
        **{name: data[name] for name in ("name", "slug", "teaser", "programme", "inhabitants")},
        **data["contact"],
        **_sections(data["sections"]),
        **_dates(number, data),
    )
    quartier.zielgruppen.set(Zielgruppe.objects.filter(slug__in=data["zielgruppen"]))
    quartier.handlungsfelder.set(Handlungsfeld.objects.filter(slug__in=data["handlungsfelder"]))
    if quartier.slug == OWN_QUARTIER:
        quartier.quartiersmanagement.set(konten.find(Role.QUARTIERSMANAGEMENT))
    _create_milestones(quartier, data["milestones"])
    _create_material(quartier, data["material"])


def _picture(number, data):
    title = f"{data['name']} (Beispieldaten)"
    found = Bild.objects.filter(kommune__ags=kommune.AGS, title=title).first()
    return found or rows.create(
        Bild,
        title=title,
        kommune=kommune.find().get(),
        file=ContentFile(picture(data["picture"]["motif"], number), f"{data['slug']}.webp"),
        alt_text=data["picture"]["alt_text"],
        author=AUTHOR,
        licence=LICENCE,
    )


def _sections(sections):
    texts = {name: rows.rich_text(paragraphs) for name, paragraphs in sections.items()}
    return texts | {"character": NOTE + texts["character"]}


def _dates(number, data):
    """Years and days relative to today; a few reviews are overdue, so that the list shows them."""
    today = timezone.localdate()
    years = {"programme_since": data["since"], "programme_until": data["until"]}
    return {
        **{name: None if year is None else today.year + year for name, year in years.items()},
        "reviewed_on": today - timedelta(days=number * 37 % 410),
        "reviewed_by": data["contact"]["contact_function"],
    }


def _create_milestones(quartier, milestones):
    this_year = timezone.localdate().year
    for data in milestones:
        fields = {name: data[name] for name in ("month", "title", "text")}
        rows.create(Meilenstein, quartier=quartier, year=this_year + data["years"], **fields)


def _create_material(quartier, material):
    for order, data in enumerate(material, start=1):
        source = {"link": data["link"]} if "link" in data else {"file": _file(quartier, data)}
        rows.create(Material, quartier=quartier, title=data["title"], order=order, **source)


def _file(quartier, data):
    if "csv" in data:
        text, suffix = f"{data['csv']}\n", "csv"
    else:
        text, suffix = f"Beispieldaten\n\n{data['text']}\n", "txt"
    return ContentFile(text.encode("utf-8-sig"), f"{quartier.slug}-beispiel.{suffix}")
