"""Explanations: every number of a text is explained, and says what became of it and why."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_files import ARTICLES, read_article

from cchc_extract.explanation import Explainer, Explanation, NoNumberError, at_offset, of_fact
from cchc_extract.extractor import Extractor

ARTICLE = (
    "Cập nhật 11/05/2020\n"
    "Năm 2019, Chỉ số cải cách hành chính của thành phố Cần Thơ đạt 84,35 điểm, xếp thứ 4/63, tăng 7 bậc.\n"
    "Theo Nghị định 108/2014/NĐ-CP, Sở Nội vụ kiểm tra 15 đơn vị ở Phường 3; người dân chờ 10 ngày trên QL29.\n"
    "Đơn vị xếp thứ 70/63. Hỏi thêm: 0228.3849.999, nay đạt99 hồ sơ.\n"
)


@pytest.fixture(scope="module")
def explainer(extractor: Extractor) -> Explainer:
    return Explainer(extractor)


@pytest.fixture(scope="module")
def explained(explainer: Explainer) -> list[Explanation]:
    return explainer.explain(ARTICLE, doc="a.txt")


def around(explained: list[Explanation], words: str) -> Explanation:
    """The explanation of the number in which the words of the article begin."""
    return at_offset(explained, ARTICLE.index(words))


def test_every_digit_of_a_text_has_an_explanation(explained: list[Explanation]) -> None:
    for digit in re.finditer(r"\d", ARTICLE):
        assert at_offset(explained, digit.start()).words


def test_every_digit_and_every_fact_of_the_samples_has_one(extractor: Extractor, explainer: Explainer) -> None:
    for article in ARTICLES:
        text = read_article(article)
        explained = explainer.explain(text, doc=article.name)
        covered = Counter(at for e in explained for at in range(e.number.start, e.number.end))
        assert all(covered[digit.start()] == 1 for digit in re.finditer(r"\d", text))
        assert all(e.number.text == text[e.number.start : e.number.end] for e in explained)
        assert all(e.number.text in e.sentence.text for e in explained)
        assert [e.fact for e in explained if e.fact] == extractor.extract(text, doc=article.name)


def test_a_fact_tells_which_rule_won_and_which_others_fit(explained: list[Explanation]) -> None:
    found = around(explained, "15 đơn vị")
    assert found.fact
    assert (found.reason, found.fact.kind, found.fact.pattern) == ("fact", "inspection", found.trials[0].rule)
    won, *others = [trial for trial in found.trials if trial.outcome != "misses"]
    assert won.outcome == "won"
    assert [trial.outcome for trial in others] == ["fits"] * len(others) != []
    assert [trial.place for trial in (won, *others)] == sorted(trial.place for trial in (won, *others))
    assert found.reading
    assert (found.reading.value, found.reading.unit, found.reading.verb) == (15, "đơn vị", "kiểm tra")


def test_a_fact_tells_where_its_fields_come_from(explained: list[Explanation]) -> None:
    found = around(explained, "15 đơn vị")
    fields = {origin.field: origin for origin in found.origins}
    assert (fields["area"].value, fields["area"].scope) == ("Cần Thơ", "article")
    assert fields["area"].said
    assert fields["area"].said.text == "thành phố Cần Thơ"
    assert fields["entity"].scope == "stated"
    assert fields["entity"].said
    assert fields["entity"].said.text == "Sở Nội vụ"
    assert {origin.field for origin in around(explained, "84,35").origins} == {"unit", "indicator", "area", "period"}


@pytest.mark.parametrize(
    ("words", "reason", "cause"),
    [
        ("11/05/2020", "layout.furniture", None),
        ("Năm 2019", "period", "Năm 2019"),
        ("108/2014", "document.number", None),
        ("3; người", "level.service", None),
        ("29.", "code", None),
        ("0228", "phone.leading-zero", None),
        ("99 hồ sơ", "unread", None),
        ("10 ngày", "kind.none", None),
    ],
)
def test_any_other_number_tells_why_it_is_in_no_fact(
    explained: list[Explanation], words: str, reason: str, cause: str | None
) -> None:
    found = around(explained, words)
    if reason.startswith("layout"):
        assert found.reason.startswith("layout")
    else:
        assert (found.reason, found.cause and found.cause.text) == (reason, cause)
    assert found.fact is None
    assert found.settled == (reason not in ("unread", "kind.none"))


def test_an_exclusion_shows_the_words_that_it_matches(explained: list[Explanation]) -> None:
    found = around(explained, "108/2014")
    assert [(rule.rule, rule.matched.text) for rule in found.exclusions[:1]] == [("document.number", "Nghị định 108")]
    assert {rule.rule for rule in found.exclusions} == {"document.number", "document.code"}


def test_a_number_without_a_rule_tells_which_ones_it_nearly_fits(explained: list[Explanation]) -> None:
    found = around(explained, "10 ngày")
    assert [trial.outcome for trial in found.trials] == ["misses"] * len(found.trials) != []
    assert ("reduction.duration", "near: [reduction, cut]") in [(t.rule, t.missing) for t in found.trials]


def test_a_fact_that_does_not_validate_says_so(explained: list[Explanation]) -> None:
    found = around(explained, "70/63")
    assert (found.reason, found.fact) == ("invalid", None)
    assert "end of its list" in found.words
    assert found.trials[0].outcome == "won"


def test_the_rules_that_lack_one_condition_would_fit_with_it(explainer: Explainer) -> None:
    """What is said to be missing is what decides: with it, the rule fits."""
    without = explainer.explain("Sở Nội vụ tỉnh An Giang chờ 10 ngày.")
    (nearly,) = [trial for trial in without[0].trials if trial.rule == "reduction.duration"]
    assert nearly.missing == "near: [reduction, cut]"
    with_it = explainer.explain("Sở Nội vụ tỉnh An Giang rút ngắn 10 ngày.")
    assert (with_it[0].trials[0].rule, with_it[0].trials[0].outcome) == ("reduction.duration", "won")


def test_a_place_without_a_number_names_the_nearest(explained: list[Explanation]) -> None:
    with pytest.raises(NoNumberError, match=r"no number there; the nearest is 'đạt 84,35 điểm'"):
        at_offset(explained, ARTICLE.index("Cần Thơ") + 6)
    with pytest.raises(NoNumberError, match="has no number"):
        at_offset([], 3)


def test_a_fact_is_found_by_its_id(explained: list[Explanation]) -> None:
    for found in explained:
        if found.fact:
            assert of_fact(explained, found.fact.id) is found
    with pytest.raises(NoNumberError, match="--doc"):
        of_fact(explained, "0" * 12)


def test_explaining_leaves_no_trace_in_what_is_extracted(extractor: Extractor, explainer: Explainer) -> None:
    before = extractor.extract(ARTICLE, doc="a.txt")
    explainer.explain(ARTICLE, doc="a.txt")
    assert extractor.extract(ARTICLE, doc="a.txt") == before


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*ARTICLE.split(" "), "\n", "12", "4/63", "3,5%", "\u00a0", "e\u0301"]), max_size=40))
def test_any_text_is_explained_whole(extractor: Extractor, words: list[str]) -> None:
    text = " ".join(words)
    explained = Explainer(extractor).explain(text)
    assert [e.number.start for e in explained] == sorted(e.number.start for e in explained)
    for digit in re.finditer(r"\d", text):
        found = at_offset(explained, digit.start())
        assert found.number.text == text[found.number.start : found.number.end]
