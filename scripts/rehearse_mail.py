#!/usr/bin/env python
"""Kill mail workers while they send, on a database of its own (SAFETY L-07, ML-08).

    python scripts/rehearse_mail.py --letters 3000 --kills 12

Ends with 0 when nothing was lost and every copy is paid for by a kill.
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("TEST_DB_SUFFIX", "mail_rehearsal")


def main() -> int:
    """Make the database, rehearse, report."""
    wanted = arguments()
    import django

    django.setup()
    from django.db import connection  # Django must be set up first

    from tests.mailing.kills import send_through_kills

    print(f"{wanted.letters} letters, {wanted.kills} kills, seed {wanted.seed}, on {connection.vendor}")
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        started = time.monotonic()
        report = send_through_kills(
            letters=wanted.letters, kills=wanted.kills, seed=wanted.seed, slow=0, patience=wanted.patience
        )
        took = time.monotonic() - started
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    print(f"lost {report.lost}, copies {report.copies}, strangers {report.strangers}, {took:.0f} s")
    print("statuses:", dict(report.statuses))
    return 0 if report.is_honest else 1


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--letters", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--patience", type=float, default=180, help="seconds allowed for each step")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
