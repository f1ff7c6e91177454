"""The seven sections of a Quartier's page, in the order of the page."""

from django.db import models

from quartiere.models.base import RichTextField


class QuartierSections(models.Model):
    character = RichTextField(
        "Charakter",
        help_text="Lage, Bebauung, Geschichte, wer hier lebt. Was würde jemand sagen, der das "
        "Quartier gern hat?",
    )
    starting_position = RichTextField(
        "Ausgangslage",
        help_text="Warum das Quartier Unterstützung braucht. Benennen Sie Verhältnisse, nicht "
        "Menschen als Problem.",
    )
    potentials = RichTextField("Potenziale", help_text="Stärken, auf die man bauen kann.")
    organisation = RichTextField(
        "Organisation und Partner",
        help_text="Wer zusammenarbeitet, wer entscheidet, wie man mitmachen kann.",
    )
    milestones_text = RichTextField(
        "Meilensteine: einleitender Text",
        help_text="Die einzelnen Meilensteine tragen Sie weiter unten mit Jahr ein.",
    )
    perspectives = RichTextField("Perspektiven", help_text="Was als Nächstes geplant ist.")
    data_notes = RichTextField(
        "Daten und örtliche Einschätzung",
        help_text="Was man wissen muss, um die Zahlen des Quartiers richtig zu lesen.",
    )

    class Meta:
        abstract = True


SECTION_FIELDS = [field.name for field in QuartierSections._meta.local_fields]
