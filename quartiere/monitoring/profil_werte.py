"""Checked reading of one section of a profile; every mistake becomes a German sentence."""

import difflib
import math
import re


class Abschnitt:
    """One table of the document. Each method reads one entry and notes what is wrong with it."""

    def __init__(self, table, title, messages):
        self.title, self.messages = title, messages
        self.asked = []
        self.table_values = table if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self.complain("", "Hier wird ein Abschnitt mit Einträgen erwartet.")

    def complain(self, name, sentence):
        place = " ".join(part for part in (self.title, name and f"„{name}“") if part)
        self.messages.append(f"{place}: {sentence}" if place else sentence)

    def table(self, name, *, required=False):
        value = self._value(name)
        if value is None:
            if required:
                self.messages.append(f"Der Abschnitt [{name}] fehlt.")
            return {}
        if not isinstance(value, dict) or (required and not value):
            self.complain(name, "Hier wird ein Abschnitt mit Einträgen erwartet.")
            return {}
        return value

    def text(self, name, *, required=False, pattern="", hint="", numbers_too=False):
        value = self._value(name)
        if numbers_too and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            if required:
                self.complain(name, "Der Eintrag fehlt.")
            return ""
        if not isinstance(value, str):
            self.complain(name, f"Hier wird Text in Anführungszeichen erwartet, nicht {value}.")
            return ""
        value = " ".join(value.split())
        if pattern and not re.fullmatch(pattern, value, re.ASCII):
            self.complain(name, f"„{value}“ passt nicht, erwartet wird: {hint}.")
        return value

    def texts(self, name, *, default=()):
        value = self._value(name)
        if value is None:
            return tuple(default)
        plain = isinstance(value, list) and all(
            isinstance(entry, str | int | float) and not isinstance(entry, bool) for entry in value
        )
        if not plain:
            self.complain(name, 'Hier wird eine Liste erwartet, zum Beispiel ["a", "b"].')
            return ()
        return tuple(" ".join(str(entry).split()) for entry in value)

    def whole(self, name, *, required=False, lowest, highest):
        value = self._value(name)
        if value is None:
            if required:
                self.complain(name, "Der Eintrag fehlt.")
            return lowest
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self.complain(name, f"Erwartet wird eine ganze Zahl von {lowest} bis {highest}.")
            return lowest
        return value

    def number(self, name):
        value = self._value(name)
        if value is None:
            return None
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not math.isfinite(value)
        ):
            self.complain(name, "Erwartet wird eine Zahl mit Dezimalpunkt, ohne Anführungszeichen.")
            return None
        return float(value)

    def flag(self, name, *, default):
        value = self._value(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.complain(name, "Erwartet wird true oder false.")
            return default
        return value

    def choice(self, name, choices, default):
        value = self._value(name)
        if value is None:
            value = default
        if isinstance(value, bool | list | dict) or value not in choices:
            known = ", ".join(str(choice) for choice in choices)
            self.complain(name, f"Erwartet wird eines von: {known}.")
            return next(iter(choices.values()))
        return choices[value]

    def refuse_unknown(self):
        """Complain about entries that nothing asked for; a near miss is named."""
        for name in self.table_values.keys() - set(self.asked):
            near = difflib.get_close_matches(name, self.asked, n=1, cutoff=0.6)
            advice = f" Meinten Sie „{near[0]}“?" if near else ""
            self.complain(name, f"Diesen Eintrag gibt es nicht.{advice}")

    def _value(self, name):
        self.asked.append(name)
        return self.table_values.get(name)
