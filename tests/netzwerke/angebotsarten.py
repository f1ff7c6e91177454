"""Kinds of offers as the vocabulary ships them."""

from netzwerke.models import Angebotsart


def youth_clubs():
    """With the Berlin norm, measured against the indicator EW_6_25."""
    return Angebotsart.objects.get(slug="jugendfreizeit")
