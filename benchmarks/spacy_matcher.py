"""What a blank spaCy pipeline with Matcher rules for rank, percent, count and reduction makes of an article."""

from typing import Any

import spacy
from spacy.matcher import Matcher

_NUMBER = {"TEXT": {"REGEX": r"^\d+(?:[.,/]\d+)*$"}}
_NOUNS = [
    "thủ",
    "tthc",
    "hồ",
    "đơn",
    "phòng",
    "văn",
    "nhiệm",
    "dịch",
    "xã",
    "huyện",
    "sở",
    "biên",
    "cuộc",
    "lớp",
    "người",
]
_NOUN = {"LOWER": {"IN": _NOUNS}}
_CUTS = ["giảm", "giản", "thể", "bỏ", "ngắn", "nhập"]
RULES: dict[str, list[list[dict[str, Any]]]] = {
    "rank": [[{"LOWER": {"IN": ["thứ", "hạng", "trí"]}}, _NUMBER]],
    "percent": [
        [{"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)?%$"}}],
        [{"TEXT": {"REGEX": r"^\d+(?:[.,]\d+)?$"}}, {"TEXT": "%"}],
    ],
    "reduction": [[{"LOWER": {"IN": _CUTS}}, {"OP": "?"}, _NUMBER, _NOUN]],
    "count": [[_NUMBER, _NOUN]],
}


def matcher() -> tuple[Any, Matcher]:
    """The pipeline, which only finds words, and the matcher of the rules."""
    pipeline = spacy.blank("xx")
    rules = Matcher(pipeline.vocab)
    for name, patterns in RULES.items():
        rules.add(name, patterns, greedy="LONGEST")
    return pipeline, rules
