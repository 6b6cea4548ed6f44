"""How the web server serves: `make serve` and `make run` (docs/operations.md)."""

import os

from gunicorn.http import wsgi

_is_sqlite = os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite")

bind = os.environ.get("BIND", "127.0.0.1:8000")
# One SQLite file is written by one at a time: threads of one process do better there than processes.
workers = int(os.environ.get("WORKERS", "1" if _is_sqlite else "2"))
threads = int(os.environ.get("THREADS", "8"))
worker_class = "gthread"
# Loaded before forking: less memory, and settings that are not safe stop the whole server.
preload_app = True
wsgi_app = "config.wsgi:application"

timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190

# Whether a request came by https is Django's to say (TRUSTED_PROXY_COUNT), on no header of a stranger.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
header_map = "drop"
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"

# The header names no program and no version.
wsgi.SERVER = "web"
