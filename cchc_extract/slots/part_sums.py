"""Parts that only their sum tells: "148 nhiệm vụ; đã hoàn thành 131, còn 17 nhiệm vụ đang thực hiện"."""

from collections.abc import Sequence

from cchc_extract.drafts import COUNTED_KINDS, Draft

# A smaller whole may be a sum by chance.
_LEAST = 5
# Parts follow their whole, and each other, among so many facts, and within so many characters.
_FACTS, _REACH = 9, 400


def settle_sums(drafts: Sequence[Draft]) -> None:
    """Make facts parts of a count before them that they add up to, where no words told of what they are part.

    `drafts` are the facts of an article in reading order. Facts that tell of a movement ("từ 132 xuống 117, giảm 15")
    add up, too, and are no parts. Where words made one of them a part of another, the sum tells better.
    """
    counted = [draft for draft in drafts if _adds(draft)]
    for index, whole in enumerate(counted):
        if whole.value < _LEAST or whole.quantity.out_of is not None:
            continue
        parts = _adding_up(whole, counted[index + 1 : index + 1 + _FACTS])
        told = {id(draft) for draft in drafts if draft.parent is whole}
        if told <= {id(part) for part in parts} and all(_free(part, whole, parts) for part in parts):
            for part in parts:
                part.parent = whole


def _adds(draft: Draft) -> bool:
    """Whether a fact may be a part or a whole: an exact count of things, not the value before a movement."""
    quantity = draft.quantity
    plain = draft.comparator == "=" and draft.value_high is None and not quantity.cue.earlier
    return draft.kind in COUNTED_KINDS and plain and quantity.unit.kind in ("noun", "bare") and draft.value > 0


def _free(part: Draft, whole: Draft, parts: Sequence[Draft]) -> bool:
    """Whether a fact is part of nothing but the whole, or of another part that it and others do not make up."""
    parent = part.parent
    if parent is None or parent is whole:
        return True
    beside = sum(other.value for other in parts if other.parent is parent)
    return any(other is parent for other in parts) and beside != parent.value


def _adding_up(whole: Draft, following: Sequence[Draft]) -> list[Draft]:
    """The facts right behind a whole that add up to it, at least two; none where they do not."""
    parts: list[Draft] = []
    left = whole.value
    for draft in following:
        far = draft.quantity.start - (parts[-1] if parts else whole).quantity.end > _REACH
        other = draft.kind != whole.kind and "reduction" in (draft.kind, whole.kind)
        if far or other or draft.value > left:
            return []
        parts.append(draft)
        left -= draft.value
        if not left:
            return parts if len(parts) > 1 else []
    return []
