"""Write the table of States: conference/data/countries.json and assets/data/country-names.json.

Run while developing, never in production: ``python scripts/make_countries.py``. Sources:

* ``hdx-python-country``: codes, UN short names in six languages, English formal names;
* Babel: what other programs call a State, kept as aliases for input only;
* scripts/countries/: our own reviewed Kyrgyz names, the formal names of UNTERM in the other
  languages, regional groups, aliases and the corrections of single cells.

``--check`` writes nothing and fails when the files are not what the sources give.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel import Locale

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.folding import fold  # noqa: E402 - found through the line above

SOURCES = ROOT / "scripts" / "countries"
TABLE = ROOT / "conference" / "data" / "countries.json"
PICKER = ROOT / "assets" / "data" / "country-names.json"

UN_LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
    "zh": "Chinese",
}
#: Whose everyday names are understood: those of the pages and of the States of our region.
ALIAS_LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "ky", "kk", "uz", "tg", "tk", "az", "tr", "bg", "ro"]
OBSERVERS = {"VA", "PS"}
ARTICLES = re.compile(r"^(?:the|les|los|las|le|la|el) |^l['’]", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(（].*?[)）]")

Row = dict[str, str]
Entry = dict[str, Any]


def rows_of(name: str) -> dict[str, Row]:
    """A reviewed table of ours, by ISO alpha-2."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return {row["iso2"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def toml_of(name: str) -> dict[str, Any]:
    """A file of ours with comments."""
    return tomllib.loads((SOURCES / name).read_text(encoding="utf-8"))


def source_rows() -> list[Row]:
    """The rows of the package that have an ISO code, in its order."""
    spec = find_spec("hdx.location")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("hdx-python-country is not installed: pip install hdx-python-country==4.2.5")
    (path,) = Path(next(iter(spec.submodule_search_locations))).glob("*Taxonomy*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["ISO 3166-1 Alpha 2-Codes"]]


def without_article(name: str) -> str:
    """``the Republic of Bulgaria*`` → ``Republic of Bulgaria``."""
    bare = ARTICLES.sub("", name.replace("(the)", "").strip(" *"))
    return bare[:1].upper() + bare[1:]


def short_names(row: Row, corrections: Row, kyrgyz: str) -> dict[str, str]:
    """The UN's short name per language; M49's for territories, which UNTERM does not list."""
    column = "{} Short" if row["French Short"] else "M49 {}"
    names = {code: row[column.format(name)] for code, name in UN_LANGUAGES.items()}
    names["fr"] = names["fr"].replace("’", "'")  # as the UN's French list has it throughout
    return {code: " ".join(name.split()) for code, name in (names | corrections).items()} | {"ky": kyrgyz}


def formal_names(row: Row, short: dict[str, str], reviewed: Row | None, kyrgyz: str) -> dict[str, str]:
    """The formal name per language; a territory has none beside its short name."""
    if reviewed is None:
        return dict(short)
    others = {code: reviewed[code] for code in UN_LANGUAGES if code != "en"}
    return {"en": without_article(row["English Formal"])} | others | {"ky": kyrgyz}


def sort_names(short: dict[str, str]) -> dict[str, str]:
    """Where the alphabet does not begin with the first letter: Arabic lists pass over the article."""
    arabic = short["ar"]
    return {"ar": arabic.removeprefix("ال")} if arabic.startswith("ال") else {}


def plain(name: str) -> str:
    """The name as the picker compares it: the same rule as ``plain`` in country-picker.js."""
    apart = unicodedata.normalize("NFKD", name).lower()
    kept = "".join(c for c in apart if not unicodedata.combining(c) and c not in "'’‘ʻʼ`´")
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())


@cache
def everyday(language: str) -> dict[str, str]:
    """What Unicode's CLDR, and so most programs, call the territories."""
    return dict(Locale(language).territories)


def derived_aliases(entry: Entry) -> list[str]:
    """Aliases nobody has to write: names without their brackets, and what other programs say."""
    bare = [BRACKETS.sub("", name) for name in entry["names"].values()]
    return bare + [everyday(language).get(entry["iso2"], "") for language in ALIAS_LANGUAGES]


def spellings(entry: Entry) -> list[str]:
    """Every written form of one State, the printed ones first."""
    return [*entry["names"].values(), *entry["formal_names"].values(), *entry["aliases"]]


