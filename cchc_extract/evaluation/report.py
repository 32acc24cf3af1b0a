"""An evaluation as text for a terminal."""

from collections.abc import Iterator

from cchc_extract.evaluation.result import Evaluation
from cchc_extract.printable import printable


def render(evaluation: Evaluation, errors: bool, documents: bool = False) -> str:
    """The report as lines of text, without a last line end.

    `errors` puts every error, with its place in the article, before the scores; `documents` the counts of
    each document.
    """
    lines: list[str] = []
    if errors and evaluation.errors:
        lines += [*_error_lines(evaluation), ""]
    if documents:
        lines += [*_document_lines(evaluation), ""]
    lines += _score_lines(evaluation)
    return "\n".join(map(printable, lines))


def _error_lines(evaluation: Evaluation) -> Iterator[str]:
    """The errors in the order of documents and texts; errors at the same place share its context."""
    shown = None
    for error in evaluation.errors:
        place = (error.document, error.offset, error.context)
        if shown is not None and shown != place:
            yield _context_line(shown[2])
        shown = place
        yield f"{error.document}:{error.offset}: {error.what:6} {error.message}"
    if shown is not None:
        yield _context_line(shown[2])


def _context_line(context: str) -> str:
    return f"    {' '.join(context.split())}"


def _document_lines(evaluation: Evaluation) -> Iterator[str]:
    for count in evaluation.documents:
        yield (
            f"{count.name:48} gold {count.gold:4} predicted {count.predicted:4}"
            f" fact {count.fact:4} record {count.record:4}"
        )


def _score_lines(evaluation: Evaluation) -> Iterator[str]:
    for level in ("quantity", "fact", "record"):
        score = getattr(evaluation, level)
        yield f"{level:10} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  ({score.n} gold)"
    yield "by kind (fact F1): " + "  ".join(f"{kind} {s.f1:.2f} ({s.n})" for kind, s in evaluation.by_kind.items())
    fields = {**evaluation.fields, **evaluation.extra}
    yield "fields right: " + "  ".join(f"{field} {score.right:.2f}" for field, score in fields.items())
    for field, by_scope in evaluation.scopes.items():
        shares = "  ".join(f"{scope} {score.right:.2f} ({score.n})" for scope, score in by_scope.items())
        yield f"{field} by scope: {shares}"
    if evaluation.problems:
        yield "problems: " + ", ".join(f"{problem} ({count})" for problem, count in evaluation.problems.items())
