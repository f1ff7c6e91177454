from django.apps import AppConfig


class DatenConfig(AppConfig):
    name = "portal.daten"
    label = "daten"
    verbose_name = "Offene Daten"
