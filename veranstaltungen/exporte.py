"""Veranstaltungen as open data: what their pages show, as rows."""

from django.utils import timezone

from netzwerke.exporte import POINT, TOPICS, accessibility
from quartiere.exporte import Column
from quartiere.tabellenexport import Export, names
from veranstaltungen.models.teile import FACTS
from veranstaltungen.oeffentlich import shown_termin


def _iso(moment):
    return moment and timezone.localtime(moment).isoformat(timespec="minutes")


def _shown(name):
    def value(row):
        termin = shown_termin(row)
        return _iso(getattr(termin, name)) if termin else None

    return value


def _termine(row):
    """Every date with its state, as "begin/end" of ISO 8601."""
    return [
        f"{_iso(termin.starts_at)}/{_iso(termin.ends_at)}"
        + (" abgesagt" if termin.is_cancelled else "")
        for termin in row.termine.all()
    ]


VERANSTALTUNGEN = Export(
    "veranstaltungen",
    [
        Column("titel", lambda r: r.title),
        Column("art", lambda r: str(r.art or "")),
        Column("kurztext", lambda r: r.teaser),
        Column("stand", lambda r: r.get_status_display()),
        Column("beginn", _shown("starts_at")),
        Column("ende", _shown("ends_at")),
        Column("termine", _termine),
        Column("format", lambda r: r.get_format_display()),
        Column("ort", lambda r: r.address),
        Column("kommune", lambda r: str(r.kommune or "")),
        Column("quartier", lambda r: str(r.quartier or "")),
        *POINT,
        Column("veranstalter", lambda r: str(r.veranstalter or "")),
        Column("kosten", lambda r: r.fee or "kostenlos"),
        Column("fachpublikum", lambda r: r.audience),
        Column("anmeldung", lambda r: r.get_registration_display()),
        Column("anmeldung_bis", lambda r: _iso(r.registration_closes_at)),
        Column("plaetze", lambda r: r.capacity),
        *map(accessibility, FACTS),
        *TOPICS,
        Column("sprachen", lambda r: names(r.sprachen)),
        Column("geaendert", lambda r: _iso(r.updated_at)),
    ],
    load=lambda rows: rows.prefetch_related("sprachen"),
    has_points=True,
)
