from django.contrib import admin

from netzwerke.models import Akteursart, Angebotsart, Sprache
from quartiere.admin.thema import ThemaAdmin


@admin.register(Akteursart)
class AkteursartAdmin(ThemaAdmin):
    fields = ["name", "slug", "side", "order"]
    list_display = ["name", "side", "order"]
    search_fields = ["name"]
    search_help_text = "Suche nach Name"


@admin.register(Sprache)
class SpracheAdmin(ThemaAdmin):
    fields = ["name", "slug", "code", "order"]
    list_display = ["name", "code", "order"]
    search_fields = ["name", "code"]
    search_help_text = "Suche nach Name oder Sprachcode"


@admin.register(Angebotsart)
class AngebotsartAdmin(ThemaAdmin):
    fieldsets = [
        (None, {"fields": ["name", "slug", "order", "zielgruppen", "unit"]}),
        (
            "Richtwert",
            {
                "fields": [
                    "norm_per_person", ("age_from", "age_until"), "population_code",
                    "norm_source",
                ],
                "description": "Mit Richtwert fehlt es, wo weniger da ist, als er verlangt. Ohne "
                "Richtwert fehlt es im unteren Viertel der Stadt.",
            },
        ),
    ]  # fmt: skip
    list_display = ["name", "unit", "norm_per_person", "order"]
    search_fields = ["name"]
    search_help_text = "Suche nach Name"
