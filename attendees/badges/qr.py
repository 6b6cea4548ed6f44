"""The square codes of passes and badges: a random token and nothing readable (R-43)."""

import io

import segno

#: Modules of a badge's code from side to side, and of the white border it needs.
SIDE, BORDER = 25, 4


def svg(token: str) -> bytes:
    """The code of a pass as an SVG image with its white border, 4 modules wide.

    One version and one mask for all: seven times faster than looking for the best, and all look alike.
    Raises ``ValueError`` for a token of more than 62 bytes.
    """
    code = segno.make(token, error="m", version=4, mask=2, boost_error=False)
    picture = io.BytesIO()
    code.save(picture, kind="svg", scale=6, border=4, light="#fff", xmldecl=False)
    return picture.getvalue()


def path(token: str) -> str:
    """The code of a badge as the path of an SVG, one module a unit, without its border.

    Tokens of capitals and figures need only 25 modules, of which a quarter may be lost: large squares that a cheap
    camera reads at arm's length. Raises ``ValueError`` for more than 29 letters or other letters.
    """
    code = segno.make(token, error="q", version=2, mask=2, boost_error=False, mode="alphanumeric")
    return "".join(f"M{x} {y}h{wide}v1h-{wide}z" for y, row in enumerate(code.matrix) for x, wide in _runs(row))


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow."""
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found


def link_svg(address: str) -> bytes:
    """An address to be opened by a telephone, as an SVG image: as large as it needs to be, for letters."""
    code = segno.make(address, error="m", micro=False)
    picture = io.BytesIO()
    code.save(picture, kind="svg", scale=6, border=4, light="#fff", xmldecl=False)
    return picture.getvalue()
