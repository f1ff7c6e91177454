"""The production settings, minus everything slow or machine-specific."""

import os
from unittest import mock

import environ

os.environ["SECRET_KEY"] = "only-for-tests-but-long-and-varied-enough-0123456789-abcdefgh"
os.environ["DEBUG"] = "False"
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

# A developer's .env decides about their portal, not about the tests.
with mock.patch.object(environ.Env, "read_env"):
    from portal.settings import *  # noqa: F403
    from portal.settings import BASE_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = BASE_DIR / "var" / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "alone")

# Static files come straight from their folders: no collectstatic before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