def distinct(names: list[str], known: list[str]) -> list[str]:
    """Those names that are not a known one over again."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(plain(name), name)
    seen = {plain(name) for name in known} | {""}
    return [name for key, name in first.items() if key not in seen]


def add_aliases(entries: list[Entry]) -> None:
    """Ours first; a derived one only where it can mean no other State."""
    reviewed = rows_of("aliases.tsv")
    for entry in entries:
        written = reviewed.get(entry["iso2"], {"aliases": ""})["aliases"].split(" | ")
        entry["aliases"] = distinct(written, spellings(entry))
    candidates = {entry["iso2"]: distinct(derived_aliases(entry), spellings(entry)) for entry in entries}
    holders = Counter(key for entry in entries for key in keys_of(entry, candidates[entry["iso2"]]))
    for entry in entries:
        own = {fold(name) for name in spellings(entry)}
        entry["aliases"] += [
            name for name in candidates[entry["iso2"]] if fold(name) in own or holders[fold(name)] == 1
        ]


def keys_of(entry: Entry, candidates: list[str]) -> set[str]:
    """Every folded form that could lead to this State."""
    return {fold(name) for name in [*spellings(entry), *candidates]}


def entry_of(row: Row, kyrgyz: Row, formal: dict[str, Row], corrections: Any, groups: dict[str, str]) -> Entry:
    """One State or territory as the program keeps it."""
    iso2 = row["ISO 3166-1 Alpha 2-Codes"]
    short = short_names(row, corrections.get(iso2, {}), kyrgyz["short"])
    observer = "OBSERVER_STATE" if iso2 in OBSERVERS else "OTHER"
    return {
        "iso2": iso2,
        "iso3": row["ISO 3166-1 Alpha 3-Codes"],
        "m49": row["m49 numerical code"].zfill(3),
        "membership": "MEMBER_STATE" if row["Appears in DGACM list"] == "Y" else observer,
        "regional_group": groups.get(iso2, "NONE"),
        "names": short,
        "formal_names": formal_names(row, short, formal.get(iso2), kyrgyz["formal"]),
        "sort_names": sort_names(short),
        "aliases": [],
    }


def build() -> list[Entry]:
    """All entries, by ISO alpha-2."""
    kyrgyz, formal, corrections = (
        rows_of("kyrgyz.tsv"),
        rows_of("formal_names.tsv"),
        toml_of("corrections.toml"),
    )
    groups = {iso2: group for group, codes in toml_of("groups.toml").items() for iso2 in codes.split()}
    entries = [
        entry_of(row, kyrgyz[row["ISO 3166-1 Alpha 2-Codes"]], formal, corrections, groups) for row in source_rows()
    ]
    entries.sort(key=lambda entry: str(entry["iso2"]))
    add_aliases(entries)
    return entries


def faults_of(entries: list[Entry]) -> list[str]:
    """What would make the table wrong: an empty cell, or one spelling for two States."""
    faults = [
        f"{entry['iso2']}: no {column} in {language}"
        for entry in entries
        for column in ("names", "formal_names")
        for language in [*UN_LANGUAGES, "ky"]
        if not entry[column].get(language)
    ]
    codes = {code: entry["iso2"] for entry in entries for code in (entry["iso2"], entry["iso3"])}
    holders: dict[str, str] = {}
    for entry in entries:
        for name in spellings(entry):
            other = codes.get(name.upper(), holders.setdefault(fold(name), entry["iso2"]))
            if other != entry["iso2"]:
                faults.append(f"{entry['iso2']}: {name!r} also means {other}")
    return faults


def table_text(entries: list[Entry]) -> str:
    """One State a line, so that a change shows as the State it concerns."""
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"


def picker_text(entries: list[Entry]) -> str:
    """What a reader may type for each State; the printed names stand on the page already."""
    names = {entry["iso2"]: distinct(spellings(entry), []) for entry in entries}
    return json.dumps(names, ensure_ascii=False, separators=(",", ":")) + "\n"


def main(arguments: list[str]) -> int:
    """Write the two files, or with ``--check`` compare them."""
    entries = build()
    if faults := faults_of(entries):
        print(*faults, sep="\n")
        return 1
    files = {TABLE: table_text(entries), PICKER: picker_text(entries)}
    if "--check" in arguments:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in files.items()))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(entries)} States and territories written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
