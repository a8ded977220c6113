"""The real window, which presses Start, or Resume where the run is there already, by itself: for benchmarks.kill.

    python -m benchmarks.self_driven_window CONFIG RUN

Tells the events of its training on stdout. TRANSFORMER_DESK_HOME says where everything is kept.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QTimer

from gui import errors
from gui.app import create_application
from gui.main_window import MainWindow
from gui.session import Session
from gui.worker import Job
from tfmodel.contract.config import Config


class SelfDriven:
    """The window and what is done with it."""

    def __init__(self, config: Path, run: Path) -> None:
        home = os.environ["TRANSFORMER_DESK_HOME"]
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, home)
        self.application = create_application()
        errors.install()
        self.config, self.run = Config.model_validate_json(config.read_text(encoding="utf-8")), run
        self.session = Session(self.application)
        self.session.job_started.connect(self.listen)
        self.session.training_ended.connect(lambda outcome: self.application.exit(0 if outcome.succeeded else 1))
        self.window = MainWindow(self.session)
        self.window.show()
        QTimer.singleShot(0, self.resume if (run / "run.json").exists() else self.begin)

    def listen(self, job: Job) -> None:
        """Tells what a job tells."""
        job.received.connect(lambda event: print(event.line(), flush=True))

    def begin(self) -> None:
        """Imports the sample as at the first start, then trains on it."""
        self.session.dataset_changed.connect(lambda path: QTimer.singleShot(0, self.start))
        self.window.page("data").open_first()

    def start(self) -> None:
        """A new run with the given configuration."""
        self.session.set_config(self.config)
        self.window.show_page("training")
        controls = self.window.page("training").controls
        controls.name.setText(self.run.name)
        controls.start.click()

    def resume(self) -> None:
        """What a person does who finds the run interrupted."""
        self.session.open_run(self.run)
        self.window.show_page("training")
        self.window.page("training").controls.start.click()


if __name__ == "__main__":
    driven = SelfDriven(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.exit(driven.application.exec())
