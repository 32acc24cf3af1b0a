"""The view: two forms of one length, with the way back to the source."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.extractor import Extractor
from cchc_extract.text.view import fold, lower_same_length, make_view

PIECES = st.sampled_from(
    [
        "Chỉ số", "Hoà", "hòa", "THUỶ", "Đà Nẵng", "Ðà", "ðạt", " ", "\u00a0", "\u2009", "\u202f", "\u200b", "\ufeff",
        "\u00ad", "\r\n", "\r", "\n", "\t", "1.860", "1\u00a0860", "😀", "\u0301", "İ", "ß", "ﬁ", "–", "“", "％",
        "３", "e\u0302\u0301", "각",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(lambda pieces: unicodedata.normalize("NFD", "".join(pieces))),
)


@given(TEXTS)
def test_both_forms_have_one_length(source: str) -> None:
    view = make_view(source)
    assert view.source == source
    assert len(view.text) == len(view.low)


@given(TEXTS)
def test_every_character_leads_back_to_the_source(source: str) -> None:
    view = make_view(source)
    spans = [view.source_span(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(source) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))


@given(TEXTS, st.data())
def test_a_span_of_the_view_is_its_view_of_the_source_span(source: str, data: st.DataObject) -> None:
    view = make_view(source)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    low, high = view.source_span(start, end)
    seen = make_view(source[low:high]).text
    assert squeezed(view.text[start:end]) in squeezed(seen)


def squeezed(text: str) -> str:
    """`text` without spaces, whose kind depends on what stands around them."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Hòa Bình", "Hòa Bình"),
        (unicodedata.normalize("NFD", "Chỉ số cải cách"), "Chỉ số cải cách"),
        ("Ðà Nẵng, ðạt, Ɖắk", "Đà Nẵng, đạt, Đắk"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\ufeffTỉnh\u200b có\u00ad", "Tỉnh có"),
        ("5\u3000xã\u2003mới", "5 xã mới"),
        ("2\u00a0xã", "2 xã"),
        ("1\u202f860 hồ sơ", "1\u00a0860 hồ sơ"),
        ("đạt\u00a0860 điểm", "đạt 860 điểm"),
        ("９５％", "95%"),
        ("29／63", "29/63"),
    ],
)
def test_the_text_form_keeps_the_words_and_drops_the_noise(source: str, text: str) -> None:
    assert make_view(source).text == text


@pytest.mark.parametrize(
    ("source", "low"),
    [
        ("HOÀ BÌNH", "hòa bình"),
        ("Hòa Bình", "hòa bình"),
        ("hoả hoạn, KHOẺ, xoè", "hỏa hoạn, khỏe, xòe"),
        ("Thuý, thuỷ, UỶ BAN, luỵ, suỳ", "thúy, thủy, ủy ban, lụy, sùy"),
        ("quý, quỳ, quỷ", "quý, quỳ, quỷ"),
        ("hoàn thành, khoản, tuýp", "hoàn thành, khoản, tuýp"),
        ("ÐỒNG THÁP", "đồng tháp"),
        ("2019 – 2020 — 2021", "2019 - 2020 - 2021"),
        ("“một cửa”, ‘hai’", "\"một cửa\", 'hai'"),
    ],
)
def test_the_low_form_folds_case_tone_placement_dashes_and_quotes(source: str, low: str) -> None:
    assert make_view(source).low == low
    assert fold(source.replace("Ð", "Đ")) == low


def test_spans_cover_what_was_dropped_inside_but_not_beside() -> None:
    source = unicodedata.normalize("NFD", "số\u200b 5\u200b xã\u200b.")
    view = make_view(source)
    at = view.text.index("5 xã")
    start, end = view.source_span(at, at + 4)
    assert unicodedata.normalize("NFC", source[start:end]) == "5\u200b xã"


@given(st.text(max_size=80))
def test_lowering_never_changes_the_length(text: str) -> None:
    assert len(lower_same_length(text)) == len(text)
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ｘếｐ thứ ４／６３", "xếp thứ 4/63"),
        ("Ѕở Nộі vụ", "Sở Nội vụ"),
        ("сa\u0301c хa\u0303", "các xã"),
        ("а\u0323", "ạ"),
        ("ﬁle, oﬃce", "file, office"),
        ("hành\u00ad\nchính, kế\u00ad hoạch", "hànhchính, kế hoạch"),
        ("x\u202eếp\u2069 t\u2060hứ\ufe0f \u061c4", "xếp thứ 4"),
        ("một\u2000hai\u2001ba", "một hai ba"),
    ],
)
def test_signs_that_only_look_like_the_right_ones_become_these(source: str, text: str) -> None:
    assert make_view(source).text == text


def test_the_parts_of_a_ligature_lead_back_to_it() -> None:
    view = make_view("5 ﬁle.")
    at = view.text.index("f")
    assert view.source_span(at, at + 4) == (2, 5)
    assert view.source_span(at + 1, at + 2) == (2, 3)


@pytest.mark.parametrize(
    "seen",
    [
        "ＮĂＭ ２０１９, ＣＨỈ ＳỐ ＣＣＨＣ ＣỦＡ ＴỈＮＨ ＡＮ ＧＩＡＮＧ ＸẾＰ ＴＨỨ ４／６３",
        "NĂM 2019, CHỈ SỐ CCHC CỦA TỈNH AN GIANG XẾP THỨ 4/63",
        "Năm 2019, Chỉ ѕố CCHC сủа tỉnh Аn Giаng xếp thứ 4/63",
        "Năm 2019, Chỉ\u200b số C\u00adCHC của\u202a tỉnh An Giang\u202c xếp thứ\ufeff 4/63",
    ],
)
def test_facts_are_found_whatever_signs_the_text_is_written_with(extractor: Extractor, seen: str) -> None:
    (fact,) = extractor.extract(seen)
    assert (fact.kind, fact.value, fact.out_of, fact.indicator) == ("rank", 4, 63, "PAR_INDEX")
    assert fact.area
    assert fact.area.code == "89"
    assert seen[fact.evidence.start : fact.evidence.end] == fact.evidence.text


@pytest.mark.parametrize("sentence", ["Sở Nội vụ kiểm tra 15 đơn vị, gồm 05 sở và 10 xã, ", "xếp thứ 4/63 "])
def test_a_sentence_without_end_is_read_in_parts(extractor: Extractor, sentence: str) -> None:
    facts = extractor.extract(sentence * 400)
    assert len(facts) == 400 * len(extractor.extract(sentence))
