"""Rules at a place, and what the words beside it tell beforehand of those that may fit there."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.pack.lexicon import Words
from cchc_extract.pack.rules import CompiledRule, Exclusions
from cchc_extract.pack.schema import Exclusion

LEFTS = [
    None,
    r"năm\s+",
    r"(?:kế hoạch|lớp)\s+",
    r"(?<=[.;:,\n]\s*|^)\(",
    r"(?<!\w)thứ\s+",
    r"(?<!^)\s",
    r"so với (?:[^ ,.;]+\s+){0,9}",
    r"\blần\s",
    r"^",
]
RIGHTS = [
    None,
    r"\s?(?:km|cây số)\b",
    r"(?!\s*%)",
    r"(?!\s*\w+$)",
    r"\s*$",
    r"\s?(?:năm(?!\s+\d)|tháng)(?=\s+qua|$)",
    r"(?<=5)\s",
    r"\B",
]
PIECES = [
    "năm",
    "kế hoạch",
    "lớp",
    "thứ",
    "so với",
    "lần",
    "km",
    "cây số",
    "tháng qua",
    "(",
    ", ",
    ". ",
    "%",
    "_",
    "\n",
    " ",
]


def rule(left: str | None, right: str | None, **conditions: Any) -> CompiledRule:
    """An exclusion with those expressions."""
    made = Exclusion(id="made", left=left, right=right, reason="r", match=[{"text": "a"}], miss=["b"], **conditions)  # type: ignore[list-item]
    return CompiledRule(made, {}, set())


@pytest.mark.parametrize("left", LEFTS)
@pytest.mark.parametrize("right", RIGHTS)
@given(before=st.lists(st.sampled_from(PIECES)), after=st.lists(st.sampled_from(PIECES)), limits=st.booleans())
def test_a_rule_that_fits_is_among_the_candidates(
    left: str | None, right: str | None, before: list[str], after: list[str], limits: bool
) -> None:
    text = "".join(before) + " 15" + "".join(after)
    start = len("".join(before)) + 1
    end = start + 2
    made = rule(left, right)
    words = Words(text)
    low_limit, high_limit = (max(0, start - 6), min(len(text), end + 6)) if limits else (0, len(text))
    if made.fits(text, low_limit, start, end, high_limit):
        assert Exclusions([made]).candidates(words.before(start), "15", words.after(end)) == [made]


@pytest.mark.parametrize(
    ("left", "text", "fits"),
    [(r"năm\s+", "sau năm 15", True), (r"năm\s+", "sau tháng 15", False), (r"kế hoạch năm\s+", "sau năm 15", True)],
)
def test_the_word_before_tells_what_cannot_fit(left: str, text: str, fits: bool) -> None:
    assert rule(left, None).may_follow(Words(text).before(len(text) - 2)) is fits


def test_the_beginning_of_a_number_tells_what_cannot_fit() -> None:
    zero = rule(None, None, number=r"0\d{2,}")
    assert [zero.may_count(digits) for digits in ("0", "02", "12")] == [True, True, False]
    assert not zero.counts("02", 0, 2)
