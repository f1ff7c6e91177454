from django.apps import AppConfig


class KontenConfig(AppConfig):
    name = "portal.konten"
    label = "konten"
    verbose_name = "Konten"
