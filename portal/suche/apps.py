from importlib import import_module

from django.apps import AppConfig


class SucheConfig(AppConfig):
    name = "portal.suche"
    label = "suche"
    verbose_name = "Suche"

    def ready(self):
        import_module("portal.suche.receivers").connect()
