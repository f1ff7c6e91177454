"""Texts for feeds and other files in XML."""

import re

# What XML 1.0 cannot hold, not even escaped.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_text(text):
    """`text` without the characters that would make the whole file unreadable."""
    return FORBIDDEN.sub("", str(text))
