"""The admin of versions and their languages."""

from portal.sprachen.admin import fassung, textsprache

__all__ = ["fassung", "textsprache"]
