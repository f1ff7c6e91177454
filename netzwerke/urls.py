from django.urls import path

from netzwerke.views import dateien, details, lists, ueberblick, versorgung, vorschlaege

app_name = "netzwerke"

urlpatterns = [
    # A Quartier
    path(
        "quartiere/<slug:kommune>/<slug:quartier>/handlungskette/", ueberblick.chain, name="kette"
    ),
    path(
        "quartiere/<slug:kommune>/<slug:quartier>/wer-hilft/",
        ueberblick.directory,
        name="wer_hilft",
    ),
    # An edition of the monitoring
    path("monitoring/<slug:kommune>/<int:year>/versorgung/", versorgung.page, name="versorgung"),
    path(
        "monitoring/<slug:kommune>/<int:year>/versorgung.<slug:suffix>",
        versorgung.export,
        name="versorgung_export",
    ),
    # Netzwerke
    path("netzwerke/", lists.NetzwerkListView.as_view(), name="list"),
    path("netzwerke.<slug:suffix>", lists.NetzwerkExportView.as_view(), name="netzwerk_export"),
    path("netzwerke/bild/", ueberblick.graph, name="graph"),
    path("netzwerke/weisse-flecken/", ueberblick.white_spots, name="white_spots"),
    path("netzwerke/<slug:slug>/", details.NetzwerkDetailView.as_view(), name="netzwerk_detail"),
    # Akteure
    path("akteure/", lists.AkteurListView.as_view(), name="akteur_list"),
    path("akteure.<slug:suffix>", lists.AkteurExportView.as_view(), name="akteur_export"),
    path("akteure/<slug:slug>/", details.AkteurDetailView.as_view(), name="akteur_detail"),
    path(
        "akteure/<slug:slug>/korrektur/",
        vorschlaege.CorrectionView.as_view(field="akteur"),
        name="akteur_correction",
    ),
    path(
        "quartiersmanagement/<slug:slug>/",
        details.QuartiersmanagementDetailView.as_view(),
        name="quartiersmanagement_detail",
    ),
    # Angebote
    path("angebote/", lists.AngebotListView.as_view(), name="angebot_list"),
    path("angebote.<slug:suffix>", lists.AngebotExportView.as_view(), name="angebot_export"),
    path("angebote/vorschlagen/", vorschlaege.AngebotSuggestView.as_view(), name="suggest"),
    path("angebote/<slug:slug>/", details.AngebotDetailView.as_view(), name="angebot_detail"),
    path(
        "angebote/<slug:slug>/korrektur/",
        vorschlaege.CorrectionView.as_view(field="angebot"),
        name="angebot_correction",
    ),
    path("vorschlag/<str:token>/", vorschlaege.received, name="vorschlag_received"),
    # Maßnahmen
    path("massnahmen/", lists.MassnahmeListView.as_view(), name="massnahme_list"),
    path("massnahmen.<slug:suffix>", lists.MassnahmeExportView.as_view(), name="massnahme_export"),
    path("massnahmen/<slug:slug>/", details.MassnahmeDetailView.as_view(), name="massnahme_detail"),
    # Files
    path("unterlage/<path:path>", dateien.unterlage, name="unterlage"),
    path("strategie/<path:path>", dateien.strategie, name="strategie"),
]
