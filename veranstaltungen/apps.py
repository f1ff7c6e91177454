from django.apps import AppConfig


class VeranstaltungenConfig(AppConfig):
    name = "veranstaltungen"
    label = "veranstaltungen"
    verbose_name = "Veranstaltungen"
