"""Quantities that are said without a number."""

from collections.abc import Iterator

from cchc_extract.article.article import Article
from cchc_extract.pack.compiled import Pack
from cchc_extract.pack.lexicon import Mark
from cchc_extract.pack.rules import CompiledRule
from cchc_extract.pack.schema import WordRule
from cchc_extract.quantities.cues import Cue
from cchc_extract.quantities.quantity import Quantity
from cchc_extract.quantities.units import bare
from cchc_extract.text.brackets import opened_at
from cchc_extract.text.layout import Role
from cchc_extract.text.sentences import Sentence

# The longest name of a body, in characters.
_NAME = 60
# The places of a list stand in so many characters before what is said of them.
_LIST = 60
_SILENT = (Role.FURNITURE, Role.DATELINE, Role.CAPTION)


def in_words(pack: Pack, article: Article) -> Iterator[Quantity]:
    """Quantities said in words alone: `quán quân`, `giữ nguyên thứ hạng`, `thứ nhì`."""
    for mark in article.marks.get("word", ()):
        position = article.sentence_index(mark.start)
        if position is None:
            continue
        sentence = article.sentences[position]
        if mark.end > sentence.end or article.lines[sentence.line].role in _SILENT:
            continue
        rules = (rule for name in mark.value if (rule := pack.words.get(name)))
        rule = next((rule for rule in rules if _fits(pack, article, rule, mark, sentence)), None)
        if rule is None:
            continue
        word_rule = rule.rule
        assert isinstance(word_rule, WordRule)
        total = pack.word_total.match(article.low, mark.end, sentence.end)
        end = total.end() if total else mark.end
        unit = bare(end, "word")
        yield Quantity(
            mark.start, end, word_rule.value, None, int(total[1]) if total else None, unit, Cue(mark.start),
            position, opened=opened_at(article.low, mark.start), word_rule=word_rule.id,
        )  # fmt: skip


def _fits(pack: Pack, article: Article, rule: CompiledRule, mark: Mark, sentence: Sentence) -> bool:
    """Whether a word states what the rule says, where it stands."""
    word_rule = rule.rule
    assert isinstance(word_rule, WordRule)
    if not rule.fits(article.low, sentence.start, mark.start, mark.end, sentence.end):
        return False
    if word_rule.after_name and not _after_name(article, mark.start):
        return False
    several = _of_several(pack, article, mark.start) or _in_name(article, mark.start, mark.end)
    return word_rule.kind != "rank" or not several


def _after_name(article: Article, position: int) -> bool:
    """Whether a body, a place or a word with a capital stands right before a position."""
    index = article.word_index(position) - 1
    if index < 0 or article.low[article.words.ends[index] : position].strip():
        return False
    end = article.words.ends[index]
    bodies = article.within("body", max(0, end - _NAME), end)
    return article.text[article.words.starts[index]].isupper() or any(mark.end == end for mark in bodies)


def _in_name(article: Article, start: int, end: int) -> bool:
    """Whether one word is written as the last of a name ("ông A Nhất")."""
    said, before = article.text[start:end], article.text[:start].rsplit(None, 1)[-1:]
    return said.istitle() and " " not in said and bool(before) and before[0].istitle() and before[0].isalpha()


def _of_several(pack: Pack, article: Article, position: int) -> bool:
    """Whether places in a list stand right before a position, none of which holds a rank alone."""
    places = article.places_within(max(0, position - _LIST), position)[-2:]
    if len(places) < 2 or article.low[places[1].end : position].strip():
        return False
    between = article.low[places[0].end : places[1].start]
    return pack.noun_join.fullmatch(between) is not None and "," not in between.strip()[-1:]
