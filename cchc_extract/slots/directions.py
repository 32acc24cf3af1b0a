"""The direction of a change."""

from cchc_extract.article.article import Article
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse


def fill_direction(pack: Pack, article: Article, draft: Draft, discourse: Discourse, said: str | None) -> bool:
    """Set `direction` of a change; False when the text does not tell it."""
    if draft.kind != "change":
        return True
    nothing = draft.value == 0 and draft.quantity.cell is not None
    draft.direction = (
        ("same" if nothing else said)
        or _by_verb(article, draft)
        or _by_gap(pack, article, draft)
        or _by_ranks(draft, discourse)
        or _by_earlier(draft, discourse)
    )
    return draft.direction is not None


def _by_verb(article: Article, draft: Draft) -> str | None:
    near = draft.quantity.cue.near
    if near and near.classes & {"up", "down"}:
        return "up" if "up" in near.classes else "down"
    sentence = article.sentences[draft.sentence]
    for mark in article.within("verb", sentence.start, draft.quantity.start)[::-1]:
        classes = mark.value.classes
        if classes & {"up", "down"} and not classes >= {"up", "down"}:
            return "up" if "up" in classes else "down"
    return None


def _by_gap(pack: Pack, article: Article, draft: Draft) -> str | None:
    """The direction of a difference to something else ("vượt kế hoạch 4,7 điểm phần trăm")."""
    if draft.told_end == draft.quantity.start:
        return None
    return "up" if pack.gap_up.match(article.low, draft.told_end) else "down"


def _by_ranks(draft: Draft, discourse: Discourse) -> str | None:
    ranks = [d.value for d in discourse.same_sentence(draft.sentence) if d.kind == "rank"]
    if len(ranks) >= 2 and ranks[-2] != ranks[-1]:
        return "up" if ranks[-1] < ranks[-2] else "down"
    return None


def _by_earlier(draft: Draft, discourse: Discourse) -> str | None:
    changes = [d.direction for d in discourse.same_sentence(draft.sentence) if d.kind == "change"]
    return changes[-1] if changes else None
