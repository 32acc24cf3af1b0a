"""Who speaks in a paragraph: an official, whose place is then the one spoken of."""

from cchc_extract.article.article import Article
from cchc_extract.article.places import LEVELS, Place
from cchc_extract.text.layout import Line

# An official is named so many characters before the verb of speech, or behind who is said to have told something.
_NAMED = 140
_QUOTE = '"'
_PARTED = ".;!?"


def speaker_place(article: Article, start: int, end: int) -> Place | None:
    """The place below the article's own of the official who speaks in a stretch ("ông A, Chủ tịch xã B, nói")."""
    colon = article.low.find(":", start, end)
    speech = [mark.start for mark in article.within("cue:speech", start, end)]
    for said in [*speech, colon] if colon >= 0 else speech:
        begin = max(start, said - _NAMED)
        begin = max([begin, *(article.low.rfind(mark, begin, said) + 1 for mark in _PARTED)])
        titles = article.within("cue:officials", begin, said)
        places = article.places_within(titles[0].end, said) if titles else []
        private = places and article.within("cue:private_firms", titles[0].end, places[0].start)
        if places and not private and _below(article, places[0]):
            return places[0]
    return None


def quoted_place(article: Article, line: Line) -> Place | None:
    """The place of the official who is named behind the quotation that a line begins with."""
    low = article.low
    if not low.startswith(_QUOTE, line.start):
        return None
    closing = low.find(_QUOTE, line.start + 1, line.end)
    return speaker_place(article, closing, line.end) if closing >= 0 else None


def _below(article: Article, place: Place) -> bool:
    return place.level != "nation" and LEVELS[place.level] > LEVELS.get(article.level or "nation", 0)
