import factory
from django.contrib.auth.models import Group

from portal.beitraege.models import Seite
from portal.konten.models import User
from portal.konten.roles import Role
from portal.rueckmeldungen.models import Rueckmeldung
from quartiere.models import Bild, Handlungsfeld, Kommune, Material, Ort, Quartier, Zielgruppe


def square(longitude, latitude, size=0.01):
    """A square boundary with its south-west corner at the point, `size` degrees wide."""
    west, south, east, north = longitude, latitude, longitude + size, latitude + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    function = "Redaktion"

    @factory.post_generation
    def role(self, create, role):
        """`role=Role.REDAKTION` puts the user into that role's group, as staff."""
        if role:
            self.groups.add(Group.objects.get(name=role))
            self.is_staff = role in {Role.PROGRAMMLEITUNG, Role.REDAKTION, Role.QUARTIERSMANAGEMENT}
            self.save()


class KommuneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kommune

    name = factory.Sequence(lambda n: f"Kommune {n}")
    slug = factory.Sequence(lambda n: f"kommune-{n}")
    ags = factory.Sequence(lambda n: f"{5_000_000 + n:08d}")


class OrtFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ort

    postcode = factory.Sequence(lambda n: f"{10000 + n:05d}")
    name = factory.Sequence(lambda n: f"Ort {n}")
    longitude = 13.0
    latitude = 52.0


class ZielgruppeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Zielgruppe

    name = factory.Sequence(lambda n: f"Zielgruppe {n}")
    slug = factory.Sequence(lambda n: f"zielgruppe-{n}")


class HandlungsfeldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Handlungsfeld

    name = factory.Sequence(lambda n: f"Handlungsfeld {n}")
    slug = factory.Sequence(lambda n: f"handlungsfeld-{n}")


class BildFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Bild

    title = factory.Sequence(lambda n: f"Bild {n}")
    file = factory.django.ImageField(width=600, height=400)
    alt_text = "Menschen sitzen auf einer Bank vor einem Wohnhaus."
    author = "Anna Beispiel"
    licence = "CC BY 4.0"


class QuartierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Quartier

    class Params:
        published = factory.Trait(status=Quartier.Status.PUBLISHED)

    kommune = factory.SubFactory(KommuneFactory)
    name = factory.Sequence(lambda n: f"Quartier {n}")
    slug = factory.Sequence(lambda n: f"quartier-{n}")
    teaser = "Ein Quartier mit vielen Stärken."
    programme = "Sozialer Zusammenhalt"
    programme_since = 2019
    boundary = factory.Sequence(lambda n: square(13.0 + n % 100 / 100, 52.0 + n // 100 % 100 / 100))


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Material

    class Params:
        with_file = factory.Trait(
            file=factory.django.FileField(filename="plan.txt", data=b"Plan"), link=""
        )

    quartier = factory.SubFactory(QuartierFactory)
    title = factory.Sequence(lambda n: f"Material {n}")
    link = "https://example.org/material"


class SeiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seite

    class Params:
        published = factory.Trait(status=Seite.Status.PUBLISHED)

    title = factory.Sequence(lambda n: f"Seite {n}")
    slug = factory.Sequence(lambda n: f"seite-{n}")
    text = "<p>Ein Text.</p>"


class RueckmeldungFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rueckmeldung

    kind = Rueckmeldung.Kind.BARRIER
    message = "Die Karte lässt sich nicht mit der Tastatur bedienen."
    page = "/quartiere/"
