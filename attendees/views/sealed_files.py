"""Files of somebody else's making, given out: as a picture drawn by us, or to be kept, and never as a page (UP-07)."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse

from core.documents import JPEG, PDF, page_picture

#: Whatever the file holds, it can do nothing.
SANDBOX = "default-src 'none'; sandbox"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg"}


def download(file: Any, media_type: str, *, name: str) -> FileResponse:
    """The file as it came, under a name of ours (EX-07); the browser keeps it and does not show it."""
    kind = media_type or JPEG
    response = FileResponse(_open(file), as_attachment=True, filename=f"{name}{SUFFIXES[kind]}", content_type=kind)
    return _sealed(response)


def photo(file: Any) -> FileResponse:
    """A photo on its way to somebody who may see it; 404 without one."""
    return _sealed(FileResponse(_open(file), content_type=JPEG, filename="photo.jpg"))


def picture(file: Any, media_type: str, *, name: str, number: int = 1) -> HttpResponse:
    """One page, drawn for the screen: of a PDF by us, of a picture the picture itself."""
    with _open(file) as opened:
        content = opened.read()
    if media_type == PDF:
        drawn, kind = page_picture(content, number), "image/png"
    else:
        drawn, kind = content if number == 1 else None, JPEG
    if drawn is None:
        raise Http404
    return _sealed(HttpResponse(drawn, content_type=kind))


def _open(file: Any) -> Any:
    try:
        return file.open("rb")
    except (ValueError, FileNotFoundError):
        raise Http404 from None


def _sealed(response: Any) -> Any:
    response["Content-Security-Policy"] = SANDBOX
    return response
