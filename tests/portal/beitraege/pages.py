"""Reads a page as a browser would and names whatever could run or load something foreign."""

import re
from html.parser import HTMLParser

RUNNING = {"iframe", "object", "embed", "applet", "base", "frame", "frameset", "style", "portal"}
LOADING = {"src", "srcset", "poster", "data", "background", "xlink:href", "ping", "formaction"}
ADDRESSES = LOADING | {"href", "action", "cite"}
BAD_SCHEME = re.compile(r"^(javascript|vbscript|livescript|data|blob|file|view-source):")
FOREIGN = re.compile(r"(?:https?:)?//(?!testserver)", re.IGNORECASE)


class Dangers(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        is_data = values.get("type") == "application/ld+json"
        if tag in RUNNING or (tag == "script" and "src" not in values and not is_data):
            self.found.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in values:
            self.found.append("<meta http-equiv>")
        for name, value in values.items():
            if self._is_bad(tag, name, value, values):
                self.found.append(f'{tag} {name}="{value}"')

    def _is_bad(self, tag, name, value, values):
        squeezed = re.sub(r"[\x00-\x20]", "", value).lower()
        if name.startswith("on") or name in ("style", "srcdoc"):
            return True
        if name in ADDRESSES and BAD_SCHEME.match(squeezed):
            return True
        loads = name in LOADING or (tag == "link" and values.get("rel") == "stylesheet")
        return loads and name in ADDRESSES and bool(FOREIGN.search(value))


def dangers_in(html):
    parser = Dangers()
    parser.feed(html)
    parser.close()
    return parser.found
