"""Noun phrases of a sentence, by underthesea's taggers and its chunker, and by a list harvested from them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

# What a word counts as: N in a noun phrase, A and V where they follow in one, E where it joins two, C in a list,
# 0 for a number, and a stop for the rest.
SYMBOLS = {"N": "N", "Np": "N", "Nc": "N", "Nu": "N", "Ny": "N", "Nb": "N", "Ni": "N", "P": "N", "A": "A", "V": "V"}
CHUNKS = {"NP": "N", "AP": "A", "VP": "V"}
JOINS, LISTS = {"của"}, {",", "và"}
GRAMMARS = {
    "nouns": re.compile("N[NA]*"),
    "nouns and verbs": re.compile("N[NAV]*"),
    "joined": re.compile("N[NAV]*(?:EN[NAV]*)*"),
    "listed": re.compile("N[NAV]*(?:[EC]N[NAV]*)*"),
}
_TOKEN = re.compile(r"[^\W\d_]+|\d\S*|\S")
# A word is nearly always the same when it was seen so often, and in such a share of the places.
_SEEN, _MOSTLY = 5, 0.95
# A word that is spelled anew stands no further from the one before.
_SLACK = 4

Span = tuple[int, int]


class Token(NamedTuple):
    """A word: half-open span in its sentence, its small letters, and its symbol."""

    start: int
    end: int
    low: str
    symbol: str


Tagger = Callable[[str], list[Token]]


def taggers() -> dict[str, Tagger]:
    """What underthesea has, by name; the newer tagger by itself, as its public function fails at the second call."""
    import underthesea.pipeline.pos_tag as package
    from underthesea import chunk, pos_tag, word_tokenize
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    newer = FastCRFSequenceTagger()
    newer.load(str(Path(str(package.__file__)).parent / "models" / "pos_crf_vlsp2013_20230303"))

    def by_newer(text: str) -> list[Token]:
        words = word_tokenize(text)
        tags = newer.predict([[word] for word in words]) if words else []
        return placed(text, [(word, SYMBOLS.get(tag[2:], ".")) for word, tag in zip(words, tags, strict=True)])

    def by_tags(text: str) -> list[Token]:
        return placed(text, [(word, SYMBOLS.get(tag, ".")) for word, tag in pos_tag(text)])

    def by_chunks(text: str) -> list[Token]:
        return placed(text, [(word, CHUNKS.get(tag[2:], ".")) for word, _, tag in chunk(text)])

    return {"chunk": by_chunks, "pos_tag": by_tags, "pos_tag v2.0": by_newer}


def placed(text: str, words: Iterable[tuple[str, str]]) -> list[Token]:
    """Tagged words with their places, which the taggers do not tell."""
    tokens, at = [], 0
    for word, symbol in words:
        start = -1
        for piece in word.split():
            begin = text.find(piece, at)
            # Some are spelled anew; what stands next is as long.
            if not at <= begin <= at + _SLACK:
                begin = len(text) - len(text[at:].lstrip())
            start = begin if start < 0 else start
            at = min(len(text), begin + len(piece))
        tokens.append(Token(start, at, text[start:at].lower(), symbol_of(word, symbol)))
    return tokens


def symbol_of(word: str, symbol: str) -> str:
    """The symbol of a word, whatever a tagger takes numbers, marks and the words that join for."""
    if word[0].isdigit():
        return "0"
    if word.lower() in JOINS:
        return "E"
    if word.lower() in LISTS:
        return "C"
    return symbol if word[0].isalpha() else "."


class Harvest:
    """What a tagger took the words of some sentences for; it is not needed afterwards."""

    def __init__(self, tagger: Tagger, sentences: Iterable[str]) -> None:
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for token in tagger(sentence):
                self._words[token.low][token.symbol] += 1

    def tagger(self) -> Tagger:
        """Look-up of what each syllable mostly was a part of."""
        syllables: dict[str, Counter[str]] = defaultdict(Counter)
        for word, symbols in self._words.items():
            for syllable in word.split():
                syllables[syllable] += symbols
        known = {syllable: symbols.most_common(1)[0][0] for syllable, symbols in syllables.items()}

        def symbol(word: str) -> str:
            return symbol_of(word, known.get(word.lower(), "N" if word[0].isupper() else "."))

        return lambda text: [Token(*m.span(), m[0].lower(), symbol(m[0])) for m in _TOKEN.finditer(text)]

    def always(self, symbol: str, syllables: int) -> list[str]:
        """The words of at least so many syllables that are nearly always taken for that."""
        return sorted(
            word
            for word, symbols in self._words.items()
            if word.replace(" ", "").isalpha()
            and word.count(" ") + 1 >= syllables
            and symbols.total() >= _SEEN
            and symbols[symbol] >= _MOSTLY * symbols.total()
        )


def runs(tokens: list[Token], grammar: str, ends: frozenset[str]) -> list[Span]:
    """The spans of the noun phrases in a sentence, by a grammar of symbols; `ends` are words that no phrase holds."""
    symbols = "".join("." if t.low in ends and t.symbol not in "EC" else t.symbol for t in tokens)
    found = (match.span() for match in GRAMMARS[grammar].finditer(symbols))
    return [(tokens[first].start, tokens[last - 1].end) for first, last in found]
