"""Checks: whether facts fit each other, what is known of the world, and what was published.

A check reads facts only, never the text, so that it can also be made where the articles are gone. It holds or fails;
a published value agrees or differs, which is no failure, as what was published may itself be wrong.
"""

from cchc_extract.checks.findings import Finding
from cchc_extract.checks.messages import Lang, descriptions, message, said, translated
from cchc_extract.checks.running import check_article, check_corpus, corpus_findings, findings

__all__ = [
    "Finding",
    "Lang",
    "check_article",
    "check_corpus",
    "corpus_findings",
    "descriptions",
    "findings",
    "message",
    "said",
    "translated",
]
