"""Searching in stages and sentence by sentence, against one search of one sentence."""

from functools import cache

import numpy as np
import pytest
import tensorflow as tf

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.symbols import EOS, PAD
from tfmodel.jobs import searching
from tfmodel.jobs.methods import graph_settings, method_of, numbers_of
from tfmodel.jobs.queries import Query
from tfmodel.jobs.searching import Searcher, rows_at_once
from tfmodel.jobs.sentences import SentenceSearcher
from tfmodel.jobs.stages import SearchGraphs, length_margin
from tfmodel.net.architecture import Architecture
from tfmodel.net.decoding.sampling import noise
from tfmodel.net.decoding.search import Given, search
from tfmodel.net.transformer import Transformer

pytestmark = pytest.mark.xdist_group("searching")  # one process makes what all of them look at

LIMIT = 36
SOURCES = [[3], [4, 3, 8, 9, 11, 10], [3, 4] * 12]
BEAM = DecodingConfig(beam_size=3, length_penalty=0.6, max_length=LIMIT)
METHODS = [
    BEAM,
    BEAM.model_copy(update={"early_stopping": True}),
    BEAM.model_copy(update={"method": "greedy"}),
    BEAM.model_copy(update={"method": "diverse", "beam_size": 4, "beam_groups": 2, "no_repeat_ngram_size": 3}),
    BEAM.model_copy(update={"method": "sampling", "temperature": 1.5, "top_k": 6, "seed": 5}),
]


def made(**changes):
    """A model whose translations end, some early and some at the limit."""
    sizes = {"d_model": 16, "num_heads": 2, "feed_forward_width": 16, "num_encoder_layers": 1, "num_decoder_layers": 1}
    vocabulary = {"source_vocabulary": 12, "target_vocabulary": 12, "max_length": LIMIT, "tie_output": False}
    transformer = Transformer(Architecture(**vocabulary, **sizes, **changes))
    draw = np.random.default_rng(1)
    for weight in transformer.trainable_weights:
        weight.assign(draw.normal(float(weight.path.endswith("gamma")), 0.5, weight.shape))
    return transformer


@pytest.fixture(scope="module")
def transformer():
    return made()


@pytest.fixture(scope="module")
def searcher(transformer):
    return SentenceSearcher(transformer, BEAM, wanted=3)


@cache
def reference(transformer, settings, wanted):
    """One search without stages, as a graph: what is found of (1, S) sources."""

    def whole(source, limit, prefix, uniform, numbers):
        method = method_of(settings, LIMIT, wanted, numbers)
        found = search(transformer, source, method, Given(limit, prefix, uniform))
        return found.tokens, found.scores

    return tf.function(whole, reduce_retracing=True, autograph=False)


def expected(transformer, query, decoding, limit, wanted=3):
    """What one search of this sentence alone finds."""
    uniform = noise(decoding.seed, [query.number], wanted, LIMIT)
    prefix = np.zeros((1, LIMIT), "int32")
    prefix[0, : len(query.prefix)] = query.prefix
    source = np.array([[*query.source, EOS]], "int32")
    whole = reference(transformer, graph_settings(decoding), wanted)
    numbers = np.array(numbers_of(decoding), "float32")
    tokens, scores = whole(*map(tf.constant, (source, np.array([limit], "int32"), prefix, uniform, numbers)))
    rows = [tuple(row[row != PAD].tolist()) for row in tokens[0].numpy()]
    kept = [number for number, row in enumerate(rows) if row and row not in rows[:number]]
    return [rows[number] for number in kept], scores[0].numpy()[kept]


