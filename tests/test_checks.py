"""Checks: what holds and what fails, for texts as articles have them, right and with a mistake in them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.checks import check_article, check_corpus, descriptions, message, translated
from cchc_extract.checks.digits import misprint
from cchc_extract.extractor import Extractor
from cchc_extract.models import FACT_ADAPTER, Check, Fact

# A text that is right, the same with one mistake, the check that tells them apart, and words of its message.
ARITHMETIC = [
    ("Tỉnh An Giang đã tinh giản 211/213 biên chế (đạt 99,06%).",
     "Tỉnh An Giang đã tinh giản 211/213 biên chế (đạt 96,06%).", "ratio.percentage", "99.06 %, not 96.06 %"),
    ("Sở Nội vụ hoàn thành 43/45 nhiệm vụ, đạt 95,6%.", "Sở Nội vụ hoàn thành 43/45 nhiệm vụ, đạt 59,6%.",
     "ratio.percentage", "43 of 45"),
    ("Sở Nội vụ tiếp nhận 1.860 hồ sơ, trong đó 901 hồ sơ trực tuyến (48,4%).",
     "Sở Nội vụ tiếp nhận 1.860 hồ sơ, trong đó 901 hồ sơ trực tuyến (84,4%).", "share.counts", "901 of 1,860"),
    ("Sở Nội vụ kiểm tra 26 đơn vị, gồm 7 sở, 7 huyện và 12 xã.",
     "Sở Nội vụ kiểm tra 26 đơn vị, gồm 7 sở, 7 huyện và 15 xã.", "parts.sum", "29, not to 26"),
    ("Sở Nội vụ kiểm tra 26 đơn vị (7 sở, 7 huyện, 12 xã).", "Sở Nội vụ kiểm tra 26 đơn vị (7 sở, 7 huyện, 15 xã).",
     "parts.sum", "29, not to 26"),
    ("Bộ phận một cửa tiếp nhận 1.250 hồ sơ, đã giải quyết 1.130 hồ sơ, còn lại 120 hồ sơ.",
     "Bộ phận một cửa tiếp nhận 1.250 hồ sơ, đã giải quyết 1.130 hồ sơ, còn lại 210 hồ sơ.", "parts.sum", "1,340"),
    ("Chỉ số CCHC năm 2019 của tỉnh An Giang xếp thứ 12, tăng 23 bậc so với năm 2018 (xếp thứ 35).",
     "Chỉ số CCHC năm 2019 của tỉnh An Giang xếp thứ 12, tăng 32 bậc so với năm 2018 (xếp thứ 35).",
     "change.difference", "from 35 to 12 is 23, not 32"),
    ("Chỉ số CCHC tỉnh An Giang năm 2018 đạt 84,35 điểm, năm 2019 đạt 85,71 điểm, tăng 1,36 điểm so với năm 2018.",
     "Chỉ số CCHC tỉnh An Giang năm 2018 đạt 84,35 điểm, năm 2019 đạt 85,71 điểm, tăng 1,63 điểm so với năm 2018.",
     "change.difference", "1.36, not 1.63"),
    ("Tỉnh An Giang giảm từ 1.325 biên chế xuống còn 1.170 biên chế, giảm 155 biên chế.",
     "Tỉnh An Giang giảm từ 1.325 biên chế xuống còn 1.170 biên chế, giảm 115 biên chế.",
     "change.difference", "155, not 115"),
    ("Hồ sơ trực tuyến của tỉnh An Giang tăng từ 132 hồ sơ lên 396 hồ sơ, gấp 3 lần.",
     "Hồ sơ trực tuyến của tỉnh An Giang tăng từ 132 hồ sơ lên 396 hồ sơ, gấp 5 lần.",
     "change.factor", "not 5 times"),
]  # fmt: skip
IMPOSSIBLE = [
    ("Chỉ số CCHC năm 2019 của tỉnh An Giang xếp thứ 5/630 tỉnh, thành phố.", "list.length", "63 is meant"),
    ("Chỉ số CCHC năm 2019 của tỉnh An Giang xếp thứ 5/50 tỉnh, thành phố.", "list.length", "63 were ranked"),
    ("Chỉ số PAR INDEX năm 2019 của Bộ Tư pháp xếp thứ 3/71 bộ, cơ quan ngang bộ.", "list.length", "17 is meant"),
    ("Năm 2019, tỉnh An Giang xếp thứ 75 về Chỉ số CCHC.", "rank.list", "at most 63"),
    ("PAPI năm 2016 của tỉnh An Giang đạt 65,2 điểm.", "score.scale", "ends at 60"),
    ("Chỉ số SIPAS năm 2019 của tỉnh An Giang đạt 845,2%.", "score.scale", "ends at 100"),
    ("Năm 2019, 987% hồ sơ của tỉnh An Giang được giải quyết đúng hạn.", "percentage.over", "987 %"),
    ("Năm 2027, tỉnh Hà Giang xếp thứ 5/34 về Chỉ số CCHC.", "area.then", "Hà Giang in 2027"),
]
POSSIBLE = [
    "Chỉ số CCHC năm 2019 của tỉnh An Giang xếp thứ 5/63 tỉnh, thành phố.",
    "Năm 2008, tỉnh An Giang xếp thứ 5/64 về PCI.",
    "Năm 2024, tỉnh An Giang xếp thứ 5/34 về Chỉ số chuyển đổi số (DTI).",
    "SIPAS năm 2021 của tỉnh Hà Tĩnh xếp thứ 1/6 tỉnh vùng Bắc Trung Bộ.",
    "PAPI năm 2019 của tỉnh An Giang đạt 65,2 điểm.",
    "Năm 2019 tỉnh An Giang kiểm tra 22 đơn vị, đạt 110% kế hoạch.",
    "Năm 2024, tỉnh Hà Giang xếp thứ 5/63 về Chỉ số CCHC.",
    "Sở Nội vụ tiếp nhận 1.860 hồ sơ, trong đó 901 hồ sơ trực tuyến, 12 hồ sơ trễ hạn.",
    "Năm 2022, Chỉ số PAPI của tỉnh Hải Dương đạt 43,41 điểm, năm 2023 đạt 43,87 điểm, tăng từ 0,03 đến 0,12 điểm so "
    "với năm 2022.",
    "Có 10/24 xã hoàn thành, đạt 100% kế hoạch.",
    "Năm 2024, tỉnh An Giang có bộ phận một cửa hiện đại ở 52/143 xã (mục tiêu 100%).",
]


def checks(facts: list[Fact]) -> list[Check]:
    return [check for fact in facts for check in fact.checks]


def failed(facts: list[Fact]) -> list[Check]:
    return [check for check in checks(facts) if check.ok is False]


@pytest.mark.parametrize(("right", "wrong", "name", "words"), ARITHMETIC)
def test_arithmetic_holds_for_the_right_numbers_and_fails_for_wrong_ones(
    extractor: Extractor, right: str, wrong: str, name: str, words: str
) -> None:
    assert {check.ok for check in checks(extractor.extract(right)) if check.name == name} == {True}
    assert not failed(extractor.extract(right))
    found = failed(extractor.extract(wrong))
    assert {check.name for check in found} == {name}
    assert all(words in check.message for check in found)


def test_a_check_of_several_facts_stands_on_each_and_names_the_others(extractor: Extractor) -> None:
    ratio, share = extractor.extract("Tỉnh An Giang đã tinh giản 211/213 biên chế (đạt 99,06%).")
    assert [check.facts for check in ratio.checks] == [(share.id,)]
    assert [check.facts for check in share.checks] == [(ratio.id,)]


def test_of_many_parts_each_names_only_the_whole(extractor: Extractor) -> None:
    text = "Sở Nội vụ kiểm tra 40 đơn vị, gồm 7 sở, 7 huyện, 12 xã, 8 phường và 6 thị trấn."
    whole, *parts = extractor.extract(text)
    assert [check.facts for check in whole.checks] == [tuple(part.id for part in parts)]
    assert [check.facts for part in parts for check in part.checks] == [(whole.id,)] * 5


@pytest.mark.parametrize(("text", "name", "words"), IMPOSSIBLE)
def test_what_cannot_be_fails(extractor: Extractor, text: str, name: str, words: str) -> None:
    found = failed(extractor.extract(text))
    assert [check.name for check in found] == [name]
    assert words in found[0].message


@pytest.mark.parametrize("text", POSSIBLE)
def test_what_can_be_does_not_fail(extractor: Extractor, text: str) -> None:
    facts = extractor.extract(text)
    assert facts
    assert failed(facts) == []


def test_what_was_reached_does_not_lie_after_the_article(extractor: Extractor) -> None:
    facts = extractor.extract("Năm 2019, tỉnh An Giang xếp thứ 5/63 về Chỉ số CCHC.")
    late = [fact.model_copy(update={"period": "2021"}) for fact in facts]
    assert [check.name for check in failed(check_article(late, date=dt.date(2020, 5, 11)))] == ["period.after"]
    assert failed(check_article(facts, date=dt.date(2020, 5, 11))) == []
    again = check_article(check_article(late, date=dt.date(2020, 5, 11)))
    assert [check.name for check in failed(again)] == ["period.after"], "it stays where the date is not known"


def test_the_rows_of_a_table_add_up_to_its_total(extractor: Extractor) -> None:
    table = (
        "Kết quả giải quyết thủ tục hành chính năm 2023 của tỉnh Long An\n\n"
        "Đơn vị | Hồ sơ tiếp nhận | Hồ sơ trễ hạn\n"
        "Tân An | 1.204 | 5\nBến Lức | 2.933 | 4\nĐức Hòa | 1.576 | 3\nTổng cộng | {} | 12\n"
    )
    holds, fails = (extractor.extract(table.format(total)) for total in ("5.713", "5.173"))
    assert {(check.name, check.ok, check.details["sum"]) for check in checks(holds)} == {
        ("table.total", True, 5713), ("table.total", True, 12),
    }  # fmt: skip
    assert {check.message for check in failed(fails)} == {"the 3 rows add up to 5,713, not to 5,173"}
    assert {check.name for check in failed(fails)} == {"table.total"}
    assert not failed(extractor.extract(table.format("2.203"))), "by far too little is the total of something else"


def test_two_values_of_one_thing_in_an_article_fail(extractor: Extractor) -> None:
    said = "Chỉ số CCHC năm 2019 của tỉnh An Giang đạt {} điểm.\nTỉnh đang cố gắng.\n"
    facts = extractor.extract(said.format("84,35") + said.format("83,45"))
    assert [check.name for check in failed(facts)] == ["same.article"] * 2
    rounded = extractor.extract(said.format("84,35") + said.format("84,4"))
    assert failed(rounded) == [], "one of them was rounded further"


def test_conflicts_across_articles_are_found_among_the_facts_of_both(extractor: Extractor) -> None:
    facts = [
        fact
        for doc, score in (("a", "84,35"), ("b", "84,35"), ("c", "83,45"))
        for fact in extractor.extract(f"Chỉ số CCHC năm 2019 của tỉnh An Giang đạt {score} điểm.", doc=doc)
    ]
    assert failed(facts) == []
    apart = {fact.doc: failed([fact]) for fact in check_corpus(facts)}
    found = {doc: [check for check in told if check.name == "same.articles"] for doc, told in apart.items()}
    assert [len(found[doc]) for doc in "abc"] == [1, 0, 1]
    assert "83.45 here, 84.35 in a" in found["c"][0].message


def test_published_values_agree_or_differ_and_never_fail(extractor: Extractor) -> None:
    text = "Năm 2012, Chỉ số CCHC của thành phố Đà Nẵng đạt {}%, xếp thứ {}."
    right = checks(extractor.extract(text.format("87,12", "1")))
    assert [(check.name, check.ok, check.outcome) for check in right] == [
        ("published.score", True, "agrees"), ("published.rank", True, "agrees"),
    ]  # fmt: skip
    wrong = checks(extractor.extract(text.format("81,27", "3")))
    assert [(check.ok, check.outcome, check.details["published"]) for check in wrong] == [
        (None, "differs", 87.12), (None, "differs", 1),
    ]  # fmt: skip
    assert all(check.source and check.source.startswith("http") for check in right + wrong)
    assert all("may still have the same mistake" in check.message for check in wrong)
    unknown = checks(extractor.extract("Năm 1999, Chỉ số CCHC của thành phố Đà Nẵng đạt 81,27%."))
    assert [check for check in unknown if check.outcome] == []


def test_messages_come_in_both_languages_with_figures_as_each_writes_them(extractor: Extractor) -> None:
    facts = extractor.extract("Sở Nội vụ tiếp nhận 1.860 hồ sơ, trong đó 901 hồ sơ trực tuyến (84,4%).")
    (check,) = facts[-1].checks
    assert check.message == message(check, "en") == "901 of 1,860 is 48.4 %, not 84.4 %"
    assert message(check, "vi") == "901 trên 1.860 là 48,4%, không phải 84,4%"
    assert [c.message for c in translated(facts, "vi")[-1].checks] == [message(check, "vi")]


def test_each_check_is_described_and_speaks_in_both_languages(extractor: Extractor) -> None:
    texts = [text for right, wrong, *_ in ARITHMETIC for text in (right, wrong)] + [text for text, *_ in IMPOSSIBLE]
    found = [check for text in texts for check in checks(extractor.extract(text))]
    assert {check.name for check in found} <= set(descriptions())
    for check in found:
        assert message(check, "en") != message(check, "vi")
        assert not set("{}?") & set(message(check, "en") + message(check, "vi"))
    assert all(set(words) == {"en", "vi"} for words in descriptions().values())


def test_checked_facts_are_facts_as_the_model_has_them(extractor: Extractor) -> None:
    for _, text, *_ in ARITHMETIC:
        for fact in extractor.extract(text):
            assert FACT_ADAPTER.validate_python(fact.model_dump()) == fact


def test_checking_again_changes_nothing(extractor: Extractor) -> None:
    for _, text, *_ in ARITHMETIC:
        facts = extractor.extract(text)
        assert check_article(facts) == facts


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=100, max_value=10**6), st.data())
def test_a_slip_of_the_hand_is_told_from_another_number(number: int, data: st.DataObject) -> None:
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    doubled = int(digits[: at + 1] + digits[at:])
    assert misprint(number, doubled)
    assert misprint(doubled, number)
    assert not misprint(number, number)
    assert not misprint(number, number * 1000)


@settings(max_examples=40, deadline=None)
@given(part=st.integers(1, 400), more=st.integers(1, 400), places=st.integers(1, 2))
def test_a_share_worked_out_from_its_ratio_holds(extractor: Extractor, part: int, more: int, places: int) -> None:
    whole = part + more
    share = f"{100 * part / whole:.{places}f}".replace(".", ",")
    facts = extractor.extract(f"Sở Nội vụ hoàn thành {part}/{whole} nhiệm vụ (đạt {share}%).")
    assert failed(facts) == []
