"""One document in, its outcome out: the step that a run repeats, whatever may be wrong with one document."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cchc_extract.checks import Lang, translated
from cchc_extract.coverage import Account, Reasons, account
from cchc_extract.errors import DocumentError
from cchc_extract.extractor import Extractor
from cchc_extract.models import Fact
from cchc_extract.reading import Document

if TYPE_CHECKING:
    from cchc_extract.evaluation.gold import GoldDocument


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a document: its facts in reading order, and in `problems` what the user must be told.

    `document` is None where it could not be read; `failed` says that the facts are not those of the document.
    `warnings` may come again with other documents, and are to be told once. `accounts` says what became of each
    number of the document, where the job asks for that.
    """

    document: Document | None
    facts: list[Fact]
    problems: list[str]
    failed: bool = False
    warnings: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each document. It can be pickled, and its calls do not depend on each other."""

    extractor: Extractor
    date: dt.date | None = None
    kinds: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    accounts: bool = False
    lang: Lang = "en"

    def run(self, load: Callable[[], Document]) -> Outcome:
        """Extract from what `load` reads; never raises for what is wrong with the document."""
        try:
            document = load()
        except DocumentError as error:
            return Outcome(None, [], [str(error)], failed=True)
        return self.extract(document)

    def extract(self, document: Document) -> Outcome:
        """Extract from a document that has been read; only facts of the wanted kinds and indicators come out."""
        try:
            if not self.accounts and self.extractor.skips(document.text):
                return Outcome(document, [], [])
            date = document.date or self.date
            extraction = self.extractor.extraction(
                document.text, doc=document.name, date=date, facts_only=not self.accounts
            )
            accounts = account(extraction, Reasons(self.extractor.pack)) if self.accounts else ()
        except Exception as error:
            # Whatever a text brings to light in the engine must cost that text only, not the rest of a long run.
            problem = f"{document.name}: extraction failed ({type(error).__name__}: {error}); please report it"
            return Outcome(document, [], [problem], failed=True)
        problems = [
            f"{document.name}: no fact from {r.text!r} (characters {r.start}-{r.end}): {r.reason}"
            for r in extraction.rejected
        ]
        wanted = [_sourced(fact, document) for fact in extraction.facts if self._wants(fact)]
        if self.lang != "en":
            wanted = translated(wanted, self.lang)
        problems = [*(f"{document.name}: {note}" for note in document.notes), *problems]
        return Outcome(document, wanted, problems, warnings=tuple(extraction.warnings), accounts=tuple(accounts))

    def _wants(self, fact: Fact) -> bool:
        return (not self.kinds or fact.kind in self.kinds) and (
            not self.indicators or fact.indicator in self.indicators
        )


def _sourced(fact: Fact, document: Document) -> Fact:
    """The fact with the place in the file that its text came from, where that is not the text itself."""
    source = document.source(fact.evidence.start)
    return fact.model_copy(update={"source": source}) if source else fact


def extract_gold(job: Job, gold: Iterable["GoldDocument"]) -> tuple[dict[str, list[Mapping[str, Any]]], list[str]]:
    """The facts that come out of the gold's texts, by document name and as JSON has them, and all problems."""
    facts: dict[str, list[Mapping[str, Any]]] = {}
    problems: list[str] = []
    warnings: dict[str, None] = {}
    for document in gold:
        outcome = job.extract(Document(document.name, document.text))
        facts[document.name] = [fact.model_dump(mode="json") for fact in outcome.facts]
        problems += outcome.problems
        warnings.update(dict.fromkeys(outcome.warnings))
    return facts, [*problems, *warnings]
