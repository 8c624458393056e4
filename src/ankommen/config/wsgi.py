"""The WSGI application that granian serves."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ankommen.config.settings")
application = get_wsgi_application()

from .warmup import warm_up  # noqa: E402  (rooms can be imported from here on)

threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
