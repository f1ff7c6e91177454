"""Cells of the tables: how each kind of value is written for people and read back."""

from datetime import date, datetime

from django.db.models import Manager
from import_export.fields import Field
from import_export.widgets import ManyToManyWidget, Widget

from netzwerke.importe import listen
from quartiere.monitoring.zahlen import as_text

FACTS = {True: "ja", False: "nein", None: ""}
YES_NO = {"ja": True, "nein": False, "": None}


class TextWidget(Widget):
    """Text with its line breaks, trimmed; "" for nothing."""

    def clean(self, value, row=None, **kwargs):
        return self.render(value).strip()

    def render(self, value, obj=None, **kwargs):
        # Text areas send line breaks as CRLF, spreadsheets keep LF only.
        return "" if value is None else str(value).replace("\r\n", "\n")


class NumberWidget(Widget):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = as_text(value)
        if not text:
            return None
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"„{text}“ ist keine ganze Zahl.")
        return int(text)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class DegreeWidget(NumberWidget):
    def clean(self, value, row=None, **kwargs):
        text = as_text(value).replace(",", ".")
        try:
            return float(text) if text else None
        except ValueError as error:
            raise ValueError(f"„{text}“ ist keine Koordinate in Grad.") from error

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else repr(value)


class DateWidget(Widget):
    """03.12.2026, also read as 2026-12-03."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = as_text(value)
        for form in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007
            except ValueError:
                continue
        raise ValueError(f"„{text}“ ist kein Datum. Beispiel: 03.12.2026")

    def render(self, value, obj=None, **kwargs):
        return f"{value:%d.%m.%Y}" if value else ""


class FactWidget(Widget):
    """ja, nein or nothing; `empty` is what nothing means."""

    def __init__(self, empty=None):
        super().__init__()
        self.empty = empty

    def clean(self, value, row=None, **kwargs):
        text = as_text(value).casefold()
        if text not in YES_NO:
            raise ValueError(f"„{text}“: Bitte „ja“, „nein“ oder nichts schreiben.")
        return YES_NO[text] if text else self.empty

    def render(self, value, obj=None, **kwargs):
        return FACTS[value]


class ChoiceWidget(Widget):
    """The German label of a choice; the stored value is understood too."""

    def __init__(self, choices, default=""):
        super().__init__()
        self.labels = dict(choices.choices)
        self.default = default

    def clean(self, value, row=None, **kwargs):
        text = as_text(value)
        if not text:
            return self.default
        for stored, label in self.labels.items():
            if text.casefold() in (str(label).casefold(), str(stored).casefold()):
                return stored
        known = ", ".join(map(str, self.labels.values()))
        raise ValueError(f"„{text}“ gibt es nicht. Möglich: {known}.")

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, "") if value else ""


class Lookup:
    """Finds rows by what people write, among those the importing person may use.

    `rows` is called once per import; `names_of(row)` gives the spellings of a row, the one that
    is written first. Spellings that two rows share find neither.
    """

    def __init__(self, noun, rows, names_of):
        self.noun, self.rows, self.names_of = noun, rows, names_of
        self._found = None

    def find(self, text):
        if self._found is None:
            self._found = {}
            for row in self.rows():
                self.add(row)
        found = self._found.get(text.casefold(), set())
        if len(found) != 1:
            problem = "ist nicht eindeutig" if found else "ist nicht bekannt oder nicht für Sie da"
            raise ValueError(f"{self.noun} „{text}“ {problem}.")
        return next(iter(found))

    def add(self, row):
        for name in self.names_of(row):
            self._found.setdefault(name.casefold(), set()).add(row)

    def name_of(self, row):
        return self.names_of(row)[0]


class LookupWidget(Widget):
    def __init__(self, lookup):
        super().__init__()
        self.lookup = lookup

    def clean(self, value, row=None, **kwargs):
        text = as_text(value)
        return self.lookup.find(text) if text else None

    def render(self, value, obj=None, **kwargs):
        return self.lookup.name_of(value) if value else ""


class ManyWidget(ManyToManyWidget):
    """Names separated by semicolons; as ManyToManyWidget it is written after the row."""

    def __init__(self, lookup):
        super().__init__(model=None)
        self.lookup = lookup

    def clean(self, value, row=None, **kwargs):
        names = dict.fromkeys(listen.split(as_text(value)))
        return list(dict.fromkeys(self.lookup.find(name) for name in names))

    def render(self, value, obj=None, **kwargs):
        rows = value.all() if isinstance(value, Manager) else value or []
        return listen.SEPARATOR.join(sorted(self.lookup.name_of(row) for row in rows))


class HoursWidget(ManyToManyWidget):
    def __init__(self):
        super().__init__(model=None)

    def clean(self, value, row=None, **kwargs):
        return listen.read_hours(as_text(value))

    def render(self, value, obj=None, **kwargs):
        if isinstance(value, Manager):
            value = [(row.weekday, row.opens, row.closes, row.note) for row in value.all()]
        return listen.write_hours(value or [])


class MoneyWidget(ManyToManyWidget):
    def __init__(self):
        super().__init__(model=None)

    def clean(self, value, row=None, **kwargs):
        return listen.read_money(as_text(value))

    def render(self, value, obj=None, **kwargs):
        if isinstance(value, Manager):
            value = [(row.year, row.amount, row.money_source) for row in value.all()]
        return listen.write_money(value or [])


class RowsField(Field):
    """Rows that belong to the object (hours, money): replaced as a whole, only when they differ."""

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def get_value(self, instance):
        return super().get_value(instance) if instance.pk else []

    def save(self, instance, row, is_m2m=False, **kwargs):
        rows = self.clean(row)
        manager = getattr(instance, self.attribute)
        if self.widget.render(rows) == self.widget.render(manager):
            return
        manager.all().delete()
        for values in rows:
            fresh = manager.model(**{manager.field.name: instance})
            for name, value in zip(self.names, values, strict=True):
                setattr(fresh, name, value)
            fresh.full_clean()
            fresh.save()
