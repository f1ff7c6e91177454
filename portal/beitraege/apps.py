from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class BeitraegeConfig(AppConfig):
    name = "portal.beitraege"
    label = "beitraege"
    verbose_name = "Beiträge und Seiten"

    def ready(self):
        # Models exist only now.
        from portal.beitraege import menue
        from portal.beitraege.models import Seite

        for signal in (post_save, post_delete):
            signal.connect(menue.forget, sender=Seite, dispatch_uid="beitraege.menue")
