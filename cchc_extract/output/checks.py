"""What the checks found, for a reader at a terminal, as tables, and for programs, as JSONL."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cchc_extract.checks import Finding, Lang, descriptions, said
from cchc_extract.models import Fact
from cchc_extract.output.rendering import rendered
from cchc_extract.printable import many, one_line, printable

_WIDEST = 60
# Above, right, below and left of a line.
_PLACE, _SAID = (0, 0, 0, 2), (0, 0, 0, 4)


@dataclass(frozen=True, slots=True)
class Checked:
    """Facts of many articles and what the checks found in them."""

    facts: Sequence[Fact]
    findings: Sequence[Finding]

    @property
    def articles(self) -> int:
        return len({fact.doc for fact in self.facts})

    def count(self, state: str) -> int:
        """How many findings are in a state."""
        return sum(finding.state == state for finding in self.findings)

    @property
    def told(self) -> list[Finding]:
        """What fails and what differs, check by check, in the order in which the checks are described."""
        order = {name: at for at, name in enumerate(descriptions())}
        told = [finding for finding in self.findings if finding.state in ("fails", "differs")]
        return sorted(told, key=lambda finding: order.get(finding.name, len(order)))


def checked_lines(checked: Checked, lang: Lang) -> bytes:
    """A summary on the first line, then what fails or differs, one finding a line."""
    objects = [_summary(checked), *(_object(finding, lang) for finding in checked.told)]
    return b"".join(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in objects)


def _summary(checked: Checked) -> dict[str, Any]:
    states: dict[str, Counter[str]] = {}
    for finding in checked.findings:
        states.setdefault(finding.name, Counter())[finding.state] += 1
    return {
        "articles": checked.articles,
        "facts": len(checked.facts),
        **{state: checked.count(state) for state in ("holds", "fails", "agrees", "differs")},
        "checks": {name: dict(states[name]) for name in descriptions() if name in states},
    }


def _object(finding: Finding, lang: Lang) -> dict[str, Any]:
    source = {"source": finding.source} if finding.source else {}
    return {
        "check": finding.name,
        "state": finding.state,
        "message": said(finding.name, finding.state, finding.details, lang),
        **source,
        "details": dict(finding.details),
        "facts": [
            {"id": f.id, "doc": f.doc, "start": f.evidence.start, "end": f.evidence.end, "text": f.evidence.text}
            for f in finding.facts
        ],
    }


def checked_table(checked: Checked, lang: Lang, console: Console) -> str:
    """A summary, and what fails or differs by check, in the width of the console; nothing is printed.

    Nothing of the facts is taken as markup, and of their control codes none is left.
    """
    return rendered(_parts(checked, lang), console)


def _parts(checked: Checked, lang: Lang) -> Iterator[Padding | Text]:
    yield _totals(checked)
    name = ""
    for finding in checked.told:
        if finding.name != name:
            name = finding.name
            yield Text()
            yield Text.assemble((name, "bold"), "  ", (descriptions()[name][lang], "dim"))
        yield from _found(finding, lang)


def _totals(checked: Checked) -> Text:
    fails, holds, differs, agrees = (checked.count(state) for state in ("fails", "holds", "differs", "agrees"))
    return Text.assemble(
        f"{many(len(checked.facts), 'fact')} in {many(checked.articles, 'article')}: ",
        (f"{many(fails, 'check')} {_does(fails, 'fail')}", "bold"),
        f", {holds} {_does(holds, 'hold')}; ",
        f"{many(differs, 'published value')} {_does(differs, 'differ')}, {agrees} {_does(agrees, 'agree')}",
    )


def _does(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb


def _found(finding: Finding, lang: Lang) -> Iterator[Padding]:
    """A finding: where, the evidence of the fact that is judged, and what is wrong with it."""
    fact = finding.facts[0]
    words = one_line(fact.evidence.text)
    evidence = words if len(words) <= _WIDEST else f"{words[:_WIDEST]}…"
    place = f"{printable(fact.doc)}:{fact.evidence.start}"
    message = said(finding.name, finding.state, finding.details, lang) or finding.name
    style = "yellow" if finding.state == "differs" else "red"
    yield Padding(Text.assemble((f"«{evidence}»", "bold green"), "  ", (place, "dim")), _PLACE)
    yield Padding(Text(printable(message), style), _SAID)
    if finding.source:
        yield Padding(Text(finding.source, "dim"), _SAID)
