"""Accessibility as structured facts: yes, no, or nobody has said yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def fact(verbose_name, help_text=""):
    return models.BooleanField(verbose_name, null=True, blank=True, help_text=help_text)


class Accessible(models.Model):
    step_free = fact(_("stufenlos erreichbar"), _("Eingang und Räume ohne Stufe oder mit Aufzug."))
    accessible_toilet = fact(_("rollstuhlgerechte Toilette"))
    induction_loop = fact(_("Höranlage"), _("Zum Beispiel eine Induktionsschleife."))
    sign_language = fact(_("Gebärdensprache"), _("Auf Anfrage genügt."))
    easy_language = fact(_("Leichte Sprache"))
    tactile_guidance = fact(
        _("Orientierung für blinde Menschen"), "Leitstreifen, Braille, Ansagen."
    )
    quiet_room = fact(_("ruhiger Raum"))
    accessibility_note = models.CharField(
        _("Hinweis zur Barrierefreiheit"),
        max_length=300,
        blank=True,
        help_text=_("Was man vorher wissen muss, zum Beispiel „Klingel links vom Eingang“."),
    )

    class Meta:
        abstract = True

    @property
    def accessibility_facts(self):
        """[(name, True, False or None)] in the order of the form."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in FACTS]

    @property
    def has_accessibility(self):
        return any(getattr(self, name) is not None for name in FACTS)


FACTS = [
    field.name for field in Accessible._meta.local_fields if isinstance(field, models.BooleanField)
]
