"""The description of the API, written by hand (OpenAPI 3.1) and checked against its answers.

Paths and schemas of the collections follow from the descriptions of their columns.
"""

from django import forms
from django.conf import settings
from django.urls import reverse

from portal.daten import felder, sammlungen
from portal.daten.forms import LAST_PAGE, MOST_PER_PAGE, PER_PAGE
from quartiere.exporte import LICENCE

VERSION = "1.0.0"
TYPES = {
    felder.TEXT: {"type": ["string", "null"]},
    felder.TEXTS: {"type": "array", "items": {"type": "string"}},
    felder.INTEGER: {"type": ["integer", "null"]},
    felder.NUMBER: {"type": ["number", "null"]},
    felder.DATE: {"type": ["string", "null"], "format": "date"},
    felder.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    felder.YES_NO: {"type": "string", "enum": ["ja", "nein", ""]},
}
PAGE_PARAMETERS = [
    {
        "name": "seite",
        "in": "query",
        "description": "Nummer der Seite, die erste ist 1.",
        "schema": {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    },
    {
        "name": "pro_seite",
        "in": "query",
        "description": "Zeilen je Seite.",
        "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_PER_PAGE,
            "default": PER_PAGE,
        },
    },
]
KEY = {
    "name": "schluessel",
    "in": "path",
    "required": True,
    "description": "Der Wert von „schluessel“ in der Liste.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z0-9._-]+$"},
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
PAGE = {
    "type": "object",
    "required": ["anzahl", "seite", "seiten", "vorige", "naechste", "lizenz", "zeilen"],
    "properties": {
        "anzahl": {"type": "integer", "minimum": 0},
        "seite": {"type": "integer", "minimum": 1},
        "seiten": {"type": "integer", "minimum": 1},
        "vorige": {"type": ["string", "null"], "format": "uri"},
        "naechste": {"type": ["string", "null"], "format": "uri"},
        "lizenz": {"$ref": "#/components/schemas/Lizenz"},
    },
}
LICENCE_SCHEMA = {
    "type": "object",
    "required": ["name", "url"],
    "properties": {"name": {"type": "string"}, "url": {"type": "string", "format": "uri"}},
}
START = {
    "type": "object",
    "required": ["sammlungen", "beschreibung", "lizenz"],
    "properties": {
        "sammlungen": {"type": "object", "additionalProperties": {"type": "string"}},
        "beschreibung": {"type": "string", "format": "uri"},
        "lizenz": {"$ref": "#/components/schemas/Lizenz"},
    },
}


def description(base_url):
    """The whole document; `base_url` is scheme and host without a slash."""
    paths = {"/": {"get": _operation("start", "Alle Sammlungen", _ref("Start"))}}
    schemas = {"Problem": PROBLEM, "Lizenz": LICENCE_SCHEMA, "Start": START}
    for sammlung in sammlungen.ALL:
        name = sammlung.slug.capitalize()
        schemas[name] = _row(sammlung)
        schemas[f"{name}Seite"] = _page(name)
        paths |= _paths(sammlung, name)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Offene Daten: {settings.SITE_NAME}",
            "version": VERSION,
            "description": "Lesen ohne Schlüssel. Antworten tragen ETag und Last-Modified; mit "
            "If-None-Match kommt 304, solange sich nichts geändert hat.",
            "license": {"name": LICENCE["name"], "url": LICENCE["url"]},
        },
        "servers": [{"url": f"{base_url}{reverse('daten:api')}".removesuffix("/")}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _paths(sammlung, name):
    listing = _operation(
        f"{sammlung.slug}_liste",
        str(sammlung.title),
        _ref(f"{name}Seite"),
        [*PAGE_PARAMETERS, *map(_filter, sammlung.filters)],
        faults={"400": "Ein Parameter hat einen Wert, den es nicht gibt."},
    )
    single = _operation(
        f"{sammlung.slug}_zeile",
        f"{sammlung.title}: eine Zeile",
        _ref(name),
        [KEY],
        faults={"404": "Diese Zeile gibt es nicht."},
    )
    return {
        f"/{sammlung.slug}/": {"get": listing},
        f"/{sammlung.slug}/{{schluessel}}/": {"get": single},
    }


def _operation(name, summary, schema, parameters=(), faults=None):
    answers = {
        "200": {
            "description": summary,
            "headers": {
                "ETag": {"schema": {"type": "string"}},
                "Last-Modified": {"schema": {"type": "string"}},
            },
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Unverändert seit der Antwort mit diesem ETag."},
    }
    for status, text in (faults or {}).items():
        content = {"application/problem+json": {"schema": _ref("Problem")}}
        answers[status] = {"description": text, "content": content}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": list(parameters),
        "responses": answers,
    }


def _filter(named):
    name, field = named
    return {
        "name": name,
        "in": "query",
        "description": str(field.label or name),
        "schema": _filter_schema(field),
    }


def _filter_schema(field):
    """What the form takes: a number in its bounds, else text; which words there are, it says."""
    if isinstance(field, forms.FloatField):
        return {"type": "number", "minimum": field.min_value, "maximum": field.max_value}
    longest = getattr(field, "max_length", None)
    return {"type": "string"} | ({"maxLength": longest} if longest else {})


def _row(sammlung):
    properties = {"schluessel": {"type": "string"}}
    for found in sammlung.felder:
        properties[found.name] = TYPES[found.type] | {"description": found.meaning}
    return {"type": "object", "required": list(properties), "properties": properties}


def _page(name):
    rows = {"type": "array", "items": _ref(name)}
    return PAGE | {"properties": PAGE["properties"] | {"zeilen": rows}}


def _ref(name):
    return {"$ref": f"#/components/schemas/{name}"}
