"""Files that other programs wrote: every pair in them arrives, checked against those programs' own readers."""

from __future__ import annotations

import gzip
import importlib.util
import re
import sys
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from corpus_pairs import MakeFile
from foreign_files import WRITERS

from resources.samples import SAMPLES
from tfmodel.contract.failure import FailureError
from tfmodel.contract.installing import install_line
from tfmodel.corpus import guessing
from tfmodel.corpus.cleaning import clean
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.detection import Choices, detect, preview, read, with_languages
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.extracting import extract
from tfmodel.corpus.identification import Identified
from tfmodel.corpus.importing import import_pairs
from tfmodel.corpus.pair import Pair, Rejected
from tfmodel.corpus.store import PairStore

PAIRS = [
    ("The house is red.", "La maison est rouge."),
    ('He said "no" & left; 3 < 4', "Il a dit « non » & il est parti ; 3 < 4"),
    ("a\u00a0b \u200b c", "日本語 🙂 \u202f!"),
    ("C:\\new\\table {0} %s <b>", "]]> <!-- -- &amp; &#10;"),
    ("'quoted'", "=1+1"),
]
MANY = [(f"{source} {n}", f"{target} {n}") for n in range(60) for source, target in PAIRS]


def items(detected: Detected) -> tuple[list[Pair], list[Rejected]]:
    found = list(read(detected))
    return [item for item in found if isinstance(item, Pair)], [item for item in found if isinstance(item, Rejected)]


def texts(detected: Detected) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in items(detected)[0]]


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_pair_of_every_format_arrives(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"some.en-fr{suffix}"
    WRITERS[suffix](path, MANY)
    found = detect([path])
    assert texts(found) == MANY
    assert (found.source_language, found.target_language) == ("en", "fr")
    assert len(found.evidence) >= 1
    assert len(preview(found, 10).rows) == 10
    backwards = with_languages(found, "fr", "en")
    if found.languages or found.keys or found.has_one_direction:
        assert texts(backwards) == [(target, source) for source, target in MANY]


@pytest.mark.parametrize("languages", [("fr", "en"), ("fr-CA", "en-US"), ("fr", ""), ("", "en")])
def test_two_files_are_turned_round_with_their_encodings(tmp_path: Path, languages: tuple[str, str]) -> None:
    english, french = tmp_path / "some.en", tmp_path / "some.fr"
    english.write_text("the café is open\n" * 20, encoding="utf-8")
    french.write_text("le café est ouvert\n" * 20, encoding="latin-1")
    found = detect([english, french], encoding="utf-8", target_encoding="latin-1")
    assert texts(with_languages(found, *languages)) == [("le café est ouvert", "the café is open")] * 20
    assert with_languages(found, "", "") == with_languages(found, "en", "fr") == found
    assert with_languages(found, "de", "en").paths == found.paths


@pytest.mark.parametrize("languages", [("de", "en"), ("de", "")])
def test_a_file_is_not_turned_round_by_a_language_that_it_does_not_say(
    make_file: MakeFile, languages: tuple[str, str]
) -> None:
    path = make_file("app.po", 'msgid ""\nmsgstr ""\n\nmsgid "Haus"\nmsgstr "house"\n')
    assert texts(with_languages(detect([path], guess=False), *languages)) == [("Haus", "house")]


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".po", ".jsonl"])
def test_a_compressed_file_is_the_same(tmp_path: Path, suffix: str) -> None:
    WRITERS[suffix](tmp_path / f"plain{suffix}", MANY)
    packed = tmp_path / f"packed{suffix}.gz"
    packed.write_bytes(gzip.compress((tmp_path / f"plain{suffix}").read_bytes()))
    assert texts(detect([packed])) == MANY


def test_a_translation_memory_reads_as_its_own_library_reads_it(tmp_path: Path) -> None:
    from translate.storage.tmx import tmxfile

    path = tmp_path / "memory.tmx"
    WRITERS[".tmx"](path, MANY)
    theirs = [(unit.source, unit.target) for unit in tmxfile.parsefile(str(path)).units]
    assert texts(detect([path])) == theirs


# Django's own translations


def django(language: str) -> list[Path]:
    spec = importlib.util.find_spec("django")
    assert spec is not None and spec.origin is not None
    found = sorted(Path(spec.origin).parent.glob(f"**/locale/{language}/LC_MESSAGES/*.po"))
    assert len(found) > 10
    return found