def long_enough(query, margin=24):
    positions = len(query.source) + 1
    return min(LIMIT, positions + positions // 2 + margin + len(query.prefix))


def assert_as_expected(found, transformer, query, decoding, limit=None):
    tokens, scores = expected(transformer, query, decoding, limit or long_enough(query))
    assert list(found.tokens) == tokens
    np.testing.assert_allclose(found.scores, scores, atol=1e-4)


def many(count, draw):
    """Sentences of all lengths, some empty, some with prefixes."""
    sizes = draw.integers(0, 20, count)
    return [
        Query(draw.integers(3, 12, size).tolist(), (5, 6) if number % 5 == 1 else (), (number, 0))
        for number, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    "decoding",
    [*METHODS[:3], *(pytest.param(method, marks=pytest.mark.slow) for method in METHODS[3:])],
    ids=lambda decoding: decoding.method + "-early" * decoding.early_stopping,
)
def test_lists_give_what_each_sentence_alone_gives(decoding, transformer, monkeypatch):
    monkeypatch.setattr(searching, "PLAIN_ROWS", 8)
    monkeypatch.setattr(searching, "STAGES", (4, 7, 12, 20))
    queries = many(21, np.random.default_rng(2))
    told = []
    results = Searcher(transformer, decoding, wanted=3, forced=True).search(queries, told.append)
    for query, found in zip(queries, results, strict=True):
        if query.source:
            assert_as_expected(found, transformer, query, decoding)
        else:
            assert found.tokens == ((EOS,),)
    assert told[-1] == len(queries)


@pytest.fixture
def small_programs(monkeypatch):
    sizes = {
        "COMPILED_ROWS": 4,
        "WIDTHS": (4, 8, 16, 24),
        "COMPILED_STAGES": (4, 8, 16),
        "ROOMS": (8, 16),
        "FEW_ROWS": 3,
    }
    for name, value in {**sizes, "STREAMS": 2}.items():
        monkeypatch.setattr(searching, name, value)


def drawn(lengths):
    draw = np.random.default_rng(3)
    return [Query(draw.integers(3, 12, length).tolist()) for length in lengths]


@pytest.mark.parametrize("many", [4, 1024], ids=["widths-apart", "widths-together"])
def test_compiled_stages_give_the_same_and_leave_few_sentences_to_plain_graphs(
    many, transformer, small_programs, monkeypatch
):
    monkeypatch.setattr(searching, "MANY_ROWS", many)
    queries = drawn((2, 6, 0, 5, 19, 7, 1, 3, 3, 5, 2, 7, 4, 6, 3))
    searcher = Searcher(transformer, BEAM, wanted=3, compile_shapes=True)
    results = searcher.search(queries)
    for query, found in zip(queries, results, strict=True):
        if query.source:
            assert_as_expected(found, transformer, query, BEAM)
    assert sum(found.compiled for found in results) >= 8
    assert not results[4].compiled  # a width too far from the others
    assert searcher.search(queries) == searcher.search(queries)


def test_sentences_as_long_as_the_model_knows_get_programs_of_that_width(transformer, small_programs, monkeypatch):
    monkeypatch.setattr(searching, "WIDTHS", (4, 8, 16, 48))
    queries = drawn((LIMIT - 1,) * 4)
    lone = SentenceSearcher(transformer, BEAM, wanted=3)
    lone.warm(64)
    for found in (Searcher(transformer, BEAM, wanted=3, compile_shapes=True).search(queries), lone.search(queries)):
        for query, result in zip(queries, found, strict=True):
            assert result.compiled
            assert_as_expected(result, transformer, query, BEAM)


def test_plain_graphs_side_by_side_give_the_same(transformer, monkeypatch):
    monkeypatch.setattr(searching, "STAGES", (4, 7, 12, 20))
    monkeypatch.setattr(searching, "FEW_ROWS", 4)
    monkeypatch.setattr(searching, "PLAIN_ROWS", 6)
    queries, told = many(21, np.random.default_rng(3)), []
    one, three = (Searcher(transformer, BEAM, plain_streams=streams) for streams in (1, 3))
    assert {len(rows) for rows in three._plain(list(range(21)))} == {3, 4}
    found = three.search(queries, told.append)
    assert told[-1] == 21
    for result, alone in zip(found, one.search(queries), strict=True):
        assert result.tokens == alone.tokens
        np.testing.assert_allclose(result.scores, alone.scores, atol=1e-4)


def test_a_window_forgets_alike_in_stages(monkeypatch):
    monkeypatch.setattr(searching, "STAGES", (3, 6, 10, 20))
    windowed = made(attention_window=4)
    for query, found in zip(
        (queries := [Query(source) for source in SOURCES]),
        Searcher(windowed, BEAM, wanted=3).search(queries),
        strict=True,
    ):
        assert_as_expected(found, windowed, query, BEAM)


def test_every_sentence_gets_what_a_search_to_its_own_limit_finds(searcher, transformer):
    queries = [Query(SOURCES[0]), Query(SOURCES[1], (7, 7)), Query(SOURCES[2])]
    for query, found in zip(queries, searcher.search(queries), strict=True):
        assert_as_expected(found, transformer, query, BEAM)
        assert not found.compiled


def test_seed_and_temperature_change_without_another_graph(transformer):
    searcher = SentenceSearcher(transformer, METHODS[4], wanted=3)
    query = Query(SOURCES[1], (), (4, 1))
    for changes in ({}, {"seed": 6}, {"temperature": 0.5}, {"top_k": 0, "top_p": 0.6}, {"min_p": 0.3}):
        searcher.decoding = METHODS[4].model_copy(update=changes)
        assert_as_expected(searcher.search([query])[0], transformer, query, searcher.decoding)


@pytest.fixture
def endless(transformer, searcher):
    """The model turned round: it prefers what it avoided, and no translation ends."""
    table = transformer.output_embedding.embeddings
    table.assign(table * -1)
    searcher.weights_changed()
    yield transformer
    table.assign(table * -1)
    searcher.weights_changed()


def test_the_limit_is_half_as_many_tokens_again_and_room_for_short_sentences(searcher, endless):
    longest = [max(map(len, found.tokens)) for found in searcher.search([Query(source) for source in SOURCES])]
    assert longest == [2 + 1 + 24, 7 + 3 + 24, LIMIT]
    (found,) = searcher.search([Query(SOURCES[0], (5, 6, 7))])
    assert max(map(len, found.tokens)) == 2 + 1 + 24 + 3
    (found,) = SentenceSearcher(endless, BEAM, margin=30).search([Query(SOURCES[0])])
    assert max(map(len, found.tokens)) == 2 + 1 + 30


def test_the_room_for_longer_translations_is_that_of_the_training_pairs():
    draw = np.random.default_rng(3)
    source = draw.integers(2, 30, 5000)
    assert length_margin(source, source + draw.integers(-3, 4, 5000)) == 24
    assert length_margin(np.full(2000, 8), np.full(2000, 70)) == 70 - 12  # digits and the letters of their names
    assert length_margin(np.full(2000, 8), np.where(np.arange(2000) < 1, 900, 8)) == 24  # one mistake in the data
    assert length_margin(np.array([], int), np.array([], int)) == 24


def test_batches_of_many_hypotheses_have_fewer_sentences():
    sampled = METHODS[4].model_copy(update={"method": "sampling"})
    assert rows_at_once(BEAM, 1, 6000) == searching.PLAIN_ROWS
    assert rows_at_once(sampled, 1000, 6000) == 4
    assert rows_at_once(BEAM.model_copy(update={"beam_size": 64}), 1, 32000) == 64
    assert rows_at_once(sampled, 10_000, 50_000) == 1
    assert rows_at_once(BEAM.model_copy(update={"method": "greedy", "beam_size": 64}), 1, 32000) == searching.PLAIN_ROWS


def test_a_program_that_is_much_too_wide_answers_no_short_sentence_and_its_own_is_asked_for(transformer):
    searcher = SentenceSearcher(transformer, BEAM, wanted=3)
    searcher._programs[512] = None  # never called
    (found,) = searcher.search([Query(SOURCES[0])])
    assert not found.compiled and searcher.cold == {16}


def test_an_empty_sentence_has_an_empty_translation(searcher):
    assert [found.tokens for found in searcher.search([Query([]), Query([])])] == [((EOS,),)] * 2


def test_an_exported_search_finds_nothing_of_nothing(transformer):
    search = SearchGraphs(transformer, BEAM, 3, forced=False).exportable
    found = search(np.array([[4, 3, EOS], [EOS, PAD, PAD], [PAD, PAD, PAD]], "int32"))
    tokens, scores = np.asarray(found["tokens"]), np.asarray(found["scores"])
    assert tokens[1:, 0, 0].tolist() == [EOS, EOS] and tokens[1:].sum() == 2 * EOS
    assert scores[1:, 0].tolist() == [0.0, 0.0] and (scores[1:, 1:] < -1e8).all()
    np.testing.assert_array_equal(tokens[0], search(np.array([[4, 3, EOS]], "int32"))["tokens"][0])


def test_a_compiled_shape_serves_every_sentence_that_it_has_room_for(searcher, transformer):
    searcher.warm(8)
    queries = [Query(SOURCES[0]), Query(SOURCES[1], (7, 7)), Query(SOURCES[2])]
    found = searcher.search(queries)
    assert [result.compiled for result in found] == [True, True, False]
    for query, result in zip(queries[:2], found, strict=False):
        assert_as_expected(result, transformer, query, BEAM)


def test_weights_that_change_after_a_program_was_made_are_those_of_the_answer(transformer):
    searcher = SentenceSearcher(transformer, BEAM, wanted=3)
    searcher.warm(8)
    table = transformer.output_embedding.embeddings
    table.assign(table * 0.5)
    (found,) = searcher.search([Query(SOURCES[1])])
    assert_as_expected(found, transformer, Query(SOURCES[1]), BEAM)
    table.assign(table * 2.0)
