# What the outside may rely on; each target is explained in README.md and docs/operations.md.

PYTHON ?= python3

.PHONY: run test check serve bench papers

run:    ## from a bare clone to a running system on http://127.0.0.1:8000 (PORT= changes it)
	@$(PYTHON) scripts/run.py

test:   ## the whole suite: SQLite, PostgreSQL when reachable, Chromium when there
	@$(PYTHON) scripts/test.py

check:  ## lint, format, types, templates, migrations, translations, deployment settings
	@$(PYTHON) scripts/check.py

serve:  ## the production-like server and worker for DATABASE_URL; BIND WORKERS THREADS
	@$(PYTHON) scripts/prepare.py
	@.venv/bin/python scripts/serve.py

bench:  ## the benchmarks, as ratios against a raw reference measured in the same run
	@$(PYTHON) scripts/prepare.py --dev
	@.venv/bin/python scripts/bench.py

papers: ## every paper of the demonstration conference, in three languages, into var/papers/
	@$(PYTHON) scripts/prepare.py --dev
	@.venv/bin/python scripts/papers.py
