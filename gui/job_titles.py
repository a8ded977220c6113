"""What jobs do, in words of people: for the status bar, and for who would end them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def title_of(job: str) -> str:
    """What a job does now, by its word: "import" is "Importing…"."""
    translate = QCoreApplication.translate
    titles = {
        "import": translate("JobStatus", "Importing…"),
        "train": translate("JobStatus", "Training…"),
        "translate": translate("JobStatus", "Translator loaded"),
        "export": translate("JobStatus", "Exporting…"),
        "describe": translate("JobStatus", "Looking at the pairs…"),
        "tokenizers": translate("JobStatus", "Tokenizers compared"),
        "extract": translate("JobStatus", "Writing pairs…"),
        "change": translate("JobStatus", "Changing pairs…"),
        "clean": translate("JobStatus", "Cleaning…"),
        "rule": translate("JobStatus", "Switching a rule…"),
        "split": translate("JobStatus", "Dividing the dataset…"),
        "upgrade": translate("JobStatus", "Bringing the dataset up to date…"),
        "xray": translate("JobStatus", "X-raying the pairs…"),
        "animate": translate("JobStatus", "Making the picture…"),
        "sweep": translate("JobStatus", "Sweeping…"),
        "compare": translate("JobStatus", "Comparing…"),
        "doctor": translate("JobStatus", "Examining the run…"),
        "report": translate("JobStatus", "Writing the report…"),
        "tensorboard": translate("JobStatus", "Writing the curves for TensorBoard…"),
        "preflight": translate("JobStatus", "Checking whether the training fits…"),
        "devices": translate("JobStatus", "Looking for devices…"),
    }
    return titles.get(job, job)
