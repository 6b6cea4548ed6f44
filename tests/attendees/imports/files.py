"""Small files as ministries send them, made by the tests: workbooks, changed workbooks, text in old code pages."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from attendees.imports.tables import Sheet

HEAD = ["№", "Ф.И.О.", "Должность", "Дата рождения", "E-mail"]
PEOPLE = [
    [1, "Жапаров Аскар Бакытович", "Начальник отдела", "12.03.1979", "japarov@example.org"],
    [2, "Нурлан кызы Айжан", "Специалист", "01.04.1985", "aijan@example.org"],
]
#: Pasted from Word: a title, seven names of which the second has a Latin letter, a total.
SEVEN = """Список делегации Республики Казахстан

№\tФ.И.О.\tДолжность\tРоль в делегации\tДата рождения\tE-mail
1\tАбенов Ерлан Серікұлы\tЗаместитель министра\tглава делегации\t12.03.1969\tabenov@example.org
2\tОсмoнов Нурбек Бакытович\tполковник юстиции, начальник отдела\tсоветник\t01.04.1975\t
3\tКим Елена\tГлавный специалист\tэксперт\t12 мая 1980 г.\tkim@example.org
4\tНурлан кызы Айжан\tмайор, психолог\t\t\t
5\tТуякбаев Виктор\tСудья\t\t\t
6\tЦой Вера Петровна\tЭксперт\t\t\t
7\tӘбілов Қайрат\tПереводчик\tпереводчик\t\t
\tИтого: 7\t\t\t\t
"""


def workbook(*sheets: Sequence[Sequence[Any]], **options: Any) -> bytes:
    """An .xlsx with these sheets; `options` are those of XlsxWriter."""
    return made(lambda book: [write(book.add_worksheet(), rows) for rows in sheets], **options)


def made(build: Callable[[Any], object], **options: Any) -> bytes:
    """An .xlsx whose content is written by `build`."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "remove_timezone": True, **options}) as book:
        build(book)
    return file.getvalue()


def write(sheet: Any, rows: Sequence[Sequence[Any]], top: int = 0) -> Any:
    """Write rows of values as they are, from a line on."""
    for number, row in enumerate(rows, start=top):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    return sheet


def changed(data: bytes, **parts: bytes) -> bytes:
    """The archive with parts exchanged or added; `__` in a name stands for a slash, `_xml` for its ending."""
    named = {_path(name): content for name, content in parts.items()}
    return repacked(data, lambda name, content: named.pop(name, content), named)


def repacked(
    data: bytes, change: Callable[[str, bytes], bytes], added: dict[str, bytes] | None = None, **options: Any
) -> bytes:
    """The archive with every part as `change` returns it, and those added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def _path(name: str) -> str:
    return name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin")


def sheet(*rows: Sequence[str], **more: Any) -> Sheet:
    """A sheet that was read already."""
    return Sheet("List", [list(row) for row in rows], **more)


def lined(text: str) -> Sheet:
    """A sheet from lines whose cells are parted by bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]
    return Sheet("List", [row if any(row) else [] for row in rows])
