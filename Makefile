# make run   sets everything up and opens the window; without a screen it runs the demonstration.
# make test  sets everything up and runs every check.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input

.PHONY: run test system
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
	@python=$$(.ci/find-python) && "$$python" -m venv .venv