@pytest.mark.parametrize("language", ["fr", "ja"])
def test_the_messages_of_django_arrive_as_polib_reads_them(language: str) -> None:
    total = 0
    for path in django(language):
        detected = replace(detect([path]), fuzzy=True)
        pairs, left_out = items(detected)
        expected = []
        for entry in polib.pofile(str(path)):
            forms = [form for _, form in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
            plural = entry.msgid_plural or entry.msgid
            sides = [(entry.msgid, forms[0]), *((plural, form) for form in forms[1:])]
            if entry.msgid_plural and len(forms) == 1:
                sides.append((plural, forms[0]))
            expected += [(side, entry.obsolete) for side in sides]
        cleaned = [clean(*side, 1) for side, obsolete in expected if not obsolete]
        assert [(pair.source, pair.target) for pair in pairs] == [
            (item.source, item.target) for item in cleaned if isinstance(item, Pair)
        ]
        assert {item.reason for item in left_out} <= {"empty-target", "obsolete"}
        assert (detected.source_language, detected.target_language) == ("en", language)
        total += len(pairs)
    assert total > 900


def test_what_a_po_file_says_beside_its_messages(make_file: MakeFile) -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n"Language: fr_CA\\n"\n\n'
        '# A button.\n#. From the form.\nmsgctxt "verb"\nmsgid "Open"\nmsgstr "Ouvrir é"\n\n'
        '#, fuzzy\nmsgid "Shut"\nmsgstr "Ouvert"\n\n#~ msgid "Old"\n#~ msgstr "Vieux"\n\n'
        'msgid "broken\nmsgstr "x"\n\nmsgid "%d file"\nmsgid_plural "%d files"\n'
        'msgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"\n\nmsgid "no"\nmsgstr ""\n'
    )
    found = detect([make_file("app.po", text, "latin-1")])
    pairs, left_out = items(found)
    assert (found.encoding, found.target_language) == ("iso-8859-1", "fr-CA")
    assert pairs[0] == Pair("Open", "Ouvrir é", 6, "verb", "From the form.\nA button.")
    assert [(pair.source, pair.target, pair.line) for pair in pairs[1:]] == [
        ("%d file", "%d fichier", 22),
        ("%d files", "%d fichiers", 22),
    ]
    assert [item.reason for item in left_out] == ["fuzzy", "obsolete", "broken-unit", "empty-target"]
    assert ("Shut", "Ouvert") in texts(replace(found, fuzzy=True))


# TMX

HEAD = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="{}"/><body>\n'
TAIL = "</body></tmx>\n"


def memory(*units: dict[str, str], source: str = "en-US", attribute: str = "xml:lang") -> str:
    sides = (
        "".join(f'<tuv {attribute}="{language}"><seg>{text}</seg></tuv>' for language, text in unit.items())
        for unit in units
    )
    return (
        HEAD.format(source)
        + "".join(f'<tu tuid="u{n}"><note>n{n}</note>{text}</tu>\n' for n, text in enumerate(sides))
        + TAIL
    )


def test_any_two_of_five_languages_and_their_variants(make_file: MakeFile) -> None:
    unit = {"en-US": "color", "en-GB": "colour", "FR": "couleur", "de_AT": "Farbe", "ja": "色", "pt-BR": "cor"}
    path = make_file("five.tmx", memory(unit, {"en-GB": "grey", "fr": "gris"}, {"de": "nur deutsch", "ja": "色"}))
    found = detect([path])
    assert (found.source_language, found.target_language) == ("en-US", "fr")
    assert set(found.languages) == {"en", "en-US", "en-GB", "fr", "de", "de-AT", "ja", "pt"}
    assert any("six" in sentence or "en-GB (2)" in sentence for sentence in found.evidence)
    assert texts(with_languages(found, "en-GB", "de")) == [("colour", "Farbe")]
    assert texts(with_languages(found, "en", "fr")) == [("color", "couleur"), ("grey", "gris")]
    assert texts(with_languages(found, "ja", "de")) == [("色", "Farbe"), ("色", "nur deutsch")]
    assert texts(with_languages(found, "pt-PT", "de")) == []
    pairs, left_out = items(with_languages(found, "en", "fr"))
    assert [(pair.unit, pair.note, pair.line) for pair in pairs] == [("u0", "n0", 4), ("u1", "n1", 5)]
    assert [(item.reason, item.line) for item in left_out] == [("missing-language", 6)]


