"""The columns of the three tables: German headings, the same in and out."""

from import_export.fields import Field

from netzwerke.importe.felder import (
    ChoiceWidget,
    DateWidget,
    DegreeWidget,
    FactWidget,
    HoursWidget,
    Lookup,
    LookupWidget,
    ManyWidget,
    MoneyWidget,
    NumberWidget,
    RowsField,
    TextWidget,
)
from netzwerke.models import Akteur, Akteursart, Angebot, Angebotsart, Massnahme, Sprache
from netzwerke.models.accessibility import FACTS
from netzwerke.models.base import ServiceArea, home_kommunen
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import Publication
from quartiere.strategie.models import Handlungsansatz

SLUG, KEY, SOURCE, KOMMUNE, STATUS = (
    "Adresskürzel",
    "Schlüssel",
    "Herkunft",
    "Kommune",
    "Veröffentlichung",
)
REACH, QUARTIERE, NOTES = "Einzugsbereich", "Quartiere", "interne Hinweise"


def text(attribute, column):
    return Field(attribute, column, TextWidget())


def lookups(user):
    """What cells may name. `user` None is the command line, which may name everything."""
    kommunen = home_kommunen(user) if user else Kommune.objects.all()
    quartiere = Quartier.objects.select_related("kommune")
    quartiere = quartiere.managed_by(user) if user else quartiere
    akteure = Akteur.objects.selectable_by(user) if user else Akteur.objects.all()
    ansaetze = Handlungsansatz.objects.managed_by(user) if user else Handlungsansatz.objects.all()
    return {
        "kommune": Lookup("Kommune", kommunen.all, lambda row: [row.ags, row.slug]),
        "kommunen": Lookup("Kommune", Kommune.objects.active, lambda row: [row.ags, row.slug]),
        "quartier": Lookup(
            "Quartier", quartiere.all, lambda row: [f"{row.kommune.slug}/{row.slug}"]
        ),
        "akteur": Lookup("Akteur", akteure.all, lambda row: [row.slug]),
        "handlungsansatz": Lookup("Handlungsansatz", ansaetze.all, lambda row: [row.slug]),
        **{
            model._meta.model_name: Lookup(
                model._meta.verbose_name, model.objects.all, lambda row: [row.name, row.slug]
            )
            for model in (Zielgruppe, Handlungsfeld, Akteursart, Sprache, Angebotsart)
        },
    }


def head(found, name, column):
    return {
        "slug": text("slug", SLUG),
        name: text(name, column),
        "kommune": Field("kommune", KOMMUNE, LookupWidget(found["kommune"])),
        "teaser": text("teaser", "Kurztext"),
        "text": text("text", "Text"),
    }


def scope(found):
    """Service area, for whom and about what."""
    default = ServiceArea.Reach.KOMMUNE
    return {
        "reach": Field("reach", REACH, ChoiceWidget(ServiceArea.Reach, default)),
        "quartiere": Field("quartiere", QUARTIERE, ManyWidget(found["quartier"])),
        "kommunen": Field("kommunen", "weitere Kommunen", ManyWidget(found["kommunen"])),
        "zielgruppen": Field("zielgruppen", "Zielgruppen", ManyWidget(found["zielgruppe"])),
        "handlungsfelder": Field(
            "handlungsfelder", "Handlungsfelder", ManyWidget(found["handlungsfeld"])
        ),
    }


def contact(found):
    return {
        "sprachen": Field("sprachen", "Sprachen", ManyWidget(found["sprache"])),
        "contact_function": text("contact_function", "Ansprechstelle"),
        "street": text("street", "Straße"),
        "contact_postcode": text("contact_postcode", "Postleitzahl"),
        "place": text("place", "Ort"),
        "phone": text("phone", "Telefon"),
        "email": text("email", "E-Mail"),
        "website": text("website", "Internetseite"),
        "hours": text("hours", "Sprechzeiten"),
        "oeffnungszeiten": RowsField(
            "oeffnungszeiten",
            "Öffnungszeiten",
            HoursWidget(),
            names=["weekday", "opens", "closes", "note"],
        ),
        "open_on_holidays": Field(
            "open_on_holidays", "auch an Feiertagen geöffnet", FactWidget(empty=False)
        ),
        "longitude": Field("longitude", "Längengrad", DegreeWidget()),
        "latitude": Field("latitude", "Breitengrad", DegreeWidget()),
        **{name: _fact(name) for name in FACTS},
        "accessibility_note": text("accessibility_note", "Hinweis zur Barrierefreiheit"),
    }


def _fact(name):
    return Field(name, str(Akteur._meta.get_field(name).verbose_name), FactWidget())


def tail():
    default = Publication.Status.DRAFT
    return {
        "status": Field("status", STATUS, ChoiceWidget(Publication.Status, default)),
        "source": text("source", SOURCE),
        "source_key": text("source_key", KEY),
        "notes": text("notes", NOTES),
    }


def akteur_columns(user=None):
    found = lookups(user)
    kind = Field("akteursart", "Akteursart", LookupWidget(found["akteursart"]))
    return {
        **head(found, "name", "Name"),
        "akteursart": kind,
        **scope(found),
        **contact(found),
        **tail(),
    }


def angebot_columns(user=None):
    found = lookups(user)
    return {
        **head(found, "title", "Titel"),
        "akteur": Field("akteur", "Träger", LookupWidget(found["akteur"])),
        "angebotsart": Field("angebotsart", "Angebotsart", LookupWidget(found["angebotsart"])),
        **scope(found),
        "capacity": Field("capacity", "Kapazität", NumberWidget()),
        "cost": Field("cost", "Kosten", ChoiceWidget(Angebot.Cost)),
        "cost_note": text("cost_note", "Kosten im Einzelnen"),
        "access": Field("access", "Zugang", ChoiceWidget(Angebot.Access)),
        "access_note": text("access_note", "So kommt man dazu"),
        "valid_from": Field("valid_from", "gilt ab", DateWidget()),
        "valid_until": Field("valid_until", "gilt bis", DateWidget()),
        **contact(found),
        "handlungsansaetze": Field(
            "handlungsansaetze", "Handlungsansätze", ManyWidget(found["handlungsansatz"])
        ),
        **tail(),
    }


def massnahme_columns(user=None):
    found = lookups(user)
    return {
        **head(found, "title", "Titel"),
        "place": text("place", "Objekt"),
        "traeger": Field("traeger", "Träger", LookupWidget(found["akteur"])),
        "partner": Field("partner", "Partner", ManyWidget(found["akteur"])),
        **scope(found),
        "phase": Field("phase", "Stand", ChoiceWidget(Massnahme.Phase, Massnahme.Phase.PLANNED)),
        "starts_on": Field("starts_on", "Beginn", DateWidget()),
        "ends_on": Field("ends_on", "Ende", DateWidget()),
        "duration_note": text("duration_note", "Laufzeit in Worten"),
        "programme": text("programme", "Programm"),
        "programme_year": Field("programme_year", "Programmjahr", NumberWidget()),
        "finanzierungen": RowsField(
            "finanzierungen",
            "Finanzierung",
            MoneyWidget(),
            names=["year", "amount", "money_source"],
        ),
        "reason": text("reason", "Warum ausgewählt"),
        "decided_by": text("decided_by", "beschlossen von"),
        "decided_on": Field("decided_on", "beschlossen am", DateWidget()),
        "handlungsansaetze": Field(
            "handlungsansaetze", "Handlungsansätze", ManyWidget(found["handlungsansatz"])
        ),
        **tail(),
    }
