"""The admin of people, and the base classes of every admin that is scoped by Kommune."""

from portal.konten.admin.person import PersonAdmin
from portal.konten.admin.rows import TabularInline
from portal.konten.admin.scope import (
    EditableOnly,
    KommuneScopedAdmin,
    ScopedChoices,
    ScopedStackedInline,
    ScopedTabularInline,
)

__all__ = [
    "EditableOnly",
    "KommuneScopedAdmin",
    "PersonAdmin",
    "ScopedChoices",
    "ScopedStackedInline",
    "ScopedTabularInline",
    "TabularInline",
]
