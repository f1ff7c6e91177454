"""Addresses of the Handlungskette for the matrix of addresses × roles, with rows behind them."""

from django.core.files.base import ContentFile

from netzwerke import vorschlaege
from netzwerke.models import Unterlage
from quartiere.strategie.models import Strategie
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    HandlungsansatzFactory,
    MassnahmeFactory,
    NetzwerkFactory,
    QuartiersmanagementFactory,
    VorschlagFactory,
    ZielFactory,
)

# Name of the address, with "(draft)" where nobody may see it.
PUBLIC = {
    "netzwerke:kette": "/quartiere/musterstadt/nordstadt/handlungskette/",
    "netzwerke:wer_hilft": "/quartiere/musterstadt/nordstadt/wer-hilft/",
    "netzwerke:versorgung": "/monitoring/musterstadt/2021/versorgung/",
    "netzwerke:versorgung_export": "/monitoring/musterstadt/2021/versorgung.csv",
    "netzwerke:list": "/netzwerke/",
    "netzwerke:netzwerk_export": "/netzwerke.csv",
    "netzwerke:graph": "/netzwerke/bild/",
    "netzwerke:white_spots": "/netzwerke/weisse-flecken/",
    "netzwerke:netzwerk_detail": "/netzwerke/oeffentlich/",
    "netzwerke:akteur_list": "/akteure/",
    "netzwerke:akteur_export": "/akteure.geojson",
    "netzwerke:akteur_detail": "/akteure/oeffentlich/",
    "netzwerke:akteur_correction": "/akteure/oeffentlich/korrektur/",
    "netzwerke:quartiersmanagement_detail": "/quartiersmanagement/oeffentlich/",
    "netzwerke:angebot_list": "/angebote/",
    "netzwerke:angebot_export": "/angebote.json",
    "netzwerke:suggest": "/angebote/vorschlagen/",
    "netzwerke:angebot_detail": "/angebote/oeffentlich/",
    "netzwerke:angebot_correction": "/angebote/oeffentlich/korrektur/",
    "netzwerke:massnahme_list": "/massnahmen/",
    "netzwerke:massnahme_export": "/massnahmen.csv",
    "netzwerke:massnahme_detail": "/massnahmen/oeffentlich/",
    "netzwerke:vorschlag_received": "receipt",
    "netzwerke:unterlage": "public unterlage",
    "netzwerke:strategie": "public strategie",
    "strategie:ziel_list": "/ziele/",
    "strategie:ziel_export": "/ziele.csv",
    "strategie:ziel_detail": "/ziele/oeffentlich/",
    "strategie:handlungsansatz_list": "/handlungsansaetze/",
    "strategie:handlungsansatz_export": "/handlungsansaetze.json",
    "strategie:handlungsansatz_detail": "/handlungsansaetze/oeffentlich/",
}
NOT_FOUND = {
    "netzwerke:kette (draft)": "/quartiere/musterstadt/entwurf/handlungskette/",
    "netzwerke:wer_hilft (draft)": "/quartiere/musterstadt/entwurf/wer-hilft/",
    "netzwerke:versorgung (draft)": "/monitoring/musterstadt/2022/versorgung/",
    "netzwerke:versorgung_export (draft)": "/monitoring/musterstadt/2022/versorgung.json",
    "netzwerke:netzwerk_detail (draft)": "/netzwerke/entwurf/",
    "netzwerke:akteur_detail (draft)": "/akteure/entwurf/",
    "netzwerke:akteur_correction (draft)": "/akteure/entwurf/korrektur/",
    "netzwerke:quartiersmanagement_detail (draft)": "/quartiersmanagement/entwurf/",
    "netzwerke:angebot_detail (draft)": "/angebote/entwurf/",
    "netzwerke:angebot_correction (draft)": "/angebote/entwurf/korrektur/",
    "netzwerke:massnahme_detail (draft)": "/massnahmen/entwurf/",
    "netzwerke:vorschlag_received (forged)": "/vorschlag/1.gefaelscht/",
    "strategie:ziel_detail (draft)": "/ziele/entwurf/",
    "strategie:handlungsansatz_detail (draft)": "/handlungsansaetze/entwurf/",
}
# For those who manage what the file hangs on.
THEIRS = {
    "netzwerke:unterlage (draft)": "draft unterlage",
    "netzwerke:strategie (draft)": "draft strategie",
}


def make_rows(quartier, prefix):
    """One row of everything, published like its Quartier; returns the addresses of its files."""
    is_public = quartier.is_published
    slug = "oeffentlich" if is_public else "entwurf"
    own = {"slug": slug, "published": is_public}
    place = {"kommune": quartier.kommune, "quartiere": [quartier]}
    akteur = AkteurFactory(**place, **own)
    QuartiersmanagementFactory(akteur=akteur, quartiere=[quartier])
    netzwerk = NetzwerkFactory(**place, **own)
    AngebotFactory(akteur=akteur, **place, **own)
    MassnahmeFactory(traeger=akteur, **place, **own)
    for factory in (ZielFactory, HandlungsansatzFactory):
        factory(quartier=quartier, **own)
    unterlage = Unterlage(netzwerk=netzwerk, title="Protokoll")
    strategie = Strategie(quartier=quartier, title="Konzept", status=quartier.status)
    for row in (unterlage, strategie):
        row.file.save("text.txt", ContentFile(b"Text"))
    token = vorschlaege.token_of(VorschlagFactory(kommune=quartier.kommune))
    return {
        f"{prefix} unterlage": f"/{unterlage.file.name}",
        f"{prefix} strategie": f"/{strategie.file.name}",
        "receipt": f"/vorschlag/{token}/",
    }
