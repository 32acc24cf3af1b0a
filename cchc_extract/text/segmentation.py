"""Word segmentation by underthesea's model, loaded when it is first needed."""

import pickle
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_SYLLABLE = r"[^\W\d_]\w*(?:['’-]\w+)*"
_PHRASE = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE})*")
_MODEL = Path("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")
_INSIDE = "I-W"

# How many of the syllables given make up the first word.
_FirstWord = Callable[[Sequence[str]], int]


class Segmenter:
    """Cuts text into Vietnamese words; the model loads on the first call that needs it (about 0.2 seconds)."""

    def first_word(self, text: str) -> int | None:
        """The length of the first word of `text`, as many characters as it has there; None where no word begins.

        No word reaches beyond punctuation or a number, so the text is looked at no further than that.
        """
        return _first_word(text)


@lru_cache(maxsize=4096)
def _first_word(text: str) -> int | None:
    phrase = _PHRASE.match(text)
    if phrase is None:
        return None
    syllables = list(re.finditer(r"\S+", phrase[0]))
    count = _model()([syllable[0] for syllable in syllables]) if len(syllables) > 1 else 1
    return syllables[count - 1].end()


@lru_cache(maxsize=1)
def _model() -> _FirstWord:
    try:
        return model_alone()
    except Exception:
        # What lies inside underthesea may change with its version; its public function is slower to start, and stays.
        return whole_package()


def model_alone() -> _FirstWord:
    """underthesea's model without its package, whose import takes several times as long. Raises where it is not."""
    from underthesea_core import CRFFeaturizer, CRFTagger

    package = find_spec("underthesea")
    if package is None or package.submodule_search_locations is None:
        raise ImportError("underthesea is missing")
    folder = package.submodule_search_locations[0] / _MODEL
    tagger = CRFTagger()
    tagger.load(str(folder / "models.bin"))
    # The package itself reads these two with joblib, which is pickle for what holds no arrays.
    features, dictionary = (
        pickle.loads((folder / f"{part}.bin").read_bytes()) for part in ("features", "dictionary")
    )
    featurizer = CRFFeaturizer(features, dictionary)

    def first_word(syllables: Sequence[str]) -> int:
        tags: list[str] = tagger.tag(featurizer.process([[[syllable] for syllable in syllables]])[0])
        return next((at for at, tag in enumerate(tags) if at and tag != _INSIDE), len(syllables))

    return first_word


def whole_package() -> _FirstWord:
    """The same by underthesea's public function."""
    from underthesea import word_tokenize

    def first_word(syllables: Sequence[str]) -> int:
        words: list[str] = word_tokenize(" ".join(syllables), use_token_normalize=False)
        return len(words[0].split(" "))

    return first_word
