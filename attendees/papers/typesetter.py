"""The process that sets papers: reads orders from its input, writes files to its output, knows nothing else.

Started by ``engine.py``, which explains how they talk. It is run as a file and never imported: no other process
of ours ever loads the typesetting library. It opens no connection and quits when nobody asks, when it has grown or
when its owner has gone.
"""

import json
import os
import resource
import select
import shutil
import struct
import sys
from pathlib import Path
from typing import IO, Any

import typst

LENGTH = struct.Struct(">Q")
PLACE = Path(sys.argv[1]) if __name__ == "__main__" else Path()


def main() -> None:
    """Set papers until told to stop, or until as many are done as one process may do."""
    settings = json.loads(os.environ["TYPESETTER"])
    resource.setrlimit(resource.RLIMIT_AS, (settings["memory"], settings["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(PLACE / "fonts")])
    compiler = typst.Compiler(root=str(PLACE), font_paths=fonts)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    for _number in range(settings["renders"]):
        if not select.select([source], [], [], settings["idle"])[0]:
            return
        order = _order(source)
        if order is None:
            return
        answer, paper = _set(compiler, order)
        is_last = resident() > settings["recycle_at"] or _number == settings["renders"] - 1
        _say(target, {**answer, "is_last": is_last, "resident": resident()}, paper)
        if is_last:
            return


def _order(source: IO[bytes]) -> dict[str, Any] | None:
    """One order with its pictures laid where the layouts find them; None when the owner has hung up."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    order: dict[str, Any] = json.loads(source.read(LENGTH.unpack(head)[0]))
    for name, size in order["pictures"]:
        (PLACE / "pictures" / name).write_bytes(source.read(size))
    return order


def _set(compiler: typst.Compiler, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + order["seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    of_a_paper = {"pdf_tags": order["tagged"], "pdf_standards": order["standards"], "timestamp": order["at"]}
    try:
        paper, warnings = compiler.compile_with_warnings(
            str(PLACE / "layouts" / f"{order['layout']}.typ"),
            sys_inputs={"data": order["data"]},
            **({"format": "png", "ppi": order["dots"]} if order["dots"] else {"format": "pdf", **of_a_paper}),
        )
    except typst.TypstError as error:
        return {"error": "\n".join([error.message, *error.hints, error.diagnostic])}, b""
    except RuntimeError as error:  # no such layout
        return {"error": str(error)}, b""
    finally:
        for name, _size in order["pictures"]:
            (PLACE / "pictures" / name).unlink()
    if warnings:
        return {"error": "\n".join(warning.message for warning in warnings)}, b""
    return {"error": ""}, paper[0] if isinstance(paper, list) else paper  # type: ignore[return-value]


def _say(target: IO[bytes], answer: dict[str, Any], paper: bytes) -> None:
    words = json.dumps({**answer, "size": len(paper)}).encode()
    target.write(LENGTH.pack(len(words)) + words)
    target.write(paper)
    target.flush()


def resident() -> int:
    """Bytes of memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)
