from django.apps import AppConfig


class SprachenConfig(AppConfig):
    name = "portal.sprachen"
    verbose_name = "Sprachen"
