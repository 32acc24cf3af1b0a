"""From a draft to the fact that it stands for, checked by its model."""

import hashlib
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cchc_extract.article.article import Article
from cchc_extract.article.places import as_area
from cchc_extract.drafts import Draft
from cchc_extract.models import MODELS, BaseFact, Fact
from cchc_extract.pack.compiled import Pack


def fact_of(
    pack: Pack, article: Article, draft: Draft, doc: str, ids: dict[int, str], last_end: int
) -> tuple[Fact | None, str]:
    """The fact of a draft, or None and what is wrong with it; `ids` are those of the facts before, by draft."""
    view = article.view
    begin = max(draft.start, last_end)
    while begin < draft.quantity.start and view.text[begin].isspace():
        begin += 1
    start, end = view.source_span(min(begin, draft.quantity.start), draft.end)
    sentence = article.sentences[draft.sentence]
    sentence_start, sentence_end = view.source_span(sentence.start, sentence.end)
    identity = hashlib.blake2s(f"{doc}\0{start}\0{end}".encode(), digest_size=6).hexdigest()
    values: dict[str, Any] = {
        "id": identity, "doc": doc, "kind": draft.kind, "value": draft.value, "value_high": draft.value_high,
        "out_of": draft.out_of, "unit": draft.unit, "comparator": draft.comparator, "direction": draft.direction,
        "baseline": draft.baseline, "indicator": draft.indicator, "component": draft.component,
        "among": draft.among, "subject": draft.subject, "action": draft.action, "entity": draft.entity,
        "area": as_area(pack, *draft.area, draft.period, article.anchor.date) if draft.area else None,
        "period": draft.period, "status": draft.status,
        "part_of": ids.get(id(draft.parent)) if draft.parent else None,
        "evidence": {"start": start, "end": end, "text": view.source[start:end]},
        "sentence": {"start": sentence_start, "end": sentence_end},
        "pattern": draft.pattern, "scope": {k: v for k, v in sorted(draft.scope.items()) if _filled(draft, k)},
    }  # fmt: skip
    try:
        fact: BaseFact = MODELS[draft.kind].model_validate(values)
    except ValidationError as error:
        return None, "; ".join(map(_reason, error.errors()))
    ids[id(draft)] = identity
    return fact, ""  # type: ignore[return-value]


def _reason(error: ErrorDetails) -> str:
    """What is wrong with a fact, after the field where one is to blame."""
    field = ".".join(map(str, error["loc"]))
    message = error["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message


def _filled(draft: Draft, name: str) -> bool:
    """Whether a slot of a draft is filled."""
    return getattr(draft, name, None) is not None
