"""Going back to an earlier version of a Beitrag or a Seite."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

# Decided elsewhere or about today: an old version says nothing about them.
KEPT = {
    "id", "slug", "status", "kommune", "owner", "publish_from", "publish_until", "updated_at",
    "reviewed_on", "reviewed_by", "review_months", "review_due_on", "in_menu", "in_footer", "order",
}  # fmt: skip


def content_fields(model):
    """The fields that are compared and restored."""
    return [field for field in model._meta.concrete_fields if field.name not in KEPT]


def keep_first(row):
    """Rows from before there were versions: what stands there now becomes the first one."""
    if not row.versionen.exists():
        stored = type(row)._base_manager.filter(pk=row.pk)
        type(row).versionen.bulk_history_create(
            stored,
            update=True,
            default_date=row.updated_at,
            default_change_reason="Stand vor der ersten Änderung",
        )


@transaction.atomic
def restore(row, version, user):
    """Give `row` the content of `version`; raises ValidationError where that is not allowed.

    Returns the names of the fields that stay empty, since what they led to is deleted.
    """
    keep_first(row)
    fields = content_fields(type(row))
    gone = [field for field in fields if _leads_nowhere(field, version)]
    for field in fields:
        setattr(row, field.attname, None if field in gone else getattr(version, field.attname))
    row.full_clean()
    moment = date_format(timezone.localtime(version.history_date), "j. F Y, H:i")
    row._history_user, row._change_reason = user, f"Version vom {moment} Uhr wiederhergestellt"
    row.save()
    return [field.verbose_name for field in gone]


def _leads_nowhere(field, version):
    """Whether an optional reference of the version is to a row that was deleted since."""
    key = getattr(version, field.attname)
    if not (field.is_relation and field.null) or key is None:
        return False
    return not field.related_model._base_manager.filter(pk=key).exists()
