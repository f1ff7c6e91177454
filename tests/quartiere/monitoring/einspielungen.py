"""Goes through the wizard as a browser would: what a page holds is posted, with changes."""

from django.core.files.uploadedfile import SimpleUploadedFile

from quartiere.monitoring.models import Einspielung
from tests.factories import KommuneFactory
from tests.factories_monitoring import PlanungsraumFactory

ADD = "/verwaltung/monitoring/einspielung/add/"
HEAD = "ID;Name;EW;KOM;S1;D1;KI_01"
ROWS = [
    "01;Nord;1200;gültig;1,5;0,1;3",
    "02;Süd;900;gültig;2,5;0,2;4",
    "03;Ost;1100;gültig;3,0;0,3;2",
    "04;West;1300;gültig;9,0;2,5;9",
    "05;Mitte;120;unter 300 Einwohner;;;",
]
KEYS = ["01", "02", "03", "04", "05"]


def table(*rows, head=HEAD, name="werte.csv"):
    content = "\n".join([head, *(rows or ROWS)]) + "\n"
    return SimpleUploadedFile(name, content.encode())


def make_areas(kommune=None, keys=KEYS, gebietsstand="2021"):
    kommune = kommune or KommuneFactory()
    for key in keys:
        PlanungsraumFactory(kommune=kommune, gebietsstand=gebietsstand, key=key)
    return kommune


def url(einspielung, step):
    return f"/verwaltung/monitoring/einspielung/{einspielung.pk}/{step}/"


def files_data(kommune, *uploads, **changes):
    data = {"kommune": kommune.pk, "year": 2021, "gebietsstand": "2021", "files": list(uploads)}
    return data | changes


def begin(client, kommune, *uploads, **changes):
    """Step 1; gives the Einspielung it made."""
    response = client.post(ADD, files_data(kommune, *(uploads or [table()]), **changes))
    assert response.status_code == 302, response.context["form"].errors
    return Einspielung.objects.latest("pk")


def mapping(client, einspielung, **changes):
    """What step 2 would post."""
    forms = client.get(url(einspielung, "spalten")).context["forms"]
    data = {}
    for form in (forms.main, *forms.indicators):
        for bound in form:
            value = bound.value()
            if value not in (None, False):
                data[bound.html_name] = "on" if value is True else value
    return data | changes


def check(client, einspielung, **changes):
    """Step 2 with its run."""
    client.post(url(einspielung, "spalten"), mapping(client, einspielung, **changes))
    einspielung.refresh_from_db()
    return einspielung


def look(client, einspielung):
    """Step 4."""
    client.post(url(einspielung, "vorschau"))
    einspielung.refresh_from_db()


def publish(client, einspielung, note=""):
    """Step 5."""
    response = client.post(url(einspielung, "veroeffentlichen"), {"note": note})
    einspielung.refresh_from_db()
    return response


def whole(client, kommune, *uploads, **changes):
    """All five steps."""
    einspielung = check(client, begin(client, kommune, *uploads, **changes))
    look(client, einspielung)
    publish(client, einspielung)
    return einspielung
