"""Say loudly whether the browser tests can run; REQUIRE_BROWSER=1 makes their absence a failure."""

import os
import shutil
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

if not any(shutil.which(name) for name in BROWSERS):
    required = os.environ.get("REQUIRE_BROWSER") == "1"
    print("=" * 78)
    print("NO BROWSER: the browser tests", "cannot run." if required else "are SKIPPED.")
    print("On Debian: apt-get install chromium chromium-driver fonts-noto-core")
    print("=" * 78, flush=True)
    sys.exit(1 if required else 0)
