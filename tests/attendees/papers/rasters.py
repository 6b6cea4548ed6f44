"""Pages of a PDF as pictures, and the codes that can be read from them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

POPPLER = shutil.which("pdftoppm")
needs_poppler = pytest.mark.skipif(POPPLER is None, reason="pdftoppm is not installed")


def pages(paper: bytes, folder: Path, *, dots: int = 110) -> list[Image.Image]:
    """Every page in grey, so many dots an inch."""
    (folder / "paper.pdf").write_bytes(paper)
    subprocess.run([POPPLER, "-r", str(dots), "-gray", "paper.pdf", "page"], cwd=folder, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.pgm"))]


def codes(page: Image.Image) -> list[str]:
    """What a reader of codes finds on the page."""
    import zxingcpp  # only where it is used: it needs a second to load

    return [found.text for found in zxingcpp.read_barcodes(page)]
