"""`ankommen …`: the console script, and what `manage.py` is elsewhere."""

import os
import sys


def main() -> None:
    """Run a Django management command with the product's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ankommen.config.settings")
    if sys.argv[1:2] == ["check_questionnaire"]:  # reads a file: needs neither a secret nor a database
        os.environ.setdefault("ANKOMMEN_SECRET_KEY", "nothing-is-signed")
        os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    from django.core.management import execute_from_command_line
    from environs import EnvError

    try:
        execute_from_command_line(sys.argv)
    except EnvError as error:  # no command was read yet that could say it
        told = str(error).rstrip(".")
        sys.exit(f"{told}. docs/settings.md lists all settings; ANKOMMEN_DEMO=1 tries out what needs none.")


if __name__ == "__main__":
    main()
