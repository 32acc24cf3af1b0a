"""Who is measured: each is built once, and then counts what it finds in a text."""

from collections.abc import Callable

from plain_regex import extract as plain_extract

Reader = Callable[[str], int]


def cchc() -> Reader:
    """Extraction of facts; counts the facts. The model that some articles need is loaded before."""
    from cchc_extract.extractor import Extractor
    from cchc_extract.text.segmentation import Segmenter

    Segmenter().first_word("a b")
    extractor = Extractor()
    return lambda text: len(extractor.extract(text))


def cchc_all_documents() -> Reader:
    """The same, without the quick test that skips articles about something else."""
    from cchc_extract.extractor import Extractor

    extractor = Extractor(all_documents=True)
    return lambda text: len(extractor.extract(text))


def underthesea() -> Reader:
    """Sentences and their words; counts the words."""
    from underthesea import sent_tokenize, word_tokenize

    return lambda text: sum(len(word_tokenize(sentence)) for sentence in sent_tokenize(text))


def spacy() -> Reader:
    """A blank pipeline with Matcher rules; counts the matches."""
    from spacy_matcher import matcher

    pipeline, rules = matcher()
    return lambda text: len(rules(pipeline(text)))


def plain_regex() -> Reader:
    """The regular expressions of `plain_regex.py`; counts the facts."""
    return lambda text: sum(1 for _ in plain_extract(text))


CONTESTANTS: dict[str, Callable[[], Reader]] = {
    "cchc extract": cchc,
    "cchc extract --all-documents": cchc_all_documents,
    "underthesea.word_tokenize": underthesea,
    "spaCy blank, Matcher": spacy,
    "plain regular expressions": plain_regex,
}
