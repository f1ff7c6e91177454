"""The Kommune, its places with postcode, and how to recognise what belongs to it."""

from portal.demo import rows
from portal.demo.city import to_degrees
from quartiere.models import Bild, Kommune, Ort

# No real Land begins with 00 and no real postcode either.
AGS = "00000001"
KREIS_KEY = "00000"


def find():
    return Kommune.objects.filter(ags=AGS)


def load():
    if find().exists():
        return 0
    fields = rows.read("kommune")
    for name in ("introduction", "legal_details"):
        fields[name] = rows.rich_text(fields[name])
    rows.create(Kommune, ags=AGS, **fields)
    return 1 + sum(_create_place(data) for data in rows.quartiere())


def remove():
    Bild.objects.filter(kommune__ags=AGS).delete()
    places, _ = Ort.objects.filter(kreis_key=KREIS_KEY).delete()
    count, _ = find().delete()
    return count + places


def _create_place(data):
    longitude, latitude = to_degrees(*data["seed"])
    rows.create(
        Ort,
        postcode=data["contact"]["contact_postcode"],
        name=f"Musterstadt-{data['name']}",
        kreis_key=KREIS_KEY,
        longitude=longitude,
        latitude=latitude,
    )
    return 1
