"""`cchc eval`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cchc_extract.commands.shell import FAILED, Patterns, complain, ends_well, fail, print_json


@ends_well()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of NAME.txt and NAME.jsonl.")],
    facts: Annotated[
        str | None, typer.Argument(metavar="[FACTS]", help="Extracted facts as JSONL, or -; without it, extract now.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Show every miss, spurious fact and wrong field.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    floor: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|F1", help="Exit with 1 when a score is below: a floor file, or the least fact F1."
        ),
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Measure how well facts agree with a gold corpus.

    For example: cchc eval tests/gold/dev --errors
    """
    from cchc_extract import evaluation
    from cchc_extract.evaluation.floor import load_floor, shortfalls
    from cchc_extract.reading import read_facts

    least = load_floor(floor) if floor else None
    documents = evaluation.load_gold(gold)
    if facts is None:
        from cchc_extract.extractor import Extractor
        from cchc_extract.job import Job, extract_gold

        found, problems = extract_gold(Job(Extractor(patterns or [])), documents)
        complain(problems)
    else:
        found = evaluation.group_facts(read_facts(facts), documents)
    result = evaluation.evaluate(documents, found)
    if as_json:
        listed = {"errors": [asdict(error) for error in result.errors]} if errors else {}
        print_json({**result.as_dict(), **listed})
    else:
        typer.echo(evaluation.render(result, errors=errors))
    if least and (below := shortfalls(least, result, evaluation.gold_digest(gold))):
        fail(below, FAILED)