@pytest.mark.parametrize(
    ("unit", "source", "languages"),
    [
        ({"pt-BR": "trem", "pt-PT": "comboio"}, "en-US", ("pt-BR", "pt-PT")),
        ({"pt-BR": "trem", "pt-PT": "comboio"}, "pt_PT", ("pt-PT", "pt-BR")),
        ({"sr-Latn": "voz", "sr-Cyrl": "воз"}, "sr", ("sr-Latn", "sr-Cyrl")),
        ({"en": "lift", "en-US": "elevator"}, "en", ("en", "en-US")),
    ],
)
def test_variants_of_one_language_are_two_sides(
    make_file: MakeFile, unit: dict[str, str], source: str, languages: tuple[str, str]
) -> None:
    found = detect([make_file("variants.tmx", memory(unit, source=source))])
    assert (found.source_language, found.target_language) == languages
    assert set(found.languages) == set(languages)
    assert texts(found) == [(unit[languages[0]], unit[languages[1]])]


def test_a_unit_with_only_one_of_two_variants_is_not_its_own_translation(make_file: MakeFile) -> None:
    path = make_file("variants.tmx", memory({"en": "elevator", "en-US": "lift"}, {"en": "stairs"}, source="en"))
    items = list(read(detect([path])))
    assert [(item.source, item.target) for item in items if isinstance(item, Pair)] == [("elevator", "lift")]
    assert [item.reason for item in items if isinstance(item, Rejected)] == ["missing-language"]


def test_one_language_however_it_is_spelt_is_refused(make_file: MakeFile) -> None:
    with pytest.raises(FailureError, match="only one language"):
        detect([make_file("one.tmx", memory({"sr-Latn": "voz", "sr-latn": "vlak"}))])


def test_the_extract_of_a_dataset_without_languages_is_read_again(make_file: MakeFile, tmp_path: Path) -> None:
    pairs = [(f"one {n}", f"un {n}") for n in range(9)]
    table = make_file("some.tsv", "".join(f"{source}\t{target}\n" for source, target in pairs))
    import_pairs(detect([table], guess=False), tmp_path / "first.pairs")
    with PairStore.open(tmp_path / "first.pairs") as store:
        assert store.languages == ("", "")
        extract(store, tmp_path / "memory.tmx", store.ids())
    found = detect([tmp_path / "memory.tmx"])
    assert texts(found) == pairs
    import_pairs(found, tmp_path / "second.pairs")
    with PairStore.open(tmp_path / "second.pairs") as store:
        assert store.languages == ("", "") and store.counts().total == 9


def test_an_extract_has_the_names_and_the_notes_of_its_units(make_file: MakeFile, tmp_path: Path) -> None:
    sides = '<tuv xml:lang="en"><seg>one {0}</seg></tuv><tuv xml:lang="fr"><seg>un {0}</seg></tuv></tu>\n'
    first = '<tu tuid="a&quot;&amp;"><note>first</note><note>b &lt; c</note>'
    heads = (first, '<tu tuid="a&quot;&amp;">', "<tu>", "<tu>", '<tu tuid="d"><note>last</note>')
    text = HEAD.format("en") + "".join(head + sides.format(n) for n, head in enumerate(heads)) + TAIL
    import_pairs(detect([make_file("some.tmx", text)]), tmp_path / "some.pairs")
    into = tmp_path / "memory.tmx"
    with PairStore.open(tmp_path / "some.pairs") as store:
        assert [row.unit for row in store.rows(store.ids())] == ['a"&', 'a"&', "", "", "d"]
        extract(store, into, store.ids())
        numbers = list(map(str, store.ids()))
    pairs, _ = items(detect([into]))
    names_and_notes = [(pair.unit, pair.note) for pair in pairs]
    assert names_and_notes == [('a"&', "first\nb < c"), ("", ""), ("", ""), ("", ""), ("d", "last")]
    written = into.read_text(encoding="utf-8")
    assert re.findall('<prop type="x-number">(.*?)</prop>', written) == numbers
    assert written.count("tuid=") == 2


def test_tmx_1_1_calls_the_language_lang(make_file: MakeFile) -> None:
    path = make_file("old.tmx", memory({"EN-US": "a house", "FR-FR": "une maison"}, attribute="lang"))
    assert texts(detect([path])) == [("a house", "une maison")]


