"""One JSON object per line, without control characters, personal links or form bodies."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

#: Set by the middleware for as long as a request lasts; empty in the worker.
request_id: ContextVar[str] = ContextVar("request_id", default="")

#: Whoever reads the log must not be able to open somebody's page.
SECRET_PATHS = re.compile(r"/(my|delegation|verify|password/reset/key)/(?!link/)[^/\s?\"']{8,}")


def masked(text: str) -> str:
    """The text with the secret part of personal addresses taken out."""
    return SECRET_PATHS.sub(r"/\1/***", text)


class JsonLines(logging.Formatter):
    """Control characters, ANSI codes and line ends are escaped by JSON itself (HT-18)."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if number := request_id.get():
            line["request"] = number
        line.update(getattr(record, "facts", {}))
        if record.exc_info:
            line["trace"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, default=str)
