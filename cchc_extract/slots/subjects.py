"""What a percentage or change measures, and among whom a rank is held."""

import re

from cchc_extract.article import Article
from cchc_extract.discourse import Discourse
from cchc_extract.drafts import Draft
from cchc_extract.pack.compiled import Pack

_MAX_WORDS = 12
_BREAK_AMONG = re.compile(r"[.;:()\n]|,(?=\s+\w+\s+\w+\s+\w+)")
_BREAK = re.compile(r"[,.;:()\n\"]")


def fill_subject(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> None:
    """Set `subject` of a percentage, and of a change without an index."""
    if draft.kind != "percentage" and not (draft.kind == "change" and not draft.indicator):
        return
    cell = draft.quantity.cell
    if cell:
        draft.subject = _clean(pack, article.text[cell.header.start : cell.header.end].replace("(%)", "").split())
        return
    draft.subject = _after(pack, article, draft) or _before(pack, article, draft, discourse) or _carried(draft, discourse)


def _after(pack: Pack, article: Article, draft: Draft) -> str | None:
    end = draft.quantity.end
    sentence = article.sentences[draft.sentence]
    raw = article.text[end : min(sentence.end, end + 120)]
    if not raw.startswith(" "):
        return None
    words: list[str] = []
    for match in re.finditer(r"[^\s]+", raw):
        word = match[0]
        bare = word.strip(",.;:()\"“”")
        low = bare.lower()
        if not words and low in pack.lists["subject_trim"]:
            continue
        if not words and (low in pack.stops or not bare[:1].isalpha()):
            return None
        if low in pack.lists["subject_stops"] and words:
            break
        if bare:
            words.append(bare)
        if _ends(word, raw, match.end(), words) or len(words) >= _MAX_WORDS:
            break
    return _clean(pack, words)


def _ends(word: str, raw: str, at: int, words: list[str]) -> bool:
    """Whether a phrase ends at a word: at punctuation, but not at the comma of a short list ("sở, ngành")."""
    if not word[-1] in ",.;:()\"”":
        return False
    following = raw[at:].split()
    return not (word[-1] == "," and following and len(words) <= 4 and following[0].strip(",").islower() and len(following[0]) <= 8)


def _before(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    quantity = draft.quantity
    sentence = article.sentences[draft.sentence]
    earlier = discourse.same_sentence(draft.sentence)
    start = max([sentence.start, *(d.quantity.end for d in earlier)])
    if quantity.opened >= 0:
        start = max(start, quantity.opened + 1)
    segment = article.text[start : quantity.cue.start]
    parts = _BREAK.split(segment)
    words = parts[-1].split() if parts else []
    if len(words) < 2 and len(parts) > 1 and parts[-2].split():
        words = [*parts[-2].split(), *words]
    while words and words[0].lower().strip(",") in pack.lists["subject_trim"]:
        words.pop(0)
    while words and (words[-1].lower() in pack.stops or words[-1].lower() in pack.lists["subject_trim"]):
        words.pop()
    return _clean(pack, words[-_MAX_WORDS:]) if words else None


def _carried(draft: Draft, discourse: Discourse) -> str | None:
    for earlier in reversed(discourse.same_sentence(draft.sentence)):
        if earlier.subject:
            return earlier.subject
        if earlier.unit and earlier.kind in ("count", "reduction", "inspection"):
            return " ".join(filter(None, (earlier.unit, earlier.action)))
    return None


def _clean(pack: Pack, words: list[str]) -> str | None:
    text = pack.expand(" ".join(words)).lower().strip(" ,.;:-–")
    return text or None


def fill_among(pack: Pack, article: Article, draft: Draft) -> None:
    """Set `among` of a rank: the group that is ranked, where it is not the whole country."""
    if draft.kind != "rank":
        return
    quantity = draft.quantity
    sentence = article.sentences[draft.sentence]
    regions = article.within("region", quantity.number_end, min(sentence.end, quantity.number_end + 60))
    if regions and not re.search(r"[.;,\d]", article.low[quantity.number_end : regions[0].start]):
        draft.among = regions[0].value
        return
    lead = pack.among_lead.match(article.low, quantity.end)
    if lead:
        named = article.within("noun", lead.end(), min(sentence.end, lead.end() + 2))
        if named:
            text = _BREAK_AMONG.split(article.text[named[0].start : min(sentence.end, named[0].end + 30)])[0]
            draft.among = _clean(pack, text[: max(len(text), named[0].end - named[0].start)].split()[:4])
            return
    unit = quantity.unit
    if unit.kind == "noun" and unit.name and unit.head not in pack.lists["nationwide"]:
        draft.among = unit.name
