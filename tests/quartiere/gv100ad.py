"""Builds small registers in the format GV100AD for the tests."""

import io

KOELN = ("05315000", "Köln, Stadt", "61", 1_024_621)
MARL = ("05562024", "Marl, Stadt", "67", 86_000)


def line(
    record_type, key, name, kind="  ", area=0, inhabitants=0, postcode="     ", date="20250831"
):
    """One line of 220 characters; `area` in hectares."""
    figures = f"{area:011d}{inhabitants:011d}" if record_type == "60" else " " * 22
    verband = "0000" if record_type == "60" else "    "
    text = f"{record_type}{date}{key:8}{verband}{name:50}{'':50}{kind}    {figures}    "
    return f"{text:165}{postcode}{'':50}"


def gemeinde_line(ags, name, kind="64", inhabitants=1000, **fields):
    return line("60", ags, name, kind, 4050, inhabitants, "12345", **fields)


def register_lines(*gemeinden, date="20250831"):
    """The Länder and Kreise of the given (AGS, name, kind, inhabitants), then these themselves."""
    laender = {line("10", ags[:2], f"Land {ags[:2]}", date=date): None for ags, *_ in gemeinden}
    kreise = {line("40", ags[:5], f"Kreis {ags[:5]}", date=date): None for ags, *_ in gemeinden}
    return [*laender, *kreise, *(gemeinde_line(*gemeinde, date=date) for gemeinde in gemeinden)]


def as_file(lines):
    return io.BytesIO("".join(f"{text}\n" for text in lines).encode("utf-8-sig"))


def register_file(*gemeinden, date="20250831"):
    return as_file(register_lines(*gemeinden, date=date))
