from django.urls import include, path, register_converter

from quartiere.monitoring.adressen import SegmentConverter
from quartiere.monitoring.views import ausgaben, downloads, gebiete, indikatoren, methode
from quartiere.monitoring.views import ueberlagerung as matrix

app_name = "monitoring"
register_converter(SegmentConverter, "segment")

# The pages of one edition; a superseded one has them below its version.
ausgabe_patterns = [
    path("", ausgaben.ausgabe, name="ausgabe"),
    path("ausgabe.csv", downloads.as_csv, name="csv"),
    path("ausgabe-tabelle.csv", downloads.as_spreadsheet, name="spreadsheet"),
    path("ausgabe.json", downloads.as_json, name="json"),
    path("ausgabe.geojson", downloads.as_geojson, name="geojson"),
    path("ueberlagerung/", matrix.matrix, name="matrix"),
    path("ueberlagerung.csv", matrix.as_csv, name="matrix_csv"),
    path("ueberlagerung.json", matrix.as_json, name="matrix_json"),
]

urlpatterns = [
    path("", ausgaben.AusgabeListView.as_view(), name="list"),
    path("methode/", methode.methode, name="methode"),
    path("<slug:kommune>/", ausgaben.kommune, name="kommune"),
    path("<slug:kommune>/indikatoren/", indikatoren.indikator_list, name="indikatoren"),
    path("<slug:kommune>/indikatoren/<segment:code>/", indikatoren.indikator, name="indikator"),
    path(
        "<slug:kommune>/gebiete/<segment:gebietsstand>/<segment:key>/",
        gebiete.gebiet,
        name="gebiet",
    ),
    path("<slug:kommune>/<int:year>/", include(ausgabe_patterns)),
    path("<slug:kommune>/<int:year>/fassung-<int:version>/", include(ausgabe_patterns)),
]
