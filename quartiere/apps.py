from django.apps import AppConfig


class QuartiereConfig(AppConfig):
    name = "quartiere"
    label = "quartiere"
    verbose_name = "Quartiere"
