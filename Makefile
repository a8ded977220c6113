# make run   sets everything up and opens the window; without a screen it runs the demonstration.
# make test  sets everything up and runs every check.

BIN := .venv/bin
PIP := $(BIN)/python -I -m pip install --quiet --disable-pip-version-check --no-input

# What somebody set for other installations would lead this one out of .venv.
export PIP_USER := 0
unexport PIP_TARGET PIP_PREFIX PYTHONHOME

# What a .venv that is a link leads to may be of use to others: it is not emptied.
CLEAR := $(shell [ -L .venv ] || echo --clear)

.PHONY: run test system FORCE
.DELETE_ON_ERROR:

run: $(BIN)/.installed
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY-}$${WAYLAND_DISPLAY-}" ]; then \
		echo "There is no screen here: running the demonstration instead of the window."; \
		$(BIN)/python main.py demo; \
	else \
		$(BIN)/python main.py; \
	fi

test: export QT_QPA_PLATFORM := offscreen
test: $(BIN)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -m "not slow" -n 2 --dist loadgroup

system:
	@.ci/system-packages

# The stamps make a second run quick, and keep it off the network, until the dependencies change.
$(BIN)/.installed: pyproject.toml $(BIN)/python | system
	@echo "Installing Transformer Desk into .venv; the first time this takes some minutes."
	@$(PIP) --editable .
	@touch $@

$(BIN)/.installed-test: pyproject.toml $(BIN)/python | system
	@echo "Installing Transformer Desk and its checks into .venv; the first time this takes some minutes."
	@$(PIP) --editable ".[test]"
	@touch $@ $(BIN)/.installed

$(BIN)/python: | system
	@python=$$(.ci/find-python) && "$$python" -m venv $(CLEAR) .venv

# A .venv whose Python is gone, is of another version by now or has no pip is made anew, as one that is not there. The
# stamps are named too: a new Python is a link, whose time is that of the old file it leads to.
ifneq ($(shell .ci/python-fits $(BIN)/python pip && echo ok),ok)
$(BIN)/python $(BIN)/.installed $(BIN)/.installed-test: FORCE
endif

FORCE:
