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
