# What people type. Every target prepares its own environment first; `make` alone opens the program.
#   make run | test | check | bench | judge | faults | package | clean      extra arguments: make test ARGS="tests/domain -x"
.PHONY: run test check bench judge faults package notices catalogue fixtures clean setup-run setup-test setup-pack setup-judge setup-bench
.NOTPARALLEL:
.DEFAULT_GOAL := run

export PYTHONUTF8 = 1
# What was compiled once is kept: a run starts dozens of processes, and compiling takes each of them seconds.
unexport PYTHONDONTWRITEBYTECODE
PYTHON = .venv/bin/python
OFFSCREEN = QT_QPA_PLATFORM=offscreen

# The window (the sample workspace the first time); without a display the demo, into out/.
run: setup-run
	@sh packaging/run.sh $(ARGS)

# Everything that must hold, `make check` included: its checks are the tests in tests/architecture.
test: setup-test
	$(OFFSCREEN) $(PYTHON) -m pytest -q -n auto --maxprocesses 4 --dist worksteal $(ARGS)

# ruff, mypy, import contracts, catalogue, notices, names and sizes.
check: setup-test
	$(OFFSCREEN) $(PYTHON) -m pytest -q tests/architecture $(ARGS)

# Ours beside a peer doing the same work, as ratios, into out/bench/.
bench: setup-bench
	$(OFFSCREEN) $(PYTHON) -m tests.benchmarks $(ARGS)

# How right the advice is, beside simple rules: by cross-validation on the development data, or with DATA=DIR what
# ships, fitting nothing, on a folder laid out like it.
judge: setup-judge
ifdef DATA
	$(PYTHON) -m tests.judge --data "$(DATA)" $(ARGS)
else
	$(PYTHON) -m tests.judge --fresh --data "$${SOURCEWRIGHT_REFERENCE:-../shared}/data" $(ARGS)
endif

# Fault injections and merge histories at full numbers (small runs of the same are part of `make test`). Some run
# for minutes on purpose: the watch that prints where a test hangs waits longer here.
faults: setup-test
	SOURCEWRIGHT_FAULTS=full $(OFFSCREEN) $(PYTHON) -m pytest -q -n auto --maxprocesses 4 --dist worksteal -m faults -o faulthandler_timeout=1800 $(ARGS)

# The program for this system as one folder under dist/, then a smoke test of what was built.
package: setup-pack
	@$(PYTHON) -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/sourcewright.spec
	@$(OFFSCREEN) $(PYTHON) packaging/smoke.py dist/sourcewright

# Rewrites the files that `make check` holds against their sources.
notices: setup-test
	$(PYTHON) packaging/notices.py
catalogue: setup-test
	$(PYTHON) packaging/catalogue.py

# Response forms opened and saved by LibreOffice, where it is installed: after every change of the form.
fixtures: setup-test
	$(PYTHON) -m tests.exchange.libreoffice

setup-run:
	@sh packaging/bootstrap.sh run
	@sh packaging/syslibs.sh core
# Whole journeys are walked in a real window on a display of their own; where that cannot be had, offscreen.
setup-test:
	@sh packaging/bootstrap.sh test
	@sh packaging/syslibs.sh core
	@sh packaging/syslibs.sh desktop xvfb || echo "No X server for tests here: the journeys are walked offscreen." >&2
setup-pack:
	@sh packaging/bootstrap.sh pack
	@sh packaging/syslibs.sh desktop binutils
setup-judge:
	@sh packaging/bootstrap.sh judge
setup-bench: setup-test
	@sh packaging/bootstrap.sh bench

clean:
	rm -rf .venv build dist out .mypy_cache .ruff_cache .hypothesis .import_linter_cache
