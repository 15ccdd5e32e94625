# SPDX-License-Identifier: GPL-2.0-or-later
# Every command of the project. `make` or `make help` lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

# Only the system's Python has QGIS; the `python3` on PATH may be another build.
SYSTEM_PYTHON := /usr/bin/python3
PYTHON := .venv/bin/python
TRAINING_PYTHON := .venv-train/bin/python

SCENE ?=
MODEL ?=
NETWORK = $(or $(MODEL),fast)
CHROOTS ?=
MODULES ?= core processing
ADD ?=
QUICK ?=
PROFILE ?= $(HOME)/.local/share/QGIS/QGIS3/profiles/default

# A training step frees and asks for the same large blocks again: keeping them is up to twice as fast.
KEEP_MEMORY := MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_MMAP_MAX_=0

# Two threads wait for each other as soon as anything else runs.
ONE_THREAD := TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

TEST_PLUGIN = $(ONE_THREAD) $(PYTHON) -m pytest -q -n auto tests --ignore=tests/training
# In one process: TensorFlow takes as long to start as half of these tests do.
TEST_TRAINING = $(ONE_THREAD) $(TRAINING_PYTHON) -m pytest -q tests/training

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Packages in ~/.local would otherwise hide the system's numpy, and GDAL's bindings would break.
export PYTHONNOUSERSITE := 1
# Each of a few hundred processes of the tests would otherwise compile the same sources anew.
unexport PYTHONDONTWRITEBYTECODE
# No target opens a window, so none needs a display.
export QT_QPA_PLATFORM := offscreen
export TF_CPP_MIN_LOG_LEVEL ?= 2
# A third to a half less time a step on processors without AVX-512, where TensorFlow leaves oneDNN off by itself.
export TF_ENABLE_ONEDNN_OPTS ?= 1
ifeq ($(origin EUROSAT_DATA),undefined)
ifneq ($(wildcard ../shared/data),)
export EUROSAT_DATA := $(abspath ../shared/data)
endif
endif

.PHONY: help demo test test-plugin lint type bench train train-all evaluate export install package screenshots translations compat mutants clean

help:  ## list these commands
	@echo "EuroSAT Land Cover: a QGIS plugin that turns Sentinel-2 images into land-cover grids"
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.ready  ## classify a generated scene, or SCENE=raster_or_SAFE, and draw the map of it
	@$(PYTHON) -m demo $(if $(SCENE),"$(SCENE)")

test: .venv/.ready .venv-train/.ready  ## run all tests; those on real data need EUROSAT_DATA
	@failed=0; told=$$(mktemp); trap 'rm -f "$$told"' EXIT; \
	$(TEST_TRAINING) > "$$told" 2>&1 & training=$$!; \
	echo "Testing the plugin (Python of QGIS), and the training meanwhile"; \
	$(TEST_PLUGIN) || failed=1; \
	wait $$training || failed=1; \
	echo "Testing the training (Python of TensorFlow)"; \
	cat "$$told"; \
	exit $$failed

test-plugin: .venv/.ready  ## run the tests of all but the training, which need no TensorFlow
	@echo "Testing the plugin (Python of QGIS)"
	@$(TEST_PLUGIN)

lint: .venv/.ready  ## check style, import rules and what plugins.qgis.org checks
	@echo "Checking style and import rules"
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@echo "Checking the package as plugins.qgis.org does"
	@$(PYTHON) -m scripts.upload_checks

type: .venv/.ready  ## check types, strictly and everywhere
	@echo "Checking types"
	@.venv/bin/mypy

bench: .venv/.ready  ## compare what a tile costs here and in other ways, into docs/performance.md; hours, QUICK=1 minutes
	@$(PYTHON) -m scripts.bench $(if $(QUICK),--quick)

train: .venv-train/.ready  ## train and export a network, MODEL=fast or any of training/settings.py; needs EUROSAT_DATA
	@echo "Training the network $(NETWORK)"
	@$(KEEP_MEMORY) $(TRAINING_PYTHON) -m training.train $(NETWORK)
	@$(MAKE) export MODEL=$(NETWORK)

train-all: .venv-train/.ready  ## train every network that is not finished, on one thread; goes on where it was
	@echo "Training all networks; interrupt it as you like, the same command goes on"
	@$(KEEP_MEMORY) $(ONE_THREAD) nice -n 19 $(TRAINING_PYTHON) -m training.queue

evaluate: .venv-train/.ready  ## recompute the figures of models/, or of MODEL=name or file; needs EUROSAT_DATA
	@echo "Evaluating $(or $(MODEL),all models)"
	@$(TRAINING_PYTHON) -m training.evaluate $(MODEL)

export: .venv-train/.ready  ## write a trained network to models/ with its card, MODEL=fast or any of training/settings.py
	@echo "Exporting the network $(NETWORK)"
	@$(TRAINING_PYTHON) -m training.export $(NETWORK)

install:  ## copy the plugin into QGIS: PROFILE=folder of the profile
	@$(SYSTEM_PYTHON) -m scripts.package install "$(PROFILE)"

package:  ## make build/eurosat_plugin.zip, the file to install or to upload
	@$(SYSTEM_PYTHON) -m scripts.package zip build/eurosat_plugin.zip

screenshots: .venv/.ready  ## take the pictures of docs/guide.md from the real program
	@echo "Taking the pictures of the user guide"
	@$(PYTHON) -m scripts.screenshots

translations:  ## collect the strings to translate and compile the translations; ADD=de begins a new one
	@$(SYSTEM_PYTHON) -m scripts.translations $(if $(ADD),--add "$(ADD)")

compat: .venv/.ready  ## test in this and newer QGIS and under Qt 6, into docs/; as root, in chroots of 3 GB each below CHROOTS
	@$(PYTHON) -m scripts.compat $(if $(CHROOTS),--chroots "$(CHROOTS)")

mutants: .venv/.ready  ## show changes to the code that no test notices; hours, or MODULES="core/tiles/tiling processing/provider"
	@$(PYTHON) -m scripts.mutants $(MODULES)

clean:  ## remove what was built; training runs and virtual environments stay
	@echo "Removing build/ except build/training, and caches"
	@if [ -d build ]; then find build -mindepth 1 -maxdepth 1 ! -name training -exec rm -rf {} +; fi
	@rm -rf .qgis-settings .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

.venv/.ready: requirements-dev.txt eurosat_batch/requirements-dask.txt scripts/system_packages.sh
	@scripts/system_packages.sh
	@echo "Installing the packages of requirements-dev.txt into .venv"
	@$(SYSTEM_PYTHON) -m venv --system-site-packages .venv
	@$(SYSTEM_PYTHON) -c 'import numpy; print("numpy==" + numpy.__version__)' > .venv/constraints.txt
	@.venv/bin/pip install -q -c .venv/constraints.txt -r requirements-dev.txt
	@touch $@

.venv-train/.ready: training/requirements.txt scripts/system_packages.sh
	@scripts/system_packages.sh
	@echo "Installing the packages of training/requirements.txt into .venv-train (1.7 GB)"
	@$(SYSTEM_PYTHON) -m venv .venv-train
	@.venv-train/bin/pip install -q -r training/requirements.txt
	@touch $@
