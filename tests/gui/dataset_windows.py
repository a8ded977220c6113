"""Datasets and a Data page for tests that press its buttons."""

from gui.pages.data import DataPage
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs


def make_dataset(folder, count=600, *, extra="", name="pairs"):
    """A dataset of numbered pairs, "number 0" to "numéro …"."""
    file = folder / f"{name}.en-fr.tsv"
    lines = (
        f"the number {n} is {'very ' * (n % 5)}large\tle numéro {n} est {'très ' * (n % 5)}grand\n"
        for n in range(count)
    )
    file.write_text("".join(lines) + extra, encoding="utf-8")
    import_pairs(detect([file]), folder / f"{name}.pairs", ImportOptions())
    return folder / f"{name}.pairs"


def replace_dataset(path, count=50):
    """Another dataset of numbered pairs takes the place of one, which may be open where files can go that are."""
    path.unlink()
    make_dataset(path.parent, count, name=path.stem)


def end_jobs(session, qtbot):
    """Ends every job, before the page that started it goes."""
    session.kill_all()
    qtbot.waitUntil(lambda: not session.running_jobs)


def shown_page(session, qtbot, dataset):
    """The Data page with a dataset open."""
    page = DataPage(session)
    qtbot.addWidget(page, before_close_func=lambda widget: end_jobs(session, qtbot))
    page.resize(1120, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.open_files([dataset])
    return page


def cells(view, column):
    """The texts of a column."""
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]
