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
    draft.subject = (
        _after(pack, article, draft) or _before(pack, article, draft, discourse) or _carried(draft, discourse)
    )


def _after(pack: Pack, article: Article, draft: Draft) -> str | None:
    end = draft.quantity.end
    sentence = article.sentences[draft.sentence]
    raw = article.text[end : min(sentence.end, end + 120)]
    if not raw.startswith(" "):
        return None
    words: list[str] = []
    for match in re.finditer(r"[^\s]+", raw):
        word = match[0]
        bare = word.strip(',.;:()"“”')
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
    if word[-1] not in ',.;:()"”':
        return False
    following = raw[at:].split()
    return not (
        word[-1] == ","
        and following
        and len(words) <= 4
        and following[0].strip(",").islower()
        and len(following[0]) <= 8
    )


def _before(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """What the clause before a value names, or the share that the sentence or the heading of its list opened with."""
    quantity = draft.quantity
    sentence = article.sentences[draft.sentence]
    earlier = discourse.same_sentence(draft.sentence)
    start = max([sentence.start, *(d.quantity.end for d in earlier)])
    if quantity.opened >= 0:
        start = max(start, quantity.opened + 1)
    end = quantity.cue.start
    share = _share(pack, article, start, end)
    if share:
        return share
    named = _last_phrase(pack, article, start, end)
    if named:
        return named
    heading = article.lines[sentence.line].heading
    if earlier or heading < 0:
        return None
    return _share(pack, article, article.lines[heading].start, article.lines[heading].end)


def _share(pack: Pack, article: Article, start: int, end: int) -> str | None:
    """What a share is of ("tỷ lệ hồ sơ đúng hạn"), up to where it is said when, where or how much."""
    shares = article.within("cue:shares", start, end)
    if not shares:
        return None
    words: list[str] = []
    phrase = _BREAK.split(_named_out(article, shares[-1].end, end))[0]
    for word in phrase.split():
        if word.lower() in pack.lists["subject_stops"] and words:
            break
        words.append(word)
    return _trimmed(pack, words)


def _last_phrase(pack: Pack, article: Article, start: int, end: int) -> str | None:
    """The last phrase of a stretch that is more than a place, a body or a time."""
    for part in reversed(_BREAK.split(_named_out(article, start, end))):
        words = part.split()
        trimmed = _trimmed(pack, words)
        if trimmed and len(trimmed.split()) > 1:
            return trimmed
    return None


def _named_out(article: Article, start: int, end: int) -> str:
    """A stretch of text with a line end in place of each period, place and known body."""
    out = list(article.text[start:end])
    spans = [(m.start, m.end) for m in article.periods_within(start, end)]
    spans += [(p.start, p.end) for p in article.places_within(start, end)]
    spans += [(m.start, m.end) for m in article.within("body", start, end)]
    for begin, stop in spans:
        out[begin - start : stop - start] = "\n" * (min(stop, end) - begin)
    return "".join(out)


def _trimmed(pack: Pack, words: list[str]) -> str | None:
    trim = pack.lists["subject_trim"]
    while words and words[0].lower().strip(",") in trim:
        words = words[1:]
    while words and (words[-1].lower() in pack.stops or words[-1].lower() in trim):
        words = words[:-1]
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
