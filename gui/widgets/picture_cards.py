"""The cards of a dataset's picture: each a chart, the sentence that it says, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QObject

from gui.language import figures, filled
from gui.widgets.bar_chart import Bar, BarChart
from gui.widgets.density_map import DensityMap
from gui.widgets.figure_card import FigureCard
from gui.widgets.length_histogram import median, outline
from gui.widgets.line_chart import Line, LineChart
from tfmodel.contract.picture import Picture, Share, SidePicture
from tfmodel.corpus.store import Bin

SHOWN = 12  # words in a chart; the table has more


class PictureCards(QObject):
    """Makes the cards, and fills them from a `Picture` and the lengths that the dataset counts itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sides = (self.tr("source"), self.tr("target"))
        source, target = self._sides
        words, pairs, share = self.tr("words"), self.tr("pairs"), self.tr("share (%)")
        self._lengths = LineChart(self.tr("length (words)"), pairs)
        self._density = DensityMap(
            self.tr("source length (words)"), self.tr("target length (words)"), self.tr("pairs (logarithmic)")
        )
        times = self.tr("times counted")
        self._frequent = [BarChart(times, self.tr("{0} word").format(side), (side,)) for side in self._sides]
        self._scripts = BarChart(share, self.tr("script"), self._sides, "{:.1f} %".format)
        self._languages = BarChart(share, self.tr("language"), self._sides, "{:.1f} %".format)
        self._growth = LineChart(self.tr("running words"), self.tr("distinct words"), legend_left=True)
        self._coverage = BarChart(
            self.tr("validation words covered (%)"), self.tr("vocabulary ({0})").format(words), self._sides,
            "{:.1f} %".format,
        )  # fmt: skip
        self.cards = {
            "lengths": FigureCard(self.tr("Lengths"), self._lengths),
            "ratio": FigureCard(self.tr("Length of target to source"), self._density),
            "frequent_source": FigureCard(self.tr("Most frequent words: {0}").format(source), self._frequent[0]),
            "frequent_target": FigureCard(self.tr("Most frequent words: {0}").format(target), self._frequent[1]),
            "growth": FigureCard(self.tr("Growth of the vocabulary"), self._growth),
            "coverage": FigureCard(self.tr("Coverage"), self._coverage),
            "scripts": FigureCard(self.tr("Scripts"), self._scripts),
            "rare": FigureCard(self.tr("Rarest words"), None),
            "languages": FigureCard(self.tr("Languages"), self._languages),
        }

    def show_picture(self, picture: Picture, bins: tuple[Sequence[Bin], Sequence[Bin]]) -> None:
        """Fills every card.

        Args:
            picture: The figures of a dataset.
            bins: Its lengths, source and target.
        """
        self._show_lengths(bins)
        self._show_ratio(picture)
        for side, name in ((picture.source, "frequent_source"), (picture.target, "frequent_target")):
            self._show_frequent(side, name)
        self._show_growth(picture)
        self._show_coverage(picture)
        self._show_scripts(picture)
        self._show_languages(picture)
        self._show_rare(picture)

    def _show_lengths(self, bins: tuple[Sequence[Bin], Sequence[Bin]]) -> None:
        self._lengths.show_lines(outline(name, side) for name, side in zip(self._sides, bins, strict=True))
        spans = sorted({(entry.start, entry.end) for side in bins for entry in side})
        counts = [{(entry.start, entry.end): entry.count for entry in side} for side in bins]
        text = self.tr("Half of the sources have at most {0} words, half of the targets at most {1}.")
        rows = [
            (_span(start, end), *(figures(f"{side.get((start, end), 0):,}") for side in counts)) for start, end in spans
        ]
        headings = (self.tr("words"), *self._sides)
        self.cards["lengths"].show_figures(text.format(median(bins[0]), median(bins[1])), headings, rows)

    def _show_ratio(self, picture: Picture) -> None:
        density = picture.density
        self._density.show_counts(density.counts, density.step, density.median_ratio)
        text = filled(
            self.tr(
                "A target has {0:.2f} words for one of the source in the median (dashed); nine of ten pairs lie "
                "between {1:.2f} and {2:.2f}."
            ),
            density.median_ratio,
            density.low_ratio,
            density.high_ratio,
        )
        if density.beyond:
            text += " " + self.tr("%Ln longer pair(s) are outside.", "", density.beyond)
        cells = [
            (
                *(_span(cell * density.step, (cell + 1) * density.step) for cell in (source, target)),
                figures(f"{count:,}"),
            )
            for target, row in enumerate(density.counts)
            for source, count in enumerate(row)
            if count
        ]
        headings = (self.tr("source words"), self.tr("target words"), self.tr("pairs"))
        self.cards["ratio"].show_figures(text, headings, cells)

    def _show_frequent(self, side: SidePicture, name: str) -> None:
        chart = self._frequent[name == "frequent_target"]
        chart.show_bars([Bar(word.name, (float(word.count),)) for word in side.frequent[:SHOWN]])
        top = sum(word.count for word in side.frequent) / max(1, side.running_words)
        text = filled(
            self.tr("{0:,} distinct words; the {1} most frequent are {2:.0%} of the text."),
            side.distinct_words,
            len(side.frequent),
            top,
        )
        rows = [
            (word.name, figures(f"{word.count:,}"), figures(f"{100 * word.count / max(1, side.running_words):.2f}"))
            for word in side.frequent
        ]
        headings = (self.tr("word"), self.tr("times"), self.tr("share (%)"))
        self.cards[name].show_figures(text, headings, rows)

    def _show_growth(self, picture: Picture) -> None:
        sides = (picture.source.growth, picture.target.growth)
        self._growth.show_lines(
            Line(name, side.words, side.distinct) for name, side in zip(self._sides, sides, strict=True)
        )
        text = filled(
            self.tr(
                "Twice the text brings {0:.0%} more words of the source and {1:.0%} of the target (Heaps' exponents "
                "{2:.2f} and {3:.2f})."
            ),
            2 ** sides[0].exponent - 1,
            2 ** sides[1].exponent - 1,
            sides[0].exponent,
            sides[1].exponent,
        )
        rows = [
            (name, figures(f"{words:,}"), figures(f"{distinct:,}"), figures(f"{side.expected(words):,.0f}"))
            for name, side in zip(self._sides, sides, strict=True)
            for words, distinct in zip(side.words[1:], side.distinct[1:], strict=True)
        ]
        headings = (self.tr("side"), self.tr("running words"), self.tr("distinct words"), self.tr("by Heaps' law"))
        self.cards["growth"].show_figures(text, headings, rows)

    def _show_coverage(self, picture: Picture) -> None:
        sides = (picture.source.coverage, picture.target.coverage)
        sizes = sorted({size for side in sides for size in side.sizes[:-1]})
        names = [*(figures(f"{size:,}") for size in sizes), self.tr("all")]
        known = [_percents(side.sizes, side.train, sizes) for side in sides]
        held_out = [_percents(side.sizes, side.validation, sizes) for side in sides]
        bars = zip(names, *held_out, strict=True)
        self._coverage.show_bars([Bar(name, (source, target)) for name, source, target in bars], end=100.0)
        text = filled(
            self.tr(
                "Of the validation words, {0:.1%} of the source and {1:.1%} of the target stand in the training part."
            ),
            sides[0].validation[-1],
            sides[1].validation[-1],
        )
        table = [
            (name, *(figures(f"{value:.2f}") for value in values))
            for name, *values in zip(names, *known, *held_out, strict=True)
        ]
        headings = (
            self.tr("most frequent words"),
            self.tr("training: source (%)"),
            self.tr("target (%)"),
            self.tr("validation: source (%)"),
            self.tr("target (%)"),
        )
        self.cards["coverage"].show_figures(text, headings, table)

    def _show_scripts(self, picture: Picture) -> None:
        text = self.tr("The source is written in {0}, the target in {1}.").format(
            _names(picture.source.scripts), _names(picture.target.scripts)
        )
        self._show_shares("scripts", self._scripts, text, (picture.source.scripts, picture.target.scripts))

    def _show_languages(self, picture: Picture) -> None:
        sides = (picture.source.languages, picture.target.languages)
        self.cards["languages"].setVisible(any(sides))
        looked = sum(share.count for share in sides[0])
        text = filled(
            self.tr("Of {0:,} pairs, the sources read most like {1} and the targets like {2}."),
            looked,
            _names(sides[0][:1]),
            _names(sides[1][:1]),
        )
        self._show_shares("languages", self._languages, text, sides)

    def _show_shares(
        self, name: str, chart: BarChart, text: str, sides: tuple[tuple[Share, ...], tuple[Share, ...]]
    ) -> None:
        counts = [{share.name: share.count for share in side} for side in sides]
        totals = [max(1, sum(side.values())) for side in counts]
        names = list(dict.fromkeys(share.name for pair in zip_longest(*sides) for share in pair if share is not None))
        shares = [Bar(key, tuple(100 * side.get(key, 0) / total for side, total in zip(counts, totals, strict=True)))
                  for key in names]  # fmt: skip
        chart.show_bars(shares[:8], end=100.0)
        rows = [(bar.name, *(figures(f"{value:.2f}") for value in bar.values)) for bar in shares]
        self.cards[name].show_figures(text, (self.tr("name"), *(f"{side} (%)" for side in self._sides)), rows)

    def _show_rare(self, picture: Picture) -> None:
        sides = (picture.source, picture.target)
        text = self.tr("{0:,} source words ({1:.0%}) and {2:,} target words ({3:.0%}) were counted once; some of them:")
        once = [value for side in sides for value in (side.seen_once, side.seen_once / max(1, side.distinct_words))]
        rows = [
            tuple(cell for word in pair for cell in ((word.name, figures(f"{word.count:,}")) if word else ("", "")))
            for pair in zip_longest(picture.source.rare, picture.target.rare)
        ]
        headings = (self.tr("source word"), self.tr("times"), self.tr("target word"), self.tr("times"))
        self.cards["rare"].show_figures(filled(text, *once), headings, rows, names=(0, 2))


def _span(start: int, end: int) -> str:
    """Whole numbers from `start` to before `end`."""
    return f"{start}" if end == start + 1 else f"{start} – {end - 1}"


def _percents(sizes: Sequence[int], shares: Sequence[float], wanted: Sequence[int]) -> list[float]:
    """The shares at the wanted sizes and at the end; a vocabulary that is smaller covers what it covers."""
    at = dict(zip(sizes, shares, strict=True))
    return [100 * at.get(size, shares[-1]) for size in (*wanted, sizes[-1])]


def _names(shares: Sequence[Share]) -> str:
    total = sum(share.count for share in shares)
    named = [share.name for share in shares if share.count >= 0.01 * total]
    return ", ".join(named[:3]) or "–"
