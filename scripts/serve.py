"""`make serve`: the production-like server and worker for DATABASE_URL (docs/operations.md)."""

import os
import subprocess
import sys

from supervise import BIN, ROOT, supervise


def main() -> int:
    # A .env left by `make run` must not switch development on here; the environment may.
    os.environ.setdefault("DEBUG", "false")
    python = str(BIN / "python")
    if subprocess.run([python, "manage.py", "migrate", "--check"], cwd=ROOT, check=False).returncode:
        return _refuse("The database is not ready: set it up with `python manage.py migrate`.")
    subprocess.run([python, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], cwd=ROOT, check=True)
    return supervise()


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
