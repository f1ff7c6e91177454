from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "quartiere.monitoring"
    label = "monitoring"
    verbose_name = "Soziales Monitoring"
