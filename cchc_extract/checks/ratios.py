"""Arithmetic with shares: a percentage against the ratio, or the two counts, that it stands for."""

from collections.abc import Iterator
from itertools import pairwise

from cchc_extract.checks.digits import decimals, grain, misprint
from cchc_extract.checks.figures import figures, mentions
from cchc_extract.checks.findings import Finding, Sheet, finding, gap
from cchc_extract.models import Fact

_COUNTED = frozenset({"count", "reduction", "inspection"})
# So many characters lie between a ratio and its percentage at most: "), đạt".
_ADJACENT = 3
_NEAR = 60
# Among small numbers, and for round shares, agreement says nothing.
_TELLING = 20
_ROUND = frozenset({0, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100})


def ratio_percentage(sheet: Sheet) -> Iterator[Finding]:
    """`tinh giản 211/213 biên chế (đạt 99,06%)`: the percentage right behind a ratio is the ratio's."""
    for facts in sheet.sentences.values():
        for ratio, share in pairwise(facts):
            if ratio.out_of and ratio.kind in _COUNTED and _is_share(share) and ratio.comparator == "=":
                expected = 100 * ratio.value / ratio.out_of
                holds = _matches(share, expected)
                if holds or _meant(ratio, share, expected):
                    yield finding(
                        "ratio.percentage", holds, (share, ratio),
                        {"part": ratio.value, "whole": ratio.out_of, "share": share.value,
                         "expected": _rounded(expected, share)},
                    )  # fmt: skip


def share_counts(sheet: Sheet) -> Iterator[Finding]:
    """`tiếp nhận 1.860 hồ sơ, trong đó 901 hồ sơ trực tuyến (48%)`: the percentage is that of two counts before."""
    for facts in sheet.sentences.values():
        if len(facts) < 3:
            continue
        for at, share in enumerate(facts):
            if at < 2 or not _is_share(share) or facts[at - 1].out_of:
                continue
            pair = _pair(share, facts[max(0, at - 4) : at])
            if pair:
                part, whole, holds = pair
                yield finding(
                    "share.counts", holds, (share, part, whole),
                    {"part": part.value, "whole": whole.value, "share": share.value,
                     "expected": _rounded(100 * part.value / whole.value, share)},
                )  # fmt: skip


def _pair(share: Fact, before: list[Fact]) -> tuple[Fact, Fact, bool] | None:
    """The two counts that a percentage is the share of, and whether it is; None where there are no such counts."""
    counts = [
        f for f in before if f.kind in _COUNTED and f.comparator == "=" and not f.out_of and f.value_high is None
    ]
    pairs = [
        (part, whole)
        for part in reversed(counts)
        for whole in reversed(counts)
        if part is not whole and 0 < part.value < whole.value and whole.value >= _TELLING
    ]
    for part, whole in pairs:
        if _telling(share) and _matches(share, 100 * part.value / whole.value, slack=_slack(part, whole)):
            return part, whole, True
    last = before[-1]
    for part, whole in pairs:
        bare = share.evidence.text.endswith("%") and gap(part, share) <= _ADJACENT
        if bare and part is last and part.part_of == whole.id and _slips(share, 100 * part.value / whole.value):
            return part, whole, False
    return None


def _is_share(fact: Fact) -> bool:
    """Whether a fact is a percentage that can be that of two numbers."""
    return fact.kind == "percentage" and fact.comparator in ("=", "~") and fact.value_high is None


def _telling(share: Fact) -> bool:
    return share.value not in _ROUND


def _slack(part: Fact, whole: Fact) -> float:
    """By how much a share may be off because the counts were rounded, in points of percent."""
    share = 100 * part.value / whole.value
    return sum(share * grain(f) / f.value for f in (part, whole) if grain(f) > 1)


def _matches(share: Fact, expected: float, slack: float = 0.0) -> bool:
    """Whether a percentage is the expected one, rounded or cut off."""
    step = 10.0 ** -decimals(share)
    return abs(share.value - expected) <= step * (5 if share.comparator == "~" else 1) + slack + 1e-9


def _meant(ratio: Fact, share: Fact, expected: float) -> bool:
    """Whether a percentage that is not that of the ratio before it, nor its goal, must have been meant to be."""
    goal = share.status != ratio.status
    if goal or share.comparator != "=" or mentions(figures().of_plan, share.subject, share.action):
        return False
    between = gap(ratio, share)
    other = bool(ratio.unit and share.subject) and not mentions([(ratio.unit or "").split()[0]], share.subject)
    return between <= _ADJACENT or (between <= _NEAR and not other and _slips(share, expected))


def _slips(share: Fact, expected: float) -> bool:
    return misprint(share.value, expected, decimals(share))


def _rounded(expected: float, share: Fact) -> float:
    return round(expected, max(decimals(share), 1))
