# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make screen            screen the bundled example ECG   (make screen ECG=path/to/ecg.csv for your own)
#   make test              lint, type check and test everything

# The first of these that starts and is new enough.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
ECG ?= echo2ecg_edge/bundles/simulated-1/example.csv
EXTRAS := tflite,measure,formats,train,text,export,dev

.PHONY: screen test check bundle benchmarks clean

screen: $(VENV)/.runtime
	@$(BIN)/echo2ecg-edge screen "$(ECG)" $(ARGS) || case $$? in 3|4) ;; *) exit 1;; esac

test: check
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Simulate patients, train teacher and student, quantise, check parity, write the default bundle.
bundle: $(VENV)/.dev
	$(BIN)/python -m train quick
	$(BIN)/python -m export

benchmarks: $(VENV)/.dev
	$(BIN)/python -m benchmarks latency
	$(BIN)/python -m benchmarks comparison
	$(BIN)/python -m benchmarks efficiency

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[formats]"
	@touch $@

# torch first and alone: where a CPU build is at hand, it is the one that is taken.
$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable ".[$(EXTRAS)]"
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) runs dist build
