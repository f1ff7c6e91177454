"""People who log in. Their e-mail address is their name to the system."""

from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models, transaction
from django.db.models.functions import Lower

from portal.konten.roles import Role


class UserQuerySet(models.QuerySet):
    def managed_by(self, user):
        """Colleagues: people who share a Kommune with `user`; all for the Programmleitung."""
        if user.is_anonymous:
            return self.none()
        if user.is_programmleitung:
            return self
        colleagues = user.kommunen.through.objects.filter(kommune__in=user.kommunen.all()).values(
            "user_id"
        )
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=colleagues))


class EmailUserManager(UserManager.from_queryset(UserQuerySet)):
    """Makes users by e-mail address; there is no other user name."""

    def create_user(self, email, password=None, **fields):
        return self._create(email, password, **fields)

    @transaction.atomic
    def create_verified(self, email, password=None, **fields):
        """Make a user who can log in at once: the caller vouches for the e-mail address."""
        user = self._create(email, password, **fields)
        user.sync_email_address(verified=True)
        return user

    def create_superuser(self, email, password=None, **fields):
        """For `manage.py createsuperuser`: whoever has the machine vouches for the address."""
        return self.create_verified(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def _create(self, email, password, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    username = None
    email = models.EmailField("E-Mail-Adresse", unique=True)
    function = models.CharField(
        "Funktion",
        max_length=120,
        blank=True,
        help_text="Steht öffentlich neben „geprüft am“, zum Beispiel „Redaktion Stadtplanung“. "
        "Bitte keinen Namen eintragen.",
    )

    wants_digest = models.BooleanField(
        "Wochenpost",
        default=True,
        help_text="Eine E-Mail in der Woche mit dem, was in der Verwaltung wartet. Wartet nichts, "
        "kommt keine.",
    )
    digest_sent_on = models.DateField("letzte Wochenpost", null=True, editable=False)

    # Django's own fields, said so that the Programmleitung knows what they do.
    is_staff = models.BooleanField(
        "Zugang zur Verwaltung",
        default=False,
        help_text="Darf die Verwaltung öffnen. Was die Person dort sieht, bestimmen Rolle und "
        "Kommune.",
    )
    is_active = models.BooleanField(
        "Konto aktiv",
        default=True,
        help_text="Ohne Haken kann sich die Person nicht mehr anmelden. Besser als löschen.",
    )
    is_superuser = models.BooleanField(
        "technische Leitung",
        default=False,
        help_text="Darf ausnahmslos alles, auch ohne Rolle. Nur für den technischen Betrieb.",
    )
    groups = models.ManyToManyField(
        Group,
        verbose_name="Rollen",
        blank=True,
        related_name="user_set",
        related_query_name="user",
        help_text="Redaktion: Inhalte einer Kommune. Quartiersmanagement: einzelne Quartiere. "
        "Programmleitung: alles.",
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = EmailUserManager()

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_ignoring_case",
                violation_error_message="Mit dieser E-Mail-Adresse gibt es schon ein Konto.",
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def sync_email_address(self, *, verified=False):
        """Make `email` the address that the log-in knows; unverified ones are confirmed there."""
        others = self.emailaddress_set.exclude(email=self.email)
        others.delete()
        self.emailaddress_set.get_or_create(
            email=self.email, defaults={"primary": True, "verified": verified}
        )

    @property
    def is_programmleitung(self):
        return self.is_superuser or self.has_role(Role.PROGRAMMLEITUNG)

    def has_role(self, role):
        """Whether this person is in the group of `role`; one query for a person's whole request."""
        if not self.is_active:
            return False
        if not hasattr(self, "_role_names"):
            self._role_names = frozenset(self.groups.values_list("name", flat=True))
        return role in self._role_names
