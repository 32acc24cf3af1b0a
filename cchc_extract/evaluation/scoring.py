"""Counting: predicted facts in, scores out. The rules are those of the fact schema's Scoring section.

An optional gold fact counts nowhere, nor does the predicted fact aligned with it. A predicted fact that is
aligned with nothing but repeats a kind, value and whole of the same article's gold is the same statement
again, in a headline or a caption: it is neither right nor wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc_extract.evaluation.align import Match, Prediction, align
from cchc_extract.evaluation.compare import (
    CARRIED,
    EMPTY,
    KINDS,
    SOFT_FIELDS,
    STATED,
    STRICT_FIELDS,
    as_float,
    field_value,
    same,
    scope_of,
)
from cchc_extract.evaluation.gold import GoldDocument, GoldFact
from cchc_extract.evaluation.result import DocumentCount, Error, ErrorType, Evaluation, FieldScore, Score

_UNKNOWN_DOCUMENT = "unknown doc"
_WRONG_EVIDENCE = "evidence is not text[start:end]"
_CONTEXT = 40
_LONG_EVIDENCE = 200


def group_facts(
    facts: Iterable[Mapping[str, Any]], gold: Sequence[GoldDocument]
) -> dict[str, list[Mapping[str, Any]]]:
    """Group facts by the gold document that their `doc` (a path, an id, or an object with an `id`) names.

    Facts of no gold document stay under the name that they give; `evaluate` counts them as a problem.
    """
    names = {document.name for document in gold}
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fact in facts:
        groups[_document_name(fact.get("doc"), names)].append(fact)
    return dict(groups)


def _document_name(doc: Any, names: set[str]) -> str:
    """The file name in `doc`; its last suffix goes, unless a document is called so with it."""
    path = doc.get("id") if isinstance(doc, Mapping) else doc
    name = path.replace("\\", "/").rsplit("/", 1)[-1] if isinstance(path, str) else ""
    return name if name in names else name.rsplit(".", 1)[0]


def evaluate(gold: Sequence[GoldDocument], facts: Mapping[str, Sequence[Mapping[str, Any]]]) -> Evaluation:
    """Score the facts, given by document name and as the JSONL has them, against the gold.

    A fact whose fields have wrong types is no exception: it is wrong where it is wrong.
    """
    tally = _Tally()
    names = {document.name for document in gold}
    tally.problems[_UNKNOWN_DOCUMENT] = sum(len(found) for name, found in facts.items() if name not in names)
    for document in gold:
        tally.add(document, [Prediction.of(fact) for fact in facts.get(document.name, ())])
    return tally.result()


class _Tally:
    """The counts of an evaluation under way."""

    def __init__(self) -> None:
        self.documents: list[DocumentCount] = []
        self.kinds: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.fields: dict[str, Counter[str]] = {field: Counter() for field in STRICT_FIELDS + SOFT_FIELDS}
        self.scopes: dict[str, dict[str, Counter[str]]] = {
            field: {scope: Counter() for scope in (STATED, *CARRIED, EMPTY)} for field in self.fields
        }
        self.part_of: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self.errors: list[Error] = []

    def add(self, document: GoldDocument, predicted: Sequence[Prediction]) -> None:
        """Count one document."""
        matches = align(document.facts, predicted)
        scored = [match for match in matches if not document.facts[match.gold].optional]
        records = 0
        for match in scored:
            records += self._count_match(document, match, predicted[match.predicted])
            self._count_part_of(document, match, predicted, matches)
        self._count_missed(document, {match.gold for match in matches})
        repeated = self._count_spurious(document, predicted, {match.predicted for match in matches})
        self.problems[_WRONG_EVIDENCE] += sum(not found.quotes(document.text) for found in predicted)
        self.documents.append(
            DocumentCount(
                name=document.name,
                gold=sum(not fact.optional for fact in document.facts),
                predicted=len(predicted) - (len(matches) - len(scored)) - repeated,
                quantity=len(scored),
                fact=sum(match.kind for match in scored),
                record=records,
            )
        )

    def _count_match(self, document: GoldDocument, match: Match, found: Prediction) -> bool:
        """Count the kind and the fields of a scored pair; return whether its record is right."""
        wanted = document.facts[match.gold]
        wrong = []
        for field, counts in self.fields.items():
            if field in SOFT_FIELDS and field_value(wanted.fields, field) is None:
                continue
            right = _right(field, found, wanted)
            for tally in (counts, self.scopes[field][scope_of(found.fact, field)]):
                tally["n"] += 1
                tally["right"] += right
            if not right and field in STRICT_FIELDS:
                wrong.append(field)
        if match.kind:
            self._count_kind(wanted.kind, "right")
        else:
            self._count_kind(wanted.kind, "missed")
            self._count_kind(found.fact.get("kind"), "spurious")
            self._log(
                "KIND",
                document,
                wanted,
                f"{found.fact.get('kind')} should be {wanted.kind}: {wanted.evidence!r}",
            )
        for field in wrong:
            got, answer = field_value(found.fact, field), field_value(wanted.fields, field)
            self._log("FIELD", document, wanted, f"{field}: {got!r} should be {answer!r}: {wanted.evidence!r}")
        return match.kind and not wrong

    def _count_part_of(
        self, document: GoldDocument, match: Match, predicted: Sequence[Prediction], matches: Sequence[Match]
    ) -> None:
        """Count whether a part names the predicted fact that is aligned with the gold fact it is part of."""
        wanted = document.facts[match.gold]
        if field_value(wanted.fields, "part_of") is None:
            return
        named = predicted[match.predicted].fact.get("part_of")
        whole = None
        if named is not None:
            aligned = (document.facts[m.gold] for m in matches if predicted[m.predicted].fact.get("id") == named)
            whole = next((fact.fields.get("id") for fact in aligned), None)
        right = whole in wanted.answers("part_of") and (whole is not None or named is None)
        self.part_of["n"] += 1
        self.part_of["right"] += right

    def _count_missed(self, document: GoldDocument, aligned: set[int]) -> None:
        for i, wanted in enumerate(document.facts):
            if i not in aligned and not wanted.optional:
                self._count_kind(wanted.kind, "missed")
                unit = field_value(wanted.fields, "unit") or ""
                self._log("MISS", document, wanted, f"{wanted.kind} {wanted.value} {unit}: {wanted.evidence!r}")

    def _count_spurious(self, document: GoldDocument, predicted: Sequence[Prediction], aligned: set[int]) -> int:
        """Count the predicted facts that are aligned with nothing; return how many only repeat the gold."""
        # A list, because what is looked up in it may not be hashable.
        stated = [(fact.kind, float(fact.value), fact.fields.get("out_of")) for fact in document.facts]
        repeated = 0
        for j, found in enumerate(predicted):
            if j in aligned:
                continue
            fact = found.fact
            if (fact.get("kind"), as_float(fact.get("value")), fact.get("out_of")) in stated:
                repeated += 1
                continue
            self._count_kind(fact.get("kind"), "spurious")
            unit = field_value(fact, "unit") or ""
            self._log("EXTRA", document, found, f"{fact.get('kind')} {fact.get('value')} {unit}: {found.quote!r}")
        return repeated

    def _count_kind(self, kind: Any, outcome: str) -> None:
        # A predicted kind that the schema does not know is wrong, and has no line of its own.
        if isinstance(kind, str) and kind in self.kinds:
            self.kinds[kind][outcome] += 1

    def _log(self, what: ErrorType, document: GoldDocument, at: GoldFact | Prediction, message: str) -> None:
        self.errors.append(Error(document.name, at.start, what, message, _context(document.text, at.start, at.end)))

    def result(self) -> Evaluation:
        """The scores of all that was counted."""
        predicted, gold = (sum(getattr(d, name) for d in self.documents) for name in ("predicted", "gold"))
        quantity, fact, record = (
            Score.of(sum(getattr(d, level) for d in self.documents), predicted, gold)
            for level in ("quantity", "fact", "record")
        )
        return Evaluation(
            quantity=quantity,
            fact=fact,
            record=record,
            by_kind={
                kind: Score.of(c["right"], c["right"] + c["spurious"], c["right"] + c["missed"])
                for kind, c in self.kinds.items()
                if c
            },
            fields={field: FieldScore.of(c["right"], c["n"]) for field, c in self.fields.items() if c["n"]},
            scopes={
                field: {scope: FieldScore.of(c["right"], c["n"]) for scope, c in by_scope.items() if c}
                for field, by_scope in self.scopes.items()
                if any(by_scope[scope] for scope in CARRIED)
            },
            extra={"part_of": FieldScore.of(self.part_of["right"], self.part_of["n"])} if self.part_of["n"] else {},
            problems={problem: count for problem, count in self.problems.items() if count},
            errors=tuple(sorted(self.errors)),
            documents=tuple(self.documents),
        )


def _right(field: str, predicted: Prediction, gold: GoldFact) -> bool:
    """Whether the predicted fact has one of the gold's right values of the field."""
    found = field_value(predicted.fact, field)
    return any(same(field, found, answer) for answer in gold.answers(field))


def _context(text: str, start: int, end: int) -> str:
    """The evidence in guillemets with the characters around it; the middle of a long one is left out."""
    start, end = sorted(min(max(offset, 0), len(text)) for offset in (start, end))
    evidence = text[start:end]
    if len(evidence) > _LONG_EVIDENCE:
        evidence = f"{evidence[:_CONTEXT]} ... {evidence[-_CONTEXT:]}"
    return f"{text[max(start - _CONTEXT, 0) : start]}\u00ab{evidence}\u00bb{text[end : end + _CONTEXT]}"
