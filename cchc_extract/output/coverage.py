"""Coverage for a reader at a terminal, as tables, and for programs, as JSONL."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc_extract.coverage import Coverage, Group, Mention
from cchc_extract.output.rendering import rendered
from cchc_extract.printable import many, one_line, printable

# So many places of a group are shown in a table, with so many characters on either side.
_SHOWN = 3
_BESIDE = 28


def coverage_lines(coverage: Coverage, limit: int) -> bytes:
    """The summary as JSON on the first line, then one group a line, the first `limit` of them (0: all)."""
    objects: list[dict[str, Any]] = [_summary(coverage), *map(_group, _first(coverage.groups, limit))]
    return b"".join(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in objects)


def _summary(coverage: Coverage) -> dict[str, Any]:
    return {
        "documents": coverage.documents,
        "numbers": coverage.numbers,
        "in_facts": coverage.in_facts,
        "unexplained": coverage.unexplained,
        "share": round(coverage.share, 4),
        "reasons": dict(coverage.reasons),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "around": group.around,
        "count": len(group.mentions),
        "documents": group.documents,
        "mentions": [
            {
                "doc": mention.doc,
                "start": mention.account.start,
                "end": mention.account.end,
                "text": mention.text,
                "before": mention.before,
                "after": mention.after,
                "reason": mention.account.reason,
            }
            for mention in group.mentions
        ],
    }


def _first(groups: Sequence[Group], limit: int) -> Sequence[Group]:
    return groups[:limit] if limit else groups


def coverage_table(coverage: Coverage, limit: int, console: Console) -> str:
    """The summary, the reasons and the first `limit` groups (0: all) in the width of the console; nothing is printed.

    Nothing of the articles is taken as markup, and of their control codes none is left.
    """
    return rendered(_parts(coverage, limit), console)


def _parts(coverage: Coverage, limit: int) -> Iterator[Table | Text]:
    yield _totals(coverage)
    if coverage.reasons:
        yield Text()
        yield _reasons(coverage)
    if coverage.groups:
        yield Text()
        yield _groups(_first(coverage.groups, limit))
        left = len(coverage.groups) - len(_first(coverage.groups, limit))
        if left:
            yield Text(f"{left} more; --limit 0 shows all", "dim")


def _totals(coverage: Coverage) -> Text:
    explained = coverage.numbers - coverage.in_facts - coverage.unexplained
    return Text.assemble(
        (f"{coverage.numbers} numbers", "bold"),
        f" in {many(coverage.documents, 'document')}: ",
        f"{coverage.in_facts} in facts, {explained} left out for a settled reason, ",
        (f"{coverage.unexplained} unexplained", "bold"),
        f" ({1 - coverage.share:.1%})",
    )


def _reasons(coverage: Coverage) -> Table:
    table = _table("count", "reason", "")
    for reason, count in coverage.reasons.items():
        style = "yellow" if reason in coverage.open else ""
        table.add_row(str(count), Text(reason, style), Text(printable(coverage.words[reason]), "dim"))
    return table


def _groups(groups: Sequence[Group]) -> Table:
    table = _table("count", "around, and where")
    for group in groups:
        places = [line for mention in group.mentions[:_SHOWN] for line in _place(mention)]
        table.add_row(str(len(group.mentions)), Text("\n").join([Text(printable(group.around), "bold"), *places]))
    return table


def _table(*names: str) -> Table:
    """A table without lines whose first column is a number, and whose cells show everything in them."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for index, name in enumerate(names):
        table.add_column(name, justify="left" if index else "right", overflow="fold", no_wrap=index == 0)
    return table


def _place(mention: Mention) -> tuple[Text, Text]:
    """A number in its context, and below it where that is and why it was left out."""
    context = Text.assemble(
        "  ",
        _last_words(mention.before),
        (f"«{one_line(mention.text)}»", "bold green"),
        _first_words(mention.after),
    )
    account = mention.account
    return context, Text(f"    {printable(mention.doc)}:{account.start} {account.reason}", "dim")


def _last_words(text: str) -> str:
    """The end of a text, from the beginning of a word."""
    short = one_line(text)[-_BESIDE:]
    return short if len(short) < _BESIDE else short.partition(" ")[2] or short


def _first_words(text: str) -> str:
    """The beginning of a text, up to the end of a word."""
    short = one_line(text)[:_BESIDE]
    return short if len(short) < _BESIDE else short.rpartition(" ")[0] or short
