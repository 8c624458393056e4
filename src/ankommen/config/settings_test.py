"""The settings of the tests: the product's own, with a made-up secret, a fast hasher and a folder that is
thrown away.
"""

import os
import tempfile

os.environ.setdefault("ANKOMMEN_DEBUG", "1")
os.environ.setdefault("ANKOMMEN_DATA_DIR", tempfile.mkdtemp(prefix="ankommen-test-"))

from .settings import *

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
SECONDS_UNTIL_VIEWS_ARE_WRITTEN = 0  # no thread writes beside a test

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: in memory, the threads of a live server would lock each other's tables.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
