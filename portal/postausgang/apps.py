from django.apps import AppConfig


class PostausgangConfig(AppConfig):
    name = "portal.postausgang"
    label = "postausgang"
    verbose_name = "Postausgang"