BOLD = 'Press <bpt i="1" x="4">&lt;b></bpt>Save<ept i="1">&lt;/b></ept> <hi>now</hi><ph>[x<sub>z</sub>]</ph>!'


@pytest.mark.parametrize(
    ("inline", "source"), [("strip", "Press Save now!"), ("keep", "Press {4}Save{/4} {2}now{/2}{3}!"), ("skip", None)]
)
def test_inline_codes_of_tmx(make_file: MakeFile, inline: str, source: str | None) -> None:
    found = detect([make_file("codes.tmx", memory({"en": BOLD, "fr": "Enregistrez"}))])
    pairs, left_out = items(replace(found, inline=inline))  # type: ignore[arg-type]
    assert [pair.source for pair in pairs] == ([] if source is None else [source])
    assert [item.reason for item in left_out] == (["inline-codes"] if source is None else [])


def test_a_damaged_unit_costs_itself(make_file: MakeFile) -> None:
    units = [{"en": f"house {n}", "fr": f"maison {n}"} for n in range(2_000)]
    text = memory(*units).replace("maison 700<", "maison \x02 700<").replace("house 1500</seg>", "house 1500")
    found = detect([make_file("damaged.tmx", text)])
    pairs, left_out = items(found)
    assert [pair.source for pair in pairs] == [f"house {n}" for n in range(2_000) if n not in (700, 1500)]
    assert [(item.line, item.reason) for item in left_out] == [(704, "broken-unit"), (1504, "broken-unit")]
    assert pairs[-1].line == 2_003
    assert "mismatch" in left_out[1].text


def test_a_file_that_ends_too_early_keeps_what_came_before(make_file: MakeFile) -> None:
    text = memory(*({"en": f"house {n}", "fr": f"maison {n}"} for n in range(500)))
    pairs, left_out = items(detect([make_file("cut.tmx", text[: text.index("maison 300<")])]))
    assert len(pairs) == 300
    assert [item.reason for item in left_out] == ["broken-unit"]
    assert "ends too early" in left_out[0].text


@pytest.mark.parametrize("content", ["", "<tmx/>", "<html></html>", "no markup", HEAD.format("en") + TAIL])
def test_what_is_no_translation_memory_is_said(make_file: MakeFile, content: str) -> None:
    with pytest.raises(FailureError) as caught:
        detect([make_file("some.tmx", content)], Choices(format="tmx"))
    assert "some.tmx" in caught.value.failure.cause
    assert caught.value.failure.advice


def test_a_translation_memory_in_utf_16(make_file: MakeFile) -> None:
    text = memory({"en": "a house", "fr": "une maison"}).replace('<?xml version="1.0"?>\n', "")
    assert texts(detect([make_file("wide.tmx", text, "utf-16")])) == [("a house", "une maison")]


@pytest.mark.parametrize("suffix", [".tmx", ".xlf"])
def test_that_the_rest_of_a_damaged_file_in_utf_16_is_not_read_is_said(
    make_file: MakeFile, tmp_path: Path, suffix: str
) -> None:
    WRITERS[suffix](tmp_path / f"plain{suffix}", MANY)
    text = re.sub(r"^<\?xml.*?\?>\s*", "", (tmp_path / f"plain{suffix}").read_text(encoding="utf-8"))
    place = text.index("La maison est rouge. 30")
    damaged = f"{text[:place]}<broken{text[place:]}"
    pairs, left_out = items(detect([make_file(f"wide{suffix}", damaged, "utf-16")]))
    assert len(pairs) == 150
    assert [line.reason for line in left_out] == ["broken-unit"]
    assert left_out[0].text.endswith(": the rest was not read")
    assert len(items(detect([make_file(f"narrow{suffix}", damaged)]))[0]) == 299


# XLIFF

XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    '<file source-language="en" target-language="fr"><body><group>{}</group></body></file></xliff>'
)
XLIFF_2 = (
    '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr">'
    '<file id="f"><group id="g">{}</group></file></xliff>'
)
UNITS_1 = (
    '<trans-unit id="a"><source>A</source><target>A1</target><note>look</note>'
    "<alt-trans><source>Z</source><target>Z1</target></alt-trans></trans-unit>"
    '<trans-unit id="b" approved="yes"><source>B</source><target state="needs-translation">B1</target></trans-unit>'
    '<trans-unit id="c"><source>C</source><target state="needs-review-translation">C1</target></trans-unit>'
    '<trans-unit id="d"><source>D</source></trans-unit>'
    '<trans-unit id="e"><source>E</source><target state="final">E1</target></trans-unit>'
    '<trans-unit id="f"><source>F</source><target state="new"/></trans-unit>'
)
UNITS_2 = (
    '<unit id="a"><notes><note>look</note></notes><segment><source>A</source><target>A1</target></segment>'
    '<ignorable><source> </source></ignorable><segment id="s" state="final"><source>B</source><target>B1</target>'
    '</segment></unit><unit id="c"><segment state="initial"><source>C</source><target>C1</target></segment></unit>'
    '<unit id="d"><segment><source>D</source></segment></unit>'
)


