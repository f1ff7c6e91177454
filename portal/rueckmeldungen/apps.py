from django.apps import AppConfig


class RueckmeldungenConfig(AppConfig):
    name = "portal.rueckmeldungen"
    label = "rueckmeldungen"
    verbose_name = "Rückmeldungen"
