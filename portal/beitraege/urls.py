from django.urls import path

from portal.beitraege.views import beitraege, seiten

app_name = "beitraege"

urlpatterns = [
    path("beitraege/", beitraege.BeitragListView.as_view(), name="list"),
    path("beitraege.atom", beitraege.feed, {"suffix": "atom"}, name="atom"),
    path("beitraege.rss", beitraege.feed, {"suffix": "rss"}, name="rss"),
    path("beitraege.<slug:suffix>", beitraege.BeitragExportView.as_view(), name="export"),
    path("beitraege/<slug:slug>/", beitraege.BeitragDetailView.as_view(), name="detail"),
    path("vorschau/beitrag/<str:token>/", beitraege.preview, name="preview"),
    path("vorschau/seite/<str:token>/", seiten.preview, name="seite_preview"),
]
