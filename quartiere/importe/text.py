"""Text from files as people see it."""

import unicodedata


def visible_text(text):
    """Composed characters, single blanks, and none that cannot be seen.

    Control, format (zero width, writing direction), private and surrogate characters become
    blanks: they hide in names, break databases or turn the text around them.
    """
    text = unicodedata.normalize("NFC", text)
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(visible.split())
