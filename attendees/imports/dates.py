"""Days of birth as people and spreadsheets write them. What can be read in two ways is never guessed in silence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY_FIRST, MONTH_FIRST = "day", "month"
ORDERS = (DAY_FIRST, MONTH_FIRST)

_MONTHS = """
    январ янв january jan қаңтар yanvar | феврал фев february feb ақпан fevral | март мар march mar наурыз mart
    | апрел апр april apr сәуір aprel | май мая may мамыр | июн june jun маусым iyun | июл july jul шілде iyul
    | август авг august aug тамыз avgust | сентябр сен сент september sept sep қыркүйек sentabr
    | октябр окт october oct қазан oktabr | ноябр ноя нояб november nov қараша noyabr
    | декабр дек december dec желтоқсан dekabr"""
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("|"), start=1) for name in names.split()}
MONTHS |= {name: number for number, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), start=1)}
#: What may follow the beginning of a month's name: "марта", "январь", "март".
ENDINGS = re.compile(r"(?:ь|я|а|ы|е|и)$")
ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ]+00:00(?::00)?)?")
NUMBERS = re.compile(r"(\d{1,2})\s?([./,-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
SPACED = re.compile(r"(\d{1,2})()\s(\d{1,2})\s(\d{4})")
SERIAL = re.compile(r"(\d{4,5})(?:\.0+)?")
#: Words beside a date that say nothing more.
BESIDE = re.compile(
    r"(?:\bг(?:ода|\.?\s?р(?:ожд)?(?:ения)?)?\.?|-?ж(?:\.|ыл(?:ы|дын)?)|\byear\b|\bborn\b|\bрод(?:ился|илась)?\.?)(?!\w)"
)
#: 12th, 1st of.
BESIDE_DAYS = frozenset("st nd rd th of го".split())
PLACE = re.compile(r"(?<=\d{4})\s*(?:г\.?\s?р?\.?)?\s*[,;].*$", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """A day, or why there is none: `unreadable`, `ambiguous` (with both readings), `no_such_day`."""

    day: date | None = None
    other: date | None = None
    problem: str = ""
    #: The year was written with two digits.
    is_short: bool = False


def read(text: str, *, today: date, order: str = "", is_1904: bool = False) -> Reading:
    """The day that a text means; `order` says how 12/3/79 is to be read where that is known."""
    words = _plain(text)
    if found := ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.fullmatch(words) or SPACED.fullmatch(words):
        return _numbers(found, order, today)
    if found := SERIAL.fullmatch(words):
        return _serial(int(found[1]), is_1904)
    return _with_month(words, today)


def order_of(texts: Iterable[str]) -> str:
    """Whether a column writes the day or the month first, by the dates that can be read in one way only."""
    told = set()
    for text in texts:
        found = NUMBERS.fullmatch(_plain(text))
        if found and found[2] != "." and (first := int(found[1])) != (second := int(found[3])):
            if first > 12 >= second:
                told.add(DAY_FIRST)
            elif second > 12 >= first:
                told.add(MONTH_FIRST)
    return told.pop() if len(told) == 1 else ""


def _plain(text: str) -> str:
    small = PLACE.sub("", text.strip().lower().replace("ё", "е"))
    parted = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", small)
    return " ".join(BESIDE.sub(" ", parted).split()).strip(" .,;-")


def _numbers(found: re.Match[str], order: str, today: date) -> Reading:
    """`12.03.1979` has the day first everywhere; `12/3/79` is written both ways."""
    first, mark, second, digits = int(found[1]), found[2], int(found[3]), found[4]
    is_short = len(digits) == 2
    year = _century(int(digits), today) if is_short else int(digits)
    day_first, month_first = _made(year, second, first), _made(year, first, second)
    if mark not in "/-" or not mark:
        return _read(day_first, is_short)
    if order:
        return _read(day_first if order == DAY_FIRST else month_first, is_short)
    if day_first and month_first and day_first != month_first:
        return Reading(day_first, month_first, "ambiguous", is_short)
    return _read(day_first or month_first, is_short)


def _read(day: date | None, is_short: bool) -> Reading:
    return Reading(day, is_short=is_short) if day else Reading(problem="no_such_day", is_short=is_short)


def _century(year: int, today: date) -> int:
    """Two digits mean the latest year in which a grown person can have been born."""
    recent = 2000 + year
    return recent if recent <= today.year - 14 else 1900 + year


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> Reading:
    return _read(_made(year, month, day), False)


def _serial(number: int, is_1904: bool) -> Reading:
    """A day as spreadsheets count them; a number of four digits is a year and no day."""
    if number < 10_000:
        return Reading(problem="unreadable")
    return Reading(date(1904, 1, 1) + timedelta(number) if is_1904 else date(1899, 12, 30) + timedelta(number))


def _with_month(words: str, today: date) -> Reading:
    """`12 марта 1979`, `March 12, 1979`, `1979, 12-март`: a month in letters, a year, a day."""
    parts = re.findall(r"\d+|[^\W\d_]+", words)
    months = [number for part in parts if (number := _month(part))]
    numbers = [part for part in parts if part.isdigit()]
    strange = [part for part in parts if not part.isdigit() and not _month(part) and part not in BESIDE_DAYS]
    if len(months) != 1 or len(numbers) != 2 or strange:
        return Reading(problem="unreadable")
    day, year = sorted(numbers, key=len)  # of equally long ones the day stands first
    is_short = len(year) == 2
    return _read(_made(_century(int(year), today) if is_short else int(year), months[0], int(day)), is_short)


def _month(word: str) -> int:
    return MONTHS.get(word) or MONTHS.get(ENDINGS.sub("", word), 0)
