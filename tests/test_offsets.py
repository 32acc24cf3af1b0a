"""Evidence is the text between its offsets, whatever has happened to the text before it came here."""

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_files import ARTICLES, read_article

from cchc_extract.extractor import Extractor
from cchc_extract.models import Fact

TEXTS = [read_article(path) for path in ARTICLES]
SPACES = ["\u00a0", "\u2009", "\u202f", "\u3000", "\t", "  "]
INVISIBLE = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff"]
VISIBLE = [
    "😀",
    "𝟙",
    "👩\u200d💼",
    "🇻🇳",
    "\u0301",
    "\u0000",
    "\u001b[31m",
    "İ",
    "ß",
    "�",
    "\x85",
    "\u2028",
    "|",
    "\t",
]

Mutation = Callable[[str, random.Random], str]


def sprinkled(text: str, extras: list[str], rng: random.Random, share: int = 40) -> str:
    """`text` with extra characters put in at random places, one for every `share` characters."""
    pieces, at = [], 0
    for cut in sorted(rng.randrange(len(text) + 1) for _ in range(1 + len(text) // share)):
        pieces += [text[at:cut], rng.choice(extras)]
        at = cut
    return "".join([*pieces, text[at:]])


def respaced(text: str, rng: random.Random) -> str:
    """`text` with some spaces replaced by others."""
    return "".join(rng.choice(SPACES) if c == " " and rng.random() < 0.3 else c for c in text)


def shuffled(text: str, rng: random.Random) -> str:
    """`text` with its lines in another order."""
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def truncated(text: str, rng: random.Random) -> str:
    """A piece out of `text`."""
    start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[start:end]


MUTATIONS: dict[str, Mutation] = {
    "nfd": lambda text, _: unicodedata.normalize("NFD", text),
    "half nfd": lambda text, rng: "".join(unicodedata.normalize(rng.choice(["NFC", "NFD"]), c) for c in text),
    "crlf": lambda text, _: text.replace("\n", "\r\n"),
    "cr": lambda text, _: text.replace("\n", "\r"),
    "mixed line ends": lambda text, rng: "".join(rng.choice(["\r", "\r\n", "\n"]) if c == "\n" else c for c in text),
    "one line": lambda text, _: text.replace("\n", " "),
    "spaces": respaced,
    "invisible": lambda text, rng: sprinkled(text, INVISIBLE, rng),
    "visible": lambda text, rng: sprinkled(text, VISIBLE, rng),
    "truncated": truncated,
    "shuffled": shuffled,
    "upper": lambda text, _: text.upper(),
    "title": lambda text, _: text.title(),
}


@st.composite
def mutated_texts(draw: st.DrawFn) -> str:
    """A stretch of a sample article after up to three mutations."""
    text = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(50, 700))]
    rng = random.Random(draw(st.integers(0, 2**32)))
    for name in draw(st.lists(st.sampled_from(sorted(MUTATIONS)), max_size=3)):
        text = MUTATIONS[name](text, rng) if text else text
    return text


def check_spans(text: str, facts: list[Fact]) -> None:
    """Assert what is promised of the spans of facts."""
    last = 0
    for fact in facts:
        evidence, sentence = fact.evidence, fact.sentence
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.text.strip()
        assert 0 <= sentence.start <= evidence.start < evidence.end <= sentence.end <= len(text)
        assert last <= evidence.start, "evidence overlaps, or facts are out of order"
        last = evidence.end
    ids = [fact.id for fact in facts]
    assert len(set(ids)) == len(ids)
    assert {fact.part_of for fact in facts if fact.part_of} <= set(ids)


@settings(max_examples=150, deadline=None)
@given(text=mutated_texts())
def test_spans_hold_on_mutated_articles(extractor: Extractor, text: str) -> None:
    check_spans(text, extractor.extract(text))


NUMBERS = st.from_regex(r"\A[0-9]{1,4}([.,/ %-][0-9]{1,4}){0,3}%?\Z")
CUES = ["Chỉ số CCHC", "đạt", "xếp thứ", "giảm", "tăng", "bậc", "so với", "năm", "hồ sơ", "xã", "kiểm tra", "gồm"]
JOINTS = ["trong đó", "từ", "đến", "hai", "mươi", "An Giang", "(", ")", ";", ".", "\n", "|", "\t"]
WORDS = st.sampled_from(CUES + JOINTS)
SOUP = st.lists(st.one_of(NUMBERS, WORDS, st.text(max_size=4)), max_size=40).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(SOUP, st.text(max_size=300)))
def test_spans_hold_on_any_text(extractor: Extractor, text: str) -> None:
    extraction = extractor.extraction(text, on_topic=True)
    check_spans(text, extraction.facts)
    for rejected in extraction.rejected:
        assert text[rejected.start : rejected.end] == rejected.text
        assert rejected.reason


def meaning(facts: list[Fact]) -> list[dict[str, object]]:
    """Facts without what depends on where and how the text spells them."""
    leave = dict.fromkeys(("id", "evidence", "sentence", "part_of"), True)
    return [fact.model_dump(exclude={**leave, "checks": {"__all__": {"facts"}}}) for fact in facts]


@pytest.mark.parametrize("name", ["nfd", "crlf", "cr", "invisible"])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_the_same_facts_come_out_of_another_encoding(extractor: Extractor, article: Path, name: str) -> None:
    text = read_article(article)
    other = MUTATIONS[name](text, random.Random(article.name))
    found = extractor.extract(other)
    check_spans(other, found)
    assert meaning(found) == meaning(extractor.extract(text))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_a_byte_order_mark_and_no_break_spaces_change_nothing(extractor: Extractor, article: Path) -> None:
    text = read_article(article)
    other = "\ufeff" + text.replace(" ", "\u00a0")
    assert meaning(extractor.extract(other)) == meaning(extractor.extract(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t\r\n", id="blank"),
        pytest.param("\ufeff", id="byte order mark alone"),
        pytest.param("\u0301", id="mark without a base"),
        pytest.param("Tỉnh tiếp nhận " + "9" * 400 + " hồ sơ thủ tục hành chính.", id="number beyond floats"),
        pytest.param(
            "Tỉnh tiếp nhận " + "9" * 5000 + " hồ sơ thủ tục hành chính.", id="number beyond int conversion"
        ),
        pytest.param("Chỉ số CCHC xếp thứ 0/0, tăng 0 bậc.", id="zeros"),
        pytest.param("Chỉ số CCHC năm 0000 đạt 80 điểm.", id="year zero"),
        pytest.param("Tiếp nhận 1/1/1/1/1/1 hồ sơ, 1-2-3-4-5 thủ tục hành chính, 1.2.3.4,5,6.", id="chains"),
        pytest.param("(((((" * 200 + "tiếp nhận 5 hồ sơ thủ tục hành chính" + ")))))" * 200, id="brackets"),
        pytest.param("hai mươi " * 300 + "hồ sơ thủ tục hành chính", id="endless number words"),
        pytest.param("Tỉnh có ٣ hồ sơ, ３ thủ tục hành chính và ² xã.", id="foreign digits"),
        pytest.param("Tỉnh\tcó\t2\tnhiệm vụ\tcải cách hành chính", id="tabs between words"),
        pytest.param("\ud800 tiếp nhận 5 hồ sơ thủ tục hành chính", id="lone surrogate"),
    ],
)
def test_odd_texts_do_no_harm(extractor: Extractor, text: str) -> None:
    check_spans(text, extractor.extraction(text, doc="odd.txt", on_topic=True).facts)
