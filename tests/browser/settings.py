"""The production settings against a file of its own: what the browser meets is what runs."""

import os
from pathlib import Path
from unittest import mock

import environ

with mock.patch.object(environ.Env, "read_env"):
    from portal.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["BROWSER_STATIC_ROOT"])
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ["BROWSER_MAIL_ROOT"])
