"""`ankommen …`: the console script, and what `manage.py` is elsewhere."""

import os
import sys


def main() -> None:
    """Run a Django management command with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ankommen.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