@pytest.mark.parametrize(
    ("text", "states", "sources"),
    [
        (XLIFF_1.format(UNITS_1), "any", "ABCE"),
        (XLIFF_1.format(UNITS_1), "translated", "ABE"),
        (XLIFF_1.format(UNITS_1), "approved", "BE"),
        (XLIFF_2.format(UNITS_2), "any", "ABC"),
        (XLIFF_2.format(UNITS_2), "translated", "AB"),
        (XLIFF_2.format(UNITS_2), "approved", "B"),
    ],
)
def test_units_of_the_asked_state(make_file: MakeFile, text: str, states: str, sources: str) -> None:
    found = detect([make_file("some.xlf", text)])
    pairs, left_out = items(replace(found, states=states))  # type: ignore[arg-type]
    assert "".join(pair.source for pair in pairs) == sources
    assert [pair.target for pair in pairs] == [f"{source}1" for source in sources]
    assert len(pairs) + len(left_out) == (6 if text == XLIFF_1.format(UNITS_1) else 4)


def test_units_keep_their_names_and_notes(make_file: MakeFile) -> None:
    first = items(detect([make_file("one.xlf", XLIFF_1.format(UNITS_1))]))[0]
    assert (first[0].unit, first[0].note) == ("a", "look")
    second = items(detect([make_file("two.xlf", XLIFF_2.format(UNITS_2))]))[0]
    assert [(pair.unit, pair.note) for pair in second] == [("a/1", "look"), ("a/s", "look")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            XLIFF_1.format(
                '<trans-unit id="a"><source>See <g id="1">this <x id="2"/></g><bx id="3"/>x<ex rid="3"/>'
                '<mrk mtype="term">y</mrk></source><target>t</target></trans-unit>'
            ),
            "See {1}this {2}{/1}{3}x{/3}y",
        ),
        (
            XLIFF_2.format(
                '<unit id="a"><segment><source>See <pc id="1">this <ph id="2"/></pc><sc id="3"/>x<ec startRef="3"/>'
                '<mrk id="m">y</mrk><cp hex="0041"/></source><target>t</target></segment></unit>'
            ),
            "See {1}this {2}{/1}{3}x{/3}yA",
        ),
    ],
)
def test_inline_codes_of_xliff(make_file: MakeFile, text: str, kept: str) -> None:
    found = detect([make_file("codes.xlf", text)])
    assert texts(replace(found, inline="keep")) == [(kept, "t")]
    assert texts(found) == [(re.sub(r"\{.*?\}", "", kept), "t")]
    assert items(replace(found, inline="skip"))[1][0].reason == "inline-codes"


# Tables and records


