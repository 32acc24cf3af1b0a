"""The lexicon: phrases of many lists found in one pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.pack.lexicon import Lexicon, Words


def spans(lexicon: Lexicon, text: str, label: str = "noun") -> list[str]:
    """The pieces of the text that are marked with a label."""
    return [text[m.start : m.end] for m in lexicon.scan(Words(text)).get(label, [])]


@pytest.fixture
def lexicon() -> Lexicon:
    """A few nouns, one verb, one compound."""
    made = Lexicon()
    made.add(["thủ tục", "thủ tục hành chính", "xã", "phường", "đơn vị"], "noun")
    made.add(["sở, ban, ngành", "dịch vụ công mức độ 3"], "noun", "named")
    made.add(["giảm", "hành chính"], "verb")
    made.add(["xã hội", "suy giảm"], "compound")
    return made


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("203 thủ tục hành chính", ["thủ tục hành chính"]),
        ("203 thủ tục hành", ["thủ tục"]),
        ("xã, phường", ["xã", "phường"]),
        ("xãxã", []),
        ("các sở, ban, ngành", ["sở, ban, ngành"]),
        ("các sở ban ngành", []),
        ("các sở , ban,  ngành", ["sở , ban,  ngành"]),
        ("thủ  tục\thành chính", ["thủ  tục\thành chính"]),
        ("thủ\ntục", []),
        ("thủ tục\nhành chính", ["thủ tục"]),
        ("thủ tục. hành chính", ["thủ tục"]),
        ("thủ tục (hành chính)", ["thủ tục"]),
        ("dịch vụ công mức độ 3", ["dịch vụ công mức độ 3"]),
        ("xã", ["xã"]),
        ("(xã)", ["xã"]),
        ("", []),
    ],
)
def test_the_longest_phrase_of_whole_words_is_found(lexicon: Lexicon, text: str, found: list[str]) -> None:
    assert spans(lexicon, text) == found


def test_phrases_of_one_label_do_not_overlap_and_those_of_two_may(lexicon: Lexicon) -> None:
    text = "giảm thủ tục hành chính"
    assert spans(lexicon, text, "noun") == ["thủ tục hành chính"]
    assert spans(lexicon, text, "verb") == ["giảm", "hành chính"]


def test_words_inside_a_compound_are_not_found(lexicon: Lexicon) -> None:
    assert spans(lexicon, "xã hội và 5 xã") == ["xã"]
    assert spans(lexicon, "suy giảm rồi giảm", "verb") == ["giảm"]


def test_a_mark_carries_what_its_list_says(lexicon: Lexicon) -> None:
    marks = lexicon.scan(Words("thủ tục của sở, ban, ngành"))["noun"]
    assert [m.value for m in marks] == ["thủ tục", "named"]


def test_a_phrase_can_be_asked_for_at_a_word(lexicon: Lexicon) -> None:
    words = Words("5 thủ tục hành chính")
    mark = lexicon.at(words, 1, "noun")
    assert mark is not None
    assert (mark.start, mark.end) == (2, 20)
    assert lexicon.at(words, 0, "noun") is None
    assert lexicon.at(words, 99, "noun") is None


def test_phrases_without_words_are_ignored() -> None:
    lexicon = Lexicon()
    lexicon.add(["", "...", "+"], "noun")
    assert lexicon.scan(Words("... + xã")) == {}


@given(st.text(max_size=80))
def test_words_are_where_they_say(text: str) -> None:
    words = Words(text)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == words.texts
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert len(words.keys) == len(words.texts)
