"""Explanations: what each number of a text was taken for, by which rule, and where its fact's fields come from.

Extraction keeps no record of its reasons. An explanation reads the text again and watches.
"""

from cchc_extract.explanation.data import Exclusion, Explanation, Origin, Passage, Reading, Trial
from cchc_extract.explanation.explainer import Explainer, NoNumberError, at_offset, of_fact

__all__ = [
    "Exclusion",
    "Explainer",
    "Explanation",
    "NoNumberError",
    "Origin",
    "Passage",
    "Reading",
    "Trial",
    "at_offset",
    "of_fact",
]