def test_sheet_and_columns_of_a_workbook_are_found_and_can_be_chosen(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book, path = Workbook(), tmp_path / "book.xlsx"
    book.active.append(["About this file"])
    news, more = book.create_sheet("News"), book.create_sheet("More")
    for row in [("No", "English", "French"), *((n, f"red house {n}", f"maison {n}") for n in range(9))]:
        news.append(row)
    more.append(("a b", "c d"))
    book.save(path)
    found = detect([path])
    assert (found.sheet, found.sheets) == ("News", ("Sheet", "News", "More"))
    assert (found.header, found.source_column, found.target_column) == (True, 1, 2)
    assert (found.source_language, found.target_language) == ("en", "fr")
    assert items(found)[0][0] == Pair("red house 0", "maison 0", 2)
    assert texts(replace(found, source_column=0))[3] == ("3", "maison 3")
    assert texts(detect([path], Choices(sheet="More"))) == [("a b", "c d")]
    with pytest.raises(FailureError, match="no sheet 'None'"):
        items(replace(found, sheet="None"))


def test_keys_of_records(make_file: MakeFile) -> None:
    lines = (
        '{"id": 7, "src": {"text": "a house"}, "translation": {"de": "ein Haus", "fr": "une maison"}, "a.b": "dot"}\n'
        '{"id": 8, "translation": {"de": "ein Hund", "fr": null}}\n[1, 2]\nno json\n\n'
        '{"translation": {"de": "\\ud800", "fr": "x"}}\n'
    )
    found = detect([make_file("some.jsonl", lines)])
    assert (found.source_key, found.target_key) == ("translation.de", "translation.fr")
    assert set(found.keys) == {"src.text", "translation.de", "translation.fr", "a.b"}
    pairs, left_out = items(found)
    assert pairs == [Pair("ein Haus", "une maison", 1, "7")]
    assert [item.reason for item in left_out] == ["not-text", "not-text", "not-text", "empty-line", "unreadable"]
    assert texts(replace(found, source_key="src.text", target_key="a.b")) == [("a house", "dot")]


def test_columns_of_a_parquet_file(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path = tmp_path / "some.parquet"
    table = {"n": [1, 2, 3], "source": ["a", None, "c"], "target": ["x", "y", "z"], "other": ["p", "q", "r"]}
    parquet.write_table(pyarrow.table(table), path)
    found = detect([path])
    pairs, left_out = items(found)
    assert [(pair.source, pair.target, pair.line) for pair in pairs] == [("a", "x", 1), ("c", "z", 3)]
    assert [(item.line, item.reason) for item in left_out] == [(2, "empty-source")]
    assert texts(replace(found, source_key="other"))[1] == ("q", "y")
    with pytest.raises(FailureError, match="no column 'n' of text"):
        items(replace(found, source_key="n"))


def test_a_parquet_file_without_pyarrow_names_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.parquet"
    WRITERS[".parquet"](path, PAIRS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FailureError, match="which this installation cannot read") as refused:
        detect([path])
    assert install_line("pyarrow") in refused.value.failure.advice


def test_members_of_an_archive_can_be_chosen(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "opus.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for language, text in {"en": "a house", "de": "ein Haus", "fr": "une maison"}.items():
            archive.writestr(f"c/news.{language}", f"{text}\n")
        archive.writestr("c/README", "hello")
        archive.writestr("c/memory.tmx", memory({"en": "a dog", "fr": "un chien"}))
    found = detect([path])
    assert found.members == ("c/memory.tmx",)
    assert ("c/news.de", "c/news.fr") in found.member_choices
    chosen = detect([path], Choices(members=("c/news.de", "c/news.fr")))
    assert texts(chosen) == [("ein Haus", "une maison")]
    assert (chosen.source_language, chosen.target_language) == ("de", "fr")
    assert texts(with_languages(chosen, "fr", "de")) == [("une maison", "ein Haus")]
    assert chosen.origin == "opus.zip: c/news.de + c/news.fr"


def test_a_dataset_gives_what_it_uses_with_units_and_notes(make_file: MakeFile, tmp_path: Path) -> None:
    units = [{"en": f"house {n}", "fr": f"maison {n}"} for n in range(9)]
    path, dataset = make_file("m.tmx", memory(*units)), tmp_path / "m.pairs"
    import_pairs(detect([path]), dataset)
    with PairEditor.open(dataset) as editor:
        editor.exclude([2, 5])
    pairs, left_out = items(detect([dataset]))
    assert pairs[1] == Pair("house 2", "maison 2", 3, "u2", "n2")
    assert [(item.line, item.reason) for item in left_out] == [(2, "set-aside"), (5, "set-aside")]


def test_languages_that_nothing_names_are_those_of_the_sentences(make_file: MakeFile) -> None:
    lines = SAMPLES[0].path.read_text(encoding="utf-8")
    found = detect([make_file("pairs.tsv", lines)])
    assert (found.source_language, found.target_language) == ("en", "fr")
    assert "by the words" in found.evidence[-1]
    assert detect([make_file("pairs.tsv", lines)], guess=False).source_language == ""


def test_what_is_no_language_is_not_guessed(make_file: MakeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "identify", lambda text: Identified("zxx" if "markup" in text else "en", 0.99))
    lines = "".join(f"some words of a sentence {n}\tmarkup and more of it {n}\n" for n in range(20))
    found = detect([make_file("pairs.tsv", lines)])
    assert (found.source_language, found.target_language) == ("", "")
