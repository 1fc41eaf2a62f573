# Two commands do everything on a fresh machine with Python 3.11 or newer:
#   make screen            screen the bundled example ECG   (make screen ECG=path/to/ecg.csv for your own)
#   make test              lint, type check and test everything

# The first of these that starts and is new enough.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
ECG ?= echo2ecg_edge/bundles/edge-1/example.csv
PTBXL ?= ../shared/ecg/ptbxl_100hz
FOLDS ?=
EXTRAS := tflite,measure,formats,report,train,text,export,dev

.PHONY: screen test check bundle bundle-full benchmarks clean

screen: $(VENV)/.runtime
	@$(BIN)/echo2ecg-edge screen "$(ECG)" $(ARGS) || case $$? in 3|4) ;; *) exit 1;; esac

test: check
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A bundle of simulated patients alone, in a quarter of an hour: runs/quick/bundle/simulated-2.
bundle: $(VENV)/.dev
	$(BIN)/python -m train quick
	$(BIN)/python -m export --run runs/quick --bundle runs/quick/bundle/simulated-2

# The bundle that ships: data, teachers, student, int8, evidence. Hours on two cores (the stages and
# their durations are in train/README.md); goes on where it was interrupted. PTBXL is its folder;
# FOLDS=--without-fold-10 keeps fold 10 for a last test.
bundle-full: $(VENV)/.dev
	$(BIN)/python -m train full --ptbxl "$(PTBXL)" $(FOLDS)
	$(BIN)/python -m export --run runs/full/student --work runs/full/export --bundle echo2ecg_edge/bundles/edge-1
	$(BIN)/python -m benchmarks accuracy --run runs/full/student --teacher runs/full/structure --classical

benchmarks: $(VENV)/.dev
	$(BIN)/python -m benchmarks latency
	$(BIN)/python -m benchmarks sizes
	$(BIN)/python -m benchmarks comparison
	$(BIN)/python -m benchmarks efficiency

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[formats,report]"
	@touch $@

# torch first and alone: where a CPU build is at hand, it is the one that is taken.
$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --editable ".[$(EXTRAS)]"
	@touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) runs dist build
