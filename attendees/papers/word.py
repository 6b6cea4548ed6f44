"""Documents for Word and LibreOffice: real styles, a table of contents, head and foot. The only file that knows DOCX.

Paragraphs and rows are written as XML, which is thirteen times faster than the library's own way.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

#: Has every letter of the region, and is on every machine that opens such a file.
FONT = "Times New Roman"
INK = RGBColor(0x15, 0x21, 0x2B)
#: Of a run: (text, bold, italic).
Run = tuple[str, bool, bool]
#: A logo, and whose it is for those who do not see it.
Picture = tuple[bytes, str]
#: Name, size and space below, in points.
OWN_STYLES = (
    ("Entry", 11, 4), ("Table Cell", 10, 0), ("Small", 9, 2), ("Contents Heading", 12, 6), ("Masthead", 10, 0),
    ("toc 1", 10, 2), ("toc 2", 10, 0),
)  # fmt: skip
#: Those that Word itself knows by these names.
BUILT_IN = {"toc 1", "toc 2"}
#: The white at both sides of a page, in millimetres.
EDGE = 24
#: A logo is so high unless it would be wider than that, in millimetres.
WIDEST, BETWEEN_LOGOS = 34, "     "
#: Word reads the properties of a paragraph in a fixed order; these come after its borders.
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:outlineLvl")


class Word:
    """One document being written, from the top to the bottom."""

    def __init__(
        self, *, title: str, author: str, language: str, at: datetime, is_rtl: bool = False, landscape: bool = False
    ) -> None:
        self.file = docx.Document()
        self.is_rtl = is_rtl
        self._headings: list[tuple[str, int]] = []
        self._contents: Any = None
        self.body = self.file.element.body
        self._end = self.body.sectPr
        known = self.file.core_properties
        known.title, known.author, known.language = title, author, language
        known.created = known.modified = at.replace(tzinfo=None)
        self.across = (297 if landscape else 210) - 2 * EDGE
        self._page(landscape=landscape)
        self._styles(language)

    # What is written --------------------------------------------------------------------------------

    def paragraph(self, *runs: str | Run, style: str = "Normal") -> None:
        """One paragraph; a plain text or runs of (text, bold, italic)."""
        self._end.addprevious(self._paragraph(runs, style))

    def masthead(self, lines: Sequence[str], symbol: str, colour: str) -> None:
        """Who holds it, the symbol at the end of the last line, and the thick and thin rule beneath."""
        *others, last = lines or [""]
        for line in others:
            self.paragraph(line, style="Masthead")
        self.paragraph(last, ("\t", False, False), (symbol, True, False), style="Masthead")
        properties = self._end.getprevious().pPr
        properties.insert(1, _borders("bottom", "thickThinSmallGap", 24, 4, colour))
        self.paragraph("", style="Masthead")

    def logos(self, pictures: Sequence[Picture], *, height: float) -> None:
        """Logos in a row, equally high unless one is very wide."""
        if pictures:
            _draw(self.file.add_paragraph(), pictures, height)

    def beside(self, pictures: Sequence[Picture], sentences: Sequence[str], *, height: float) -> None:
        """Sentences with logos beside them."""
        if not pictures:
            for sentence in sentences:
                self.paragraph(sentence, style="Small")
            return
        table = self.file.add_table(rows=1, cols=2)
        table.autofit = False
        row = table.rows[0]
        for place, share in enumerate((0.36, 0.64)):
            table.columns[place].width = row.cells[place].width = Mm(self.across * share)
        _draw(row.cells[0].paragraphs[0], pictures, height)
        row.cells[1].paragraphs[0]._p.getparent().remove(row.cells[1].paragraphs[0]._p)
        for sentence in sentences or [""]:
            row.cells[1]._tc.append(self._paragraph([sentence], "Small"))

    def heading(self, text: str, level: int) -> None:
        """A heading that the table of contents finds and leads to."""
        self._headings.append((text, level))
        paragraph = self._paragraph([text], f"Heading {level}")
        number = str(len(self._headings))
        start = _element("w:bookmarkStart", id=number, name=_bookmark(number))
        paragraph.insert(1, start)
        paragraph.append(_element("w:bookmarkEnd", id=number))
        self._end.addprevious(paragraph)

    def contents(self, heading: str) -> None:
        """A table of contents of two levels, filled when all is written; Word adds the pages when it opens the file."""
        self.paragraph(heading, style="Contents Heading")
        self._contents = self._end.getprevious()

    def _fill_contents(self) -> None:
        begin, code, separate, _shown, end = _field('TOC \\o "1-2" \\h \\z \\u', "", is_dirty=True)
        lines = []
        for number, (text, level) in enumerate(self._headings, start=1):
            line, link = self._paragraph((), f"toc {level}"), _element("w:hyperlink", anchor=_bookmark(str(number)))
            link.append(_run((text, False, False)))
            line.append(link)
            lines.append(line)
        if lines:
            for place, run in enumerate((begin, code, separate), start=1):
                lines[0].insert(place, run)
            lines[-1].append(end)
        for line in reversed(lines):
            self._contents.addnext(line)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[float]) -> None:
        """A table with a head row that stands on every page; widths in millimetres."""
        table = _element("w:tbl")
        properties = _element("w:tblPr")
        properties.append(_element("w:tblW", w="0", type="auto"))
        lines = _element("w:tblBorders")
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 2)):
            lines.append(_element(f"w:{side}", val="single", sz=str(size), space="0", color=str(INK)))
        properties.append(lines)
        grid = _element("w:tblGrid")
        grid.extend(_element("w:gridCol", w=str(_twips(width))) for width in widths)
        table.extend([properties, grid, self._row(columns, widths, is_head=True)])
        table.extend(self._row(row, widths) for row in rows)
        self._end.addprevious(table)

    def page_break(self) -> None:
        """The rest begins on a new page."""
        paragraph = self._paragraph((), "Normal")
        run = _element("w:r")
        run.append(_element("w:br", type="page"))
        paragraph.append(run)
        self._end.addprevious(paragraph)

    def edges(self, head: str, foot: str, page: str) -> None:
        """The head and foot of every page; what follows a tab stands at the end of the line.

        `page` is "Page {page} of {pages}" in the language.
        """
        section = self.file.sections[0]
        section.header.paragraphs[0].text = head
        paragraph = section.footer.paragraphs[0]._p
        paragraph.append(_run((f"{foot}\t", False, False)))
        before, _page, rest = page.partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        for words, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            paragraph.append(_run((words, False, False)))
            if code:
                paragraph.extend(_field(code, "1"))

    def bytes(self) -> bytes:
        """The finished file."""
        if self._contents is not None:
            self._fill_contents()
        file = io.BytesIO()
        self.file.save(file)
        return file.getvalue()

    # How it is written ------------------------------------------------------------------------------

    def _paragraph(self, runs: Sequence[str | Run], style: str) -> Any:
        paragraph, properties = _element("w:p"), _element("w:pPr")
        if style != "Normal":
            properties.append(_element("w:pStyle", val=self.file.styles[style].style_id))
        if self.is_rtl:
            properties.append(_element("w:bidi"))
        paragraph.append(properties)
        paragraph.extend(_run((each, False, False) if isinstance(each, str) else each) for each in runs if each)
        return paragraph

    def _row(self, cells: Sequence[str], widths: Sequence[float], *, is_head: bool = False) -> Any:
        row = _element("w:tr")
        properties = _element("w:trPr")
        properties.append(_element("w:cantSplit"))
        if is_head:
            properties.append(_element("w:tblHeader"))
        row.append(properties)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            cell, about = _element("w:tc"), _element("w:tcPr")
            about.append(_element("w:tcW", w=str(_twips(width)), type="dxa"))
            words = self._paragraph([(text, is_head, False)], "Table Cell")
            if place:  # figures under one another
                words.pPr.append(_element("w:jc", val="right"))
            cell.extend([about, words])
            row.append(cell)
        return row

    def _page(self, *, landscape: bool) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(EDGE)
        section.top_margin, section.bottom_margin = Mm(24), Mm(22)

    def _styles(self, language: str) -> None:
        styles = self.file.styles
        normal = _styled(styles["Normal"], size=11, after=4)
        normal.element.rPr.append(_element("w:lang", val=language, bidi=language))
        title = _styled(styles["Title"], size=24, after=6).element
        title.pPr.remove(title.pPr.find(qn("w:pBdr")))
        _styled(styles["Heading 1"], size=12, before=18, after=6)
        _styled(styles["Heading 2"], size=11, before=10, after=3, bold=True)
        for name, size, after in OWN_STYLES:
            made = styles.add_style(name, 1, builtin=name in BUILT_IN)
            made.base_style = normal
            _styled(made, size=size, after=after)
        for name in ("Header", "Footer", "Masthead"):
            self._ends_at_the_margin(_styled(styles[name], size=10 if name == "Masthead" else 8))
        styles["toc 1"].paragraph_format.space_before, styles["toc 2"].paragraph_format.left_indent = Pt(6), Mm(5)
        entry = styles["Entry"].paragraph_format
        entry.left_indent, entry.first_line_indent = Mm(8), Mm(-8)
        for name, thickness in (("Entry New", 24), ("Entry Changed", 6)):
            marked = styles.add_style(name, 1)
            marked.base_style = styles["Entry"]
            _rule(marked, "left", thickness, 12)
        old = styles.add_style("Old", 1)
        old.base_style, old.font.strike = styles["Small"], True
        old.paragraph_format.left_indent = Mm(8)
        _rule(styles["Heading 1"], "top", 6, 4)

    def _ends_at_the_margin(self, style: Any) -> None:
        """What follows a tab stands at the end of the line."""
        stops = style.paragraph_format.tab_stops
        for _stop in list(stops):
            del stops[0]
        stops.add_tab_stop(Mm(self.across), WD_TAB_ALIGNMENT.RIGHT)


def _draw(paragraph: Any, pictures: Sequence[Picture], height: float) -> None:
    for number, (picture, name) in enumerate(pictures):
        run = paragraph.add_run(BETWEEN_LOGOS if number else "")
        drawn = run.add_picture(io.BytesIO(picture), height=Mm(height))
        if drawn.width > Mm(WIDEST):
            drawn.height, drawn.width = int(drawn.height * Mm(WIDEST) / drawn.width), Mm(WIDEST)
        for side in "TBLR":  # LibreOffice puts white around it otherwise
            drawn._inline.set(f"dist{side}", "0")
        drawn._inline.docPr.set("descr", name)


def _bookmark(number: str) -> str:
    return f"_Toc{number}"


def _styled(style: Any, *, size: float, before: float = 0, after: float = 0, bold: bool = False) -> Any:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = INK
    fonts = style.element.rPr.rFonts
    for which in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{which}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _rule(style: Any, side: str, thickness: int, space: int) -> None:
    """A line at one side; thickness in eighths of a point, space in points."""
    borders = _borders(side, "single", thickness, space, "0B5468")
    style.element.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def _borders(side: str, kind: str, thickness: int, space: int, colour: str) -> Any:
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val=kind, sz=str(thickness), space=str(space), color=colour))
    return borders


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _run(run: Run) -> Any:
    text, bold, italic = run
    element = _element("w:r")
    if bold or italic:
        properties = _element("w:rPr")
        properties.extend([_element("w:b")] if bold else [])
        properties.extend([_element("w:i")] if italic else [])
        element.append(properties)
    for number, part in enumerate(_printable(text).split("\t")):
        if number:
            element.append(_element("w:tab"))
        words = _element("w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = part
        element.append(words)
    return element


def _printable(text: str) -> str:
    """Without the signs that XML forbids."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\t\u200c\u200d")


def _field(code: str, shown: str, *, is_dirty: bool = False) -> list[Any]:
    """A field that Word works out: begin, code, what is shown until then, end."""
    runs = []
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = _element("w:r")
        if kind == "code":
            words = _element("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            run.append(words)
        elif kind == "shown":
            words = _element("w:t")
            words.text = shown
            run.append(words)
        else:
            mark = _element("w:fldChar", fldCharType=kind)
            if is_dirty and kind == "begin":
                mark.set(qn("w:dirty"), "true")
            run.append(mark)
        runs.append(run)
    return runs


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
