"""Coverage as data: each number of a text has one account, and none can hide."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from commands import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.coverage import FACT, Account, Coverage, ReasonError, Reasons, Survey, account
from cchc_extract.coverage.reasons import SETTLED
from cchc_extract.extractor import Extractor

ARTICLE = (
    "Cập nhật 11/05/2020\n"
    "Đến ngày 11/05/2020, Sở Nội vụ kiểm tra 15 đơn vị theo Nghị định 108/2014/NĐ-CP về cải cách hành chính.\n"
    "Tỷ lệ hồ sơ đúng hạn đạt99 điểm, có người dân chờ 5 ngày trên QL29. Hỏi thêm: 0228.3849.999.\n"
)


def accounts(extractor: Extractor, text: str) -> list[Account]:
    return account(extractor.extraction(text), Reasons(extractor.pack))


def reasons(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    """What is written, and why it is in no fact, in reading order."""
    return [(text[found.start : found.end], found.reason) for found in accounts(extractor, text)]


def survey(extractor: Extractor, *texts: str, listed: tuple[str, ...] = ()) -> Coverage:
    """The coverage of texts that are called 0, 1 and so on."""
    known = Reasons(extractor.pack)
    made = Survey(known.chosen(listed))
    for name, text in enumerate(texts):
        made.add(str(name), text, account(extractor.extraction(text), known))
    return made.result()


def test_every_number_is_one_account_with_its_reason(extractor: Extractor) -> None:
    assert reasons(extractor, ARTICLE) == [
        ("11/05/2020", "layout.dateline"),
        ("ngày 11/05/2020", "period"),
        ("kiểm tra 15 đơn vị", FACT),
        ("108/2014", "document.number"),
        ("99", "unread"),
        ("5", "kind.none"),
        ("29", "code"),
        ("0228.3849.999", "phone.leading-zero"),
    ]


def test_an_account_is_in_a_fact_settled_or_open(extractor: Extractor) -> None:
    found = accounts(extractor, ARTICLE)
    assert [f.settled for f in found] == [True, True, True, True, False, False, True, True]
    assert all(found.words for found in found)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_count_the_characters_of_the_text_as_it_is_written(
    extractor: Extractor, form: Literal["NFC", "NFD"]
) -> None:
    text = "\U0001f600 " + unicodedata.normalize(form, ARTICLE).replace("\n", "\r\n")
    plain = reasons(extractor, ARTICLE)
    assert [(unicodedata.normalize("NFC", written), reason) for written, reason in reasons(extractor, text)] == plain


CASES = {
    "Chỉ số CCHC xếp thứ 70/63.": [("xếp thứ 70/63", "invalid")],
    "Mã giao dịch 01234567890123456789 về cải cách hành chính.": [("01234567890123456789", "unread")],
    "Bộ phận một cửa rộng 120 m2, mở từ 7h30.": [
        ("120", "measure"),
        ("2", "code"),
        ("7", "time.clock"),
        ("30", "code"),
    ],
    "Rút ½ thời gian giải quyết thủ tục hành chính.": [("½", "unread")],
    "Sở Nội vụ có hai phòng.": [("có hai phòng", FACT)],
    "Đội chủ nhà thắng 3-1 ở vòng bảng.": [("3", "topic"), ("1", "topic")],
    "Không có con số nào.": [],
}


@pytest.mark.parametrize("text", CASES)
def test_what_a_number_is_left_out_for(extractor: Extractor, text: str) -> None:
    assert reasons(extractor, text) == CASES[text]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            "1", "23", "4.500", "6,7", "/", "-", ".", " ", "\n", "%", "|", "\t", "kiểm tra ", " đơn vị", "năm ",
            "từ ", "hai ", "thứ ", "QĐ-", "h", "m", "(", ")", "CCHC ", "một cửa ", "Phường ", "\u0301", "\u00a0",
            "٣", "điểm",
        ]),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_no_digit_hides_and_none_counts_twice(extractor: Extractor, text: str) -> None:
    times = Counter(at for found in accounts(extractor, text) for at in range(found.start, found.end))
    assert {at: times[at] for at in range(len(text)) if re.match(r"\d", text[at])} == {
        match.start(): 1 for match in re.finditer(r"\d", text)
    }


def test_each_fact_is_one_number(extractor: Extractor) -> None:
    for path in sorted((ROOT / "samples").glob("*.txt")):
        text = path.read_text("utf-8")
        found = [f for f in accounts(extractor, text) if f.reason == FACT]
        evidence = [fact.evidence for fact in extractor.extract(text)]
        assert [(f.start, f.end) for f in found] == [(e.start, e.end) for e in evidence]


def test_every_reason_that_occurs_is_in_the_table_or_an_exclusion(extractor: Extractor) -> None:
    known = SETTLED.keys() | {rule.id for rule in extractor.pack.source.exclusions} | {FACT}
    texts = [path.read_text("utf-8") for path in (ROOT / "samples").glob("*.txt")]
    occurring = {found.reason for text in [*texts, *CASES] for found in accounts(extractor, text)}
    assert occurring <= known
    source = "".join(path.read_text("utf-8") for path in (ROOT / "cchc_extract").glob("*.py"))
    assert set(re.findall(r'Dropped\(\w+, "([a-z.-]+)"', source)) <= known


def test_an_exclusion_of_the_user_settles_what_was_open(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "exclusions:\n  - id: wait\n    reason: how long people wait\n    left: 'chờ\\s+'\n"
        "    match: [{text: Có người dân chờ 5 ngày.}]\n    miss: [chờ đến 5 giờ]\n",
        "utf-8",
    )
    assert ("5", "wait") in reasons(Extractor([mine]), ARTICLE)
    assert survey(Extractor([mine]), ARTICLE).open == {"unread"}


def test_a_survey_counts_and_groups_what_is_open(extractor: Extractor) -> None:
    found = survey(extractor, ARTICLE, ARTICLE)
    assert (found.documents, found.numbers, found.in_facts, found.unexplained) == (2, 16, 2, 4)
    assert found.share == pytest.approx(12 / 16)
    assert found.numbers == found.in_facts + sum(found.reasons.values())
    assert found.open == {"unread", "kind.none"}
    groups = [(group.around, len(group.mentions), group.documents) for group in found.groups]
    assert groups == [("chờ # ngày", 2, 2), ("đạt # điểm", 2, 2)]
    assert [mention.text for mention in found.groups[0].mentions] == ["5", "5"]


def test_groups_look_past_other_numbers_and_stop_at_ends(extractor: Extractor) -> None:
    text = "Về thủ tục hành chính: dân chờ 5 ngày. Trễ\n9\nĐạt99 điểm. Người chờ 17 ngày, nơi đạt99, chỗ đạt88.\n"
    around = {group.around: [m.text for m in group.mentions] for group in survey(extractor, text).groups}
    counted = {"chờ # ngày": ["5", "17"], "#": ["9"], "đạt # điểm": ["99"], "đạt # chỗ": ["99"], "đạt #": ["88"]}
    assert around == counted


def test_reasons_are_chosen_by_name_or_by_the_name_above(extractor: Extractor) -> None:
    listed = survey(extractor, ARTICLE, listed=("document", "phone"))
    assert [m.text for group in listed.groups for m in group.mentions] == ["0228.3849.999", "108/2014"]
    facts = survey(extractor, ARTICLE, listed=(FACT,))
    assert [m.text for group in facts.groups for m in group.mentions] == ["kiểm tra 15 đơn vị"]
    with pytest.raises(ReasonError, match=r"'documents' is none of .*document\.number"):
        Reasons(extractor.pack).chosen(["documents"])


def test_a_text_without_numbers_is_covered(extractor: Extractor) -> None:
    found = survey(extractor, "Không có con số nào.")
    assert (found.numbers, found.share, found.groups) == (0, 1.0, ())
