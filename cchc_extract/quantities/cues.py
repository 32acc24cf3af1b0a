"""The words that stand right before a quantity: comparators, verbs, levels reached, prepositions of reach."""

from dataclasses import dataclass

from cchc_extract.article.article import Article
from cchc_extract.pack.filling import Verb
from cchc_extract.pack.lexicon import Mark
from cchc_extract.text.sentences import Sentence

# A cue has no more words or phrases.
_MAX_STEPS = 7
_MOVES = {"up", "down"}
_ACTS = {"reduction", "cut", "inspection"}


@dataclass(slots=True)
class Cue:
    """What stands right before a quantity, read from it to the left.

    `start` is where the cue begins (the quantity's own start without one); `near` the verb that carries it,
    `verb_start` where that verb begins; `level`, `earlier` and `reach` as the pack's lists of those names say.
    """

    start: int
    comparator: str = "="
    comparator_start: int = -1
    near: Verb | None = None
    verb_start: int = -1
    level: bool = False
    earlier: bool = False
    reach: bool = False
    light: bool = False

    @property
    def opens(self) -> int:
        """Where the verb that carries the quantity begins, else the cue."""
        return self.verb_start if self.verb_start >= 0 else self.start


def read_cue(article: Article, start: int, limit: int) -> Cue:
    """The cue that ends at `start`, within the sentence that begins at `limit`."""
    comparator, comparator_start = "=", -1
    level = earlier = reach = light = stated = False
    at = cue_start = start
    for _ in range(_MAX_STEPS):
        found = _ending_at(article, at, limit)
        if not found:
            break
        longest = max(mark.end - mark.start for _, mark in found)
        labels = {label: mark for label, mark in found if mark.end - mark.start == longest}
        mark = next(iter(labels.values()))
        verb: Verb | None = labels["verb"].value if "verb" in labels else None
        compares = "comparator" in labels and comparator == "=" and not _moves(verb, labels)
        if compares and ":" not in article.low[mark.end : at]:
            comparator, comparator_start = labels["comparator"].value, mark.start
            cue_start = mark.start
            level = level or "cue:levels" in labels
        elif "cue:levels" in labels:
            level, cue_start = True, mark.start
            if verb and verb.classes & _MOVES and " " in verb.text:
                break
        elif verb and verb.classes != {"light"}:
            if stated and verb.classes & _ACTS:
                break
            if ":" in article.low[mark.end : at] and verb.classes <= _MOVES:
                break
            if any(label == "cue:nominalisers" for label, _ in _ending_at(article, mark.start, limit)):
                break
            return Cue(mark.start, comparator, comparator_start, verb, mark.start, level, earlier, reach, light)
        elif "cue:earlier" in labels:
            earlier, cue_start = True, mark.start
        elif "cue:reach" in labels and not level:
            reach, cue_start = True, mark.start
        elif verb:
            light, cue_start = True, mark.start
            stated = "cue:there_is" in labels
        elif "cue:fillers" not in labels:
            break
        at = mark.start
    return Cue(cue_start, comparator, comparator_start, None, -1, level, earlier, reach, light)


def leaves(article: Article, cue: Cue, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a value behind "từ" is left for another one: a movement is told beside it ("từ 35 lên 12").

    Otherwise it is where something comes from ("tổng hợp từ 1.089 phiếu") or a bound ("đạt từ 84 điểm"). The value
    has the half-open span `start`, `end`.
    """
    if article.within("cue:instead", cue.start, start) or article.within("cue:levels", end, sentence.end):
        return True
    moved = (mark.value for mark in article.within("verb", sentence.start, sentence.end))
    return bool(article.within("cue:this_time", end, sentence.end)) or any(verb.classes & _MOVES for verb in moved)


def _moves(verb: Verb | None, labels: dict[str, Mark]) -> bool:
    """Whether a phrase that is both a comparator and a verb of movement is used as the verb (`vượt`, `thấp hơn`)."""
    return bool(verb and verb.classes & _MOVES and "cue:fillers" not in labels and len(verb.text.split()) > 1)


def _ending_at(article: Article, at: int, limit: int) -> list[tuple[str, Mark]]:
    """The marks that end right before a position, spaces and a colon aside."""
    index = article.word_index(at) - 1
    if index < 0:
        return []
    end = article.words.ends[index]
    ending = article.ending.get(end)
    if ending is None or end <= limit or article.low[end:at].strip(" :\t+"):
        return []
    return [(label, mark) for label, mark in ending if mark.start >= limit]
