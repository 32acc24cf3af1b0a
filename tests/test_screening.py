"""The quick test on the subject: it saves time, and loses no fact."""

import unicodedata
from pathlib import Path

import pytest
from commands import ROOT, cchc
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.extractor import Extractor
from cchc_extract.pack.compiled import load_pack
from cchc_extract.screening import Screen

PACK = load_pack()
SCREEN = Screen(PACK)
FOLDERS = ("samples", "tests/gold/dev", "tests/gold/aside", "tests/off_subject")
OFF = sorted((ROOT / "tests" / "off_subject").glob("*.txt"))
FLOOD = """Bão số 4 đổ bộ, mưa lớn gây ngập nhiều nơi

Chiều 19/9, mưa lũ làm 2 người mất tích, 11 người bị thương; 27 điểm sạt lở trên quốc lộ 9.

Có 15 xã bị chia cắt, 86 tàu cá hư hỏng. {}
"""


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_text_with_facts_is_skipped(folder: str, extractor: Extractor) -> None:
    skipped = [text for path in (ROOT / folder).glob("*.txt") if not SCREEN.passes(text := _text(path))]
    assert skipped
    assert [len(extractor.extraction(text).facts) for text in skipped] == [0] * len(skipped)


def test_most_articles_of_other_subjects_are_skipped() -> None:
    assert sum(not SCREEN.passes(_text(path)) for path in OFF) >= 0.8 * len(OFF)


WAYS = {
    "small letters": str,
    "capitals": str.upper,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "Eth for Đ": lambda text: text.replace("Đ", "Ð").replace("đ", "ð"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "soft hyphens": lambda text: text.replace("c", "\u00adc"),
    "wrapped": lambda text: text.replace(" chính", "\nchính").replace(" vụ", "\nvụ"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "words",
    [
        "thủ tục hành chính được số hoá, công chức",
        "Chỉ số PCI",
        "PAR – INDEX",
        "P.A.P.I",
        "tinh giản biên chế, công vụ",
    ],
)
def test_words_of_the_field_are_found_however_they_are_written(way: str, words: str) -> None:
    written = WAYS[way](f"mà trong đó {words} là")  # type: ignore[operator]
    assert not SCREEN.passes(FLOOD.format(""))
    assert SCREEN.passes(FLOOD.format(written))


def test_words_of_other_fields_count_only_where_they_are_of_the_article() -> None:
    tags = (
        "Mưa lớn. UBND tỉnh yêu cầu 12 cơ quan rà soát biên chế.\n\nTags: mưa lũ, sạt lở, tàu cá, mất tích, bị thương"
    )
    assert SCREEN.passes(tags)
    assert SCREEN.passes(
        "Sở Giao thông vận tải, Sở Du lịch, Bộ Giao thông vận tải, Sở Văn hóa và Thể thao họp 2 lần."
    )


def test_patterns_of_a_user_are_heeded(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("topics: {inside: [người mất tích, điểm sạt lở]}", "utf-8")
    text = FLOOD.format("")
    assert not SCREEN.passes(text)
    assert Screen(load_pack([mine])).passes(text)


_TOPICS = PACK.source.topics
_NAMES = [name for body in PACK.source.departments for name in (body.name, *body.aliases)]
_INDICES = [name for indicator in PACK.source.indicators.values() for name in indicator.names]
_PHRASES = st.one_of(
    st.sampled_from(_TOPICS.inside),
    st.sampled_from(_TOPICS.outside),
    st.sampled_from(_TOPICS.weak),
    st.sampled_from(
        [*_NAMES, "huyện", "thị xã", "thành phố", "An Giang", "Nguồn:", "Tags:", "Ảnh:", "- ", "1. ", "* "]
    ),
    st.sampled_from(
        ["kiểm tra 15 đơn vị", "giảm 32 phòng", "xếp thứ 29/63", "đạt 84,35%", "ban hành 203 văn bản", "2"]
    ),
    st.sampled_from(_INDICES),
)
_WRITTEN = st.sampled_from([str, str.upper, str.title, str.capitalize, lambda s: unicodedata.normalize("NFD", s)])
_BETWEEN = st.sampled_from(
    [" ", " ", " ", ", ", ". ", "; ", "\n", "\n\n", ":\n", ".\n", "  ", " | ", "\u00a0", " - ", "\r\n"]
)
_TEXTS = st.lists(
    st.builds(lambda phrase, way, gap: way(phrase) + gap, _PHRASES, _WRITTEN, _BETWEEN), min_size=2, max_size=40
).map("".join)


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_a_text_with_facts_passes(text: str) -> None:
    if not SCREEN.passes(text):
        assert EXTRACTOR.extraction(text).facts == []


EXTRACTOR = Extractor(all_documents=True)


def test_the_command_gives_the_same_facts_with_and_without_the_test() -> None:
    paths = [*OFF[:12], *sorted((ROOT / "samples").glob("*.txt"))]
    quick, full = cchc("extract", "-q", *paths), cchc("extract", "-q", "--all-documents", *paths)
    assert quick.stdout
    assert (quick.returncode, quick.stdout, quick.stderr) == (full.returncode, full.stdout, full.stderr)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")
