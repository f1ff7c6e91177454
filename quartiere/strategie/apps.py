from django.apps import AppConfig


class StrategieConfig(AppConfig):
    name = "quartiere.strategie"
    label = "strategie"
    verbose_name = "Strategie"
