"""`make run`: prepare what is missing, then the web server and the worker, until Ctrl-C."""

import os
import subprocess
import sys
from pathlib import Path

from supervise import ROOT, supervise


def main() -> int:
    preparing = [sys.executable, str(Path(__file__).with_name("prepare.py")), "--data"]
    if code := subprocess.run(preparing, cwd=ROOT, check=False).returncode:
        return code
    port = os.environ.get("PORT", "8000")
    address = f"http://127.0.0.1:{port}"
    print(f"Open {address}/ and {address}/admin/ – Ctrl-C stops everything.", flush=True)
    return supervise(BIND=f"127.0.0.1:{port}", SITE_URL=os.environ.get("SITE_URL", address))


if __name__ == "__main__":
    sys.exit(main())
