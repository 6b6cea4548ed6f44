"""Keep the web server and the worker going, and stop both together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
WEB = (str(BIN / "gunicorn"), "--config", "config/gunicorn.py")
WORKER = (str(BIN / "python"), "manage.py", "run_worker")
#: As long as a request or a letter may take to end.
PATIENCE = 35


def end_with_parent() -> None:
    """Ask the system to end this process when its parent is killed (Linux has a call for it)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


class Supervisor:
    """The web server ends everything when it ends; a worker that falls is started again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.stopping = False
        self.web = self.start(WEB)
        self.worker = self.start(WORKER)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def start(self, command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
        # A session of their own: Ctrl-C reaches us alone, and we end them in good order.
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, start_new_session=True, preexec_fn=end_with_parent
        )

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        for process in (self.web, self.worker):
            if process.poll() is None:
                process.terminate()

    def watch(self) -> int:
        """Wait until the web server has ended; returns its code."""
        while self.web.poll() is None:
            if self.worker.poll() is not None and not self.stopping:
                print("The worker stopped; it is started again.", file=sys.stderr, flush=True)
                time.sleep(1)
                self.worker = self.start(WORKER)
            time.sleep(0.2)
        self.stop()
        try:
            self.worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.worker.kill()
        return self.web.returncode


def supervise(**settings: str) -> int:
    """Run both with these settings added to the environment."""
    return Supervisor({**os.environ, **settings}).watch()
