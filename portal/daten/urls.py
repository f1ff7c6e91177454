from django.urls import path, register_converter
from django.urls.converters import StringConverter

from portal.daten import views

app_name = "daten"


class KeyConverter(StringConverter):
    """Keys of rows: slugs, joined by a dot where they are unique in a Kommune only."""

    regex = r"[\w.-]+"


class AnythingConverter(StringConverter):
    regex = r"[\s\S]*"


register_converter(KeyConverter, "key")
register_converter(AnythingConverter, "anything")

urlpatterns = [
    path("daten/", views.katalog, name="list"),
    path("daten/katalog.<slug:suffix>", views.katalog_file, name="katalog"),
    path("daten/schnittstelle/", views.api_page, name="api_page"),
    path("daten/<slug:slug>.<slug:suffix>", views.export, name="export"),
    path("daten/<slug:slug>/", views.detail, name="detail"),
    path("api/v1/", views.api, name="api"),
    path("api/v1/openapi.json", views.openapi_document, name="openapi"),
    path("api/v1/<slug:slug>/", views.api_list, name="api_list"),
    path("api/v1/<slug:slug>/<key:key>/", views.api_detail, name="api_detail"),
    # Programs get plain errors too; an address without its last slash is led to the right one.
    path("api/<anything:rest>/", views.api_not_found, name="api_not_found"),
]
