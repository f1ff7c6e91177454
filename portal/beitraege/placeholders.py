"""Placeholders in square brackets: what the drafts of the legal pages leave to the operator."""

import re

from django.conf import settings
from django.utils.html import escape

PATTERN = re.compile(r"\[[^\[\]<>]{2,}\]")


def fill(text):
    """Replace the placeholders whose value is a setting of the installation; keep the others."""
    values = {
        "[Name des Portals]": settings.SITE_NAME,
        "[Name der Behörde]": settings.SITE_OPERATOR,
        "[E-Mail-Adresse]": settings.SITE_EMAIL,
    }
    for placeholder, value in values.items():
        if value:
            text = text.replace(placeholder, escape(value))
    return text


def find(text):
    """Each placeholder that is still open, once, in the order of the text."""
    return list(dict.fromkeys(PATTERN.findall(text)))
