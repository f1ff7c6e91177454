"""Cells of several tables become one value an area and column, or a message with its place."""

from quartiere.monitoring.daten import DYNAMIK
from quartiere.monitoring.zahlen import AMBIGUOUS, KOMMA, PUNKT, Fehlwerte, as_text, decimal_sign

# What values of these units can be, where the profile names no bounds.
USUAL_BOUNDS = {"%": (0.0, 100.0), "Prozent": (0.0, 100.0), "Prozentpunkte": (-100.0, 100.0)}


def usual_bounds(spec):
    """Also a change that calls itself per cent may be negative."""
    if spec.role == DYNAMIK and spec.unit in USUAL_BOUNDS:
        return USUAL_BOUNDS["Prozentpunkte"]
    return USUAL_BOUNDS.get(spec.unit, (None, None))


class Zusammenfuehrung:
    """Joins the columns of several tables on the key; tables must not contradict each other."""

    def __init__(self, tables, profil, bericht):
        self.tables, self.profil, self.bericht = tables, profil, bericht
        self.fehlwerte = Fehlwerte(profil.missing)

    def has(self, heading):
        return any(heading in table.columns for table in self.tables)

    def texts(self, heading, *, strict):
        """Text by key. Tables that differ are an error if `strict`, else a warning."""
        merged = {}
        for table in self._with(heading):
            for key, number, cell in table.cells(heading):
                text = as_text(cell)
                if text and merged.setdefault(key, text) != text:
                    note = self.bericht.error if strict else self.bericht.warn
                    note(**self._contradiction(merged[key], text, table, number, heading, key))
        return merged

    def whole_numbers(self, heading):
        """Inhabitants by key: whole and not negative."""
        merged = self._numbers(heading, set(), whole=True)
        for key, number in list(merged.items()):
            if number < 0 or not number.is_integer():
                text = f"{number:g} ist keine Einwohnerzahl: Erwartet wird eine ganze Zahl ab 0."
                file, row = self._place(heading, key)
                self.bericht.error("einwohner", text, file=file, row=row, column=heading, key=key)
                del merged[key]
        return {key: int(number) for key, number in merged.items()}

    def values(self, heading, spec, excluded):
        """Values of an indicator by key, within its bounds.

        In excluded areas 0 and what is no number mean "no value". Outside of bounds that are
        only usual, a context value that enters no result is a warning: some per cents are changes.
        """
        merged = self._numbers(heading, excluded)
        usual = usual_bounds(spec)
        is_given = spec.minimum is not None or spec.maximum is not None
        is_fatal = is_given or spec.is_index or spec.zielgruppe
        low = usual[0] if spec.minimum is None else spec.minimum
        high = usual[1] if spec.maximum is None else spec.maximum
        for key, value in merged.items():
            if key in excluded:
                continue
            if (low is not None and value < low) or (high is not None and value > high):
                note = self.bericht.error if is_fatal else self.bericht.warn
                self._out_of_bounds(note, heading, key, value, low, high)
        return {key: value for key, value in merged.items() if value or key not in excluded}

    def _out_of_bounds(self, note, heading, key, value, low, high):
        bounds = (
            f"von {low:g} bis {high:g}"
            if None not in (low, high)
            else (f"ab {low:g}" if high is None else f"bis {high:g}")
        )
        file, row = self._place(heading, key)
        note(
            "wertebereich",
            f"{value:g} liegt außerhalb des Bereichs {bounds}. Stimmt der Wert, geben Sie im "
            "Profil „minimum“ und „maximum“ an.",
            file=file,
            row=row,
            column=heading,
            key=key,
        )

    def _place(self, heading, key):
        for table in self._with(heading):
            if key in table.keys:
                return table.file, table.numbers[table.keys.index(key)]
        return "", None

    def _with(self, heading):
        return [table for table in self.tables if heading in table.columns]

    def _numbers(self, heading, excluded, *, whole=False):
        merged = {}
        for table in self._with(heading):
            table.columns[heading] = self._without_missing(table.columns[heading])
            decimal = self._decimal(table, heading, whole=whole)
            if decimal is None:
                continue
            for key, number, cell in table.cells(heading):
                if cell is None:
                    continue
                value = self._number(cell, decimal, table, number, heading, key, excluded)
                if value is not None and merged.setdefault(key, value) != value:
                    self.bericht.error(
                        **self._contradiction(merged[key], value, table, number, heading, key)
                    )
        return merged

    def _number(self, cell, decimal, table, number, heading, key, excluded):
        try:
            return self.fehlwerte.number(cell, decimal)
        except ValueError:
            if key not in excluded:
                text = f"„{as_text(cell)[:40]}“ ist keine Zahl."
                self.bericht.error(
                    "zahl", text, file=table.file, row=number, column=heading, key=key
                )
            return None

    def _without_missing(self, cells):
        has_text = self.fehlwerte.has_text
        return [None if has_text(cell) else cell for cell in cells]

    def _decimal(self, table, heading, *, whole):
        """The sign that the column proves, else the file, else the profile must say it."""
        if self.profil.decimal:
            return self.profil.decimal
        sign = decimal_sign(table.columns[heading])
        if sign == AMBIGUOUS and whole:
            return self._grouping_decimal(table.columns[heading])
        if sign == AMBIGUOUS and len(elsewhere := table.decimal_signs()) == 1:
            return elsewhere.pop()
        if sign in (KOMMA, PUNKT, ""):
            return sign or PUNKT
        problem = (
            "lassen offen, ob Punkt und Komma Dezimalzeichen sind oder Tausender trennen"
            if sign == AMBIGUOUS
            else "haben teils Dezimalkomma, teils Dezimalpunkt"
        )
        text = f'Die Zahlen {problem}. Geben Sie im Profil dezimal = "komma" oder "punkt" an.'
        self.bericht.error("dezimalzeichen", text, file=table.file, column=heading)
        return None

    @staticmethod
    def _grouping_decimal(cells):
        """Inhabitants are whole, so the one sign that stands in them groups thousands."""
        has_point = any(PUNKT in cell for cell in cells if isinstance(cell, str))
        return KOMMA if has_point else PUNKT

    @staticmethod
    def _contradiction(first, second, table, number, heading, key):
        return {
            "kind": "widerspruch",
            "text": f"Hier steht „{second}“, in einer anderen Datei „{first}“.",
            "file": table.file,
            "row": number,
            "column": heading,
            "key": key,
        }
