"""The roles of the portal: Django groups, made and granted by migrations."""

from django.db import models
from django.db.migrations.operations.base import Operation

ALL = ("view", "add", "change", "delete")
EDIT = ("view", "add", "change")


class Role(models.TextChoices):
    """Names of the groups. What a role may see is each QuerySet's `managed_by`."""

    PROGRAMMLEITUNG = "Programmleitung"
    REDAKTION = "Redaktion"
    QUARTIERSMANAGEMENT = "Quartiersmanagement"
    ORGANISATION = "Organisation"
    VERANSTALTER = "Veranstalter"


class GrantRole(Operation):
    """Migration step: give a role permissions on models of the migration's app.

    `permissions` maps a model name to verbs: `{"quartier": ("view", "change")}`. Which rows the
    verbs reach is not decided here but by `managed_by(user)`. Permissions are created when they
    are missing, since Django makes its own only after the last migration.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, role, permissions):
        self.role = role
        self.permissions = permissions

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        apps, alias = to_state.apps, schema_editor.connection.alias
        group, _ = (
            apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=str(self.role))
        )
        for model_name, verbs in self.permissions.items():
            group.permissions.add(*self._permissions(apps, alias, app_label, model_name, verbs))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        apps, alias = from_state.apps, schema_editor.connection.alias
        group = apps.get_model("auth", "Group").objects.using(alias).filter(name=str(self.role))
        for model_name, verbs in self.permissions.items():
            for found in group:
                found.permissions.remove(
                    *self._permissions(apps, alias, app_label, model_name, verbs)
                )

    def describe(self):
        return f"Grants {', '.join(self.permissions)} to {self.role}"

    def _permissions(self, apps, alias, app_label, model_name, verbs):
        content_type, _ = (
            apps.get_model("contenttypes", "ContentType")
            .objects.using(alias)
            .get_or_create(app_label=app_label, model=model_name)
        )
        verbose_name = apps.get_model(app_label, model_name)._meta.verbose_name_raw
        permissions = apps.get_model("auth", "Permission").objects.using(alias)
        # Keys instead of rows: the state's classes of Group and Permission may be out of step.
        return [
            permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model_name}",
                defaults={"name": f"Can {verb} {verbose_name}"},
            )[0].pk
            for verb in verbs
        ]
