from django.urls import path
from django.views.generic import RedirectView

from quartiere.views import dateien, downloads, finden, kommunen, quartiere, themen

app_name = "quartiere"

urlpatterns = [
    path("quartiere/", quartiere.QuartierListView.as_view(), name="list"),
    path("quartiere.csv", downloads.as_csv, name="csv"),
    path("quartiere.json", downloads.as_json, name="json"),
    path("quartiere.geojson", downloads.as_geojson, name="geojson"),
    path("quartiere/finden/", finden.find, name="find"),
    path(
        "quartiere/<slug:slug>/",
        RedirectView.as_view(pattern_name="quartiere:kommune_detail"),
        name="kommune_redirect",
    ),
    path(
        "quartiere/<slug:kommune>/<slug:slug>/",
        quartiere.QuartierDetailView.as_view(),
        name="detail",
    ),
    path(
        "quartiere/<slug:kommune>/<slug:slug>/steckbrief/",
        quartiere.SteckbriefView.as_view(),
        name="steckbrief",
    ),
    path("vorschau/<str:token>/", quartiere.preview, name="preview"),
    path("kommunen/", kommunen.KommuneListView.as_view(), name="kommune_list"),
    path("kommunen/<slug:slug>/", kommunen.KommuneDetailView.as_view(), name="kommune_detail"),
    path("zielgruppen/", themen.ZielgruppeListView.as_view(), name="zielgruppe_list"),
    path(
        "zielgruppen/<slug:slug>/", themen.ZielgruppeDetailView.as_view(), name="zielgruppe_detail"
    ),
    path("handlungsfelder/", themen.HandlungsfeldListView.as_view(), name="handlungsfeld_list"),
    path(
        "handlungsfelder/<slug:slug>/",
        themen.HandlungsfeldDetailView.as_view(),
        name="handlungsfeld_detail",
    ),
    path("medien/<path:path>", dateien.picture, name="picture"),
    path("material/<path:path>", dateien.material, name="material"),
]
