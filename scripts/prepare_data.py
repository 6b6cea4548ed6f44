"""Fill the database for `make run`: one process, for starting Django takes longer than the work."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_countries")
    call_command("seed_demo")
    call_command("create_organiser", if_none=True)


if __name__ == "__main__":
    main()
