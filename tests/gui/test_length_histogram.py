from gui.widgets.length_histogram import median, outline
from tfmodel.corpus.store import Bin

BINS = [Bin(2, 4, 30), Bin(4, 6, 0), Bin(6, 8, 10)]


def test_the_outline_encloses_as_much_as_was_counted():
    line = outline("source", BINS)
    assert line.x == sorted(line.x)
    assert (line.x[0], line.x[-1]) == (1.5, 7.5)  # lengths 2 to 7, each in the middle of its step
    assert line.y[0] == line.y[-1] == 0
    corners = zip(line.x, line.x[1:], line.y[1:], strict=False)
    assert sum((right - left) * height for left, right, height in corners) == 2 * 40  # bins are 2 wide


def test_the_median_is_the_longest_length_of_its_bin():
    assert median(BINS) == 3
    assert median([Bin(0, 1, 1), Bin(1, 2, 5)]) == 1


def test_an_empty_dataset_has_no_outline():
    assert outline("source", []).x == []
    assert median([]) == 0
