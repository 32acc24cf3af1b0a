"""Evaluation: how well extracted facts agree with a gold corpus (the engine of `cchc eval`)."""

from cchc_extract.evaluation.gold import EvaluationError, GoldDocument, GoldFact, gold_digest, load_gold
from cchc_extract.evaluation.report import render
from cchc_extract.evaluation.result import DocumentCount, Error, Evaluation, FieldScore, Score
from cchc_extract.evaluation.scoring import evaluate, group_facts

__all__ = [
    "DocumentCount",
    "Error",
    "Evaluation",
    "EvaluationError",
    "FieldScore",
    "GoldDocument",
    "GoldFact",
    "Score",
    "evaluate",
    "gold_digest",
    "group_facts",
    "load_gold",
    "render",
]
