"""Coverage: what became of every number in a text, and which were left out without a good reason.

A number is in a fact, or left out for a reason. Reasons that are *settled* say that it is no fact, such as a date or
the number of a document; all others say that nobody knows: those numbers are what the patterns may miss.
"""

from cchc_extract.coverage.accounts import Account, account
from cchc_extract.coverage.reasons import FACT, ReasonError, Reasons
from cchc_extract.coverage.survey import Coverage, Group, Mention, Survey

__all__ = [
    "FACT",
    "Account",
    "Coverage",
    "Group",
    "Mention",
    "ReasonError",
    "Reasons",
    "Survey",
    "account",
]
