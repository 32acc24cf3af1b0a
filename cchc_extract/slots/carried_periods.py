"""The period of a fact whose sentence states none: carried from the paragraph, an index or the article."""

from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.drafts import INDEX_KINDS, Draft
from cchc_extract.edtf import shift_years
from cchc_extract.models import ScopeName
from cchc_extract.pack.compiled import Pack
from cchc_extract.slots.discourse import Discourse
from cchc_extract.slots.index_years import dates_index, index_year, latest_told, unknown_yet, year_of_index
from cchc_extract.text.periods import PeriodMark

# The length of a year in EDTF.
_YEAR = 4
# So many facts back a text goes to tell a time from theirs.
_RECENT = 8
_YEARLY = (
    "year", "years", "year_span", "past_year", "this_year", "last_year", "year_ago", "years_ago", "month",
    "end_of_year",
)  # fmt: skip


def carried_period(
    pack: Pack, article: Article, draft: Draft, discourse: Discourse, target: bool
) -> tuple[str | None, ScopeName | None]:
    """The period of a value without one in its sentence, and from where it is carried."""
    if draft.parent and draft.parent.period:
        return draft.parent.period, draft.parent.scope.get("period", "sentence")
    on = _spoken_on(pack, article, draft, discourse)
    if on:
        return on, "paragraph"
    index = pack.indicators.get(draft.indicator or "")
    if _counts_parts(pack, draft) and article.main_indicator and not target and not discourse.period:
        year = year_of_index(pack, article, draft, discourse)
        if year:
            return year, "article"
    measured = _measured_before(pack, article, draft, discourse) if not target and not discourse.period else None
    if measured:
        return measured, "paragraph"
    indexed = index is not None and not target
    if index and index.monthly and not target and not discourse.period:
        told = latest_told(discourse, draft.indicator)
        if told:
            return told, "article"
    within_year = discourse.period is not None and discourse.period.form not in _YEARLY
    if index and indexed and within_year and not index.monthly:
        year = index_year(pack, article, draft.indicator, draft.quantity.end)
        if year:
            return year, "article"
    met = any(earlier.status == "actual" for earlier in discourse.same_sentence(draft.sentence))
    set_since = target and not met
    spoken = _spoken_of(article, draft, discourse.period, target) if discourse.period else None
    if spoken and not target and draft.kind not in INDEX_KINDS and _done_in(article, draft, spoken):
        return article.main_period, "article"
    if spoken and not (set_since and _over(article, spoken)):
        return (_told_since(draft, discourse, spoken) if indexed else None) or spoken, "paragraph"
    if indexed:
        earlier = _dated_before(article, draft, discourse)
        if earlier:
            return earlier.period, "sentence"
        named = year_of_index(pack, article, draft, discourse)
        if named:
            return named, "article"
    if target and article.plan_period and not (set_since and _over(article, article.plan_period)):
        return article.plan_period, "article"
    if indexed and unknown_yet(pack, article, draft.indicator, article.main_period):
        return shift_years(article.main_period or "", -1), "article"
    if set_since and _over(article, article.main_period):
        return str(article.anchor.latest), "dateline"
    return article.main_period, "dateline" if article.main_period_scope == "dateline" else "article"


def _spoken_on(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The period of the sentence before, of which one on a line of its own speaks on ("Trong số này, …")."""
    index, last = draft.sentence, discourse.drafts[-1] if discourse.drafts else None
    if last is None or last.sentence < index - 1 or draft.kind in INDEX_KINDS:
        return None
    told = last.sentence == index and last.scope.get("period") == "paragraph"
    opens = pack.speaks_on.match(article.low, article.sentences[index].start) is not None
    parted = article.sentences[index - 1].line != article.sentences[index].line
    return last.period if opens and parted and (told or last.sentence == index - 1) else None


def _over(article: Article, period: str | None) -> bool:
    """Whether a period had ended in a year before the article's own, so that no goal can be of that time."""
    end, latest = (period or "").split("/")[-1][:4], article.anchor.latest
    return end.isdigit() and latest is not None and int(end) < latest


def _counts_parts(pack: Pack, draft: Draft) -> bool:
    """Whether parts of an index are counted, of whatever sort ("9 chỉ số chính")."""
    noun = f"{draft.unit} "
    return draft.kind == "count" and noun.startswith(tuple(f"{part} " for part in pack.lists["index_parts"]))


def _measured_before(pack: Pack, article: Article, draft: Draft, discourse: Discourse) -> str | None:
    """The year of the index value before in the paragraph, of which parts are counted ("3 lĩnh vực dưới 70%")."""
    line = article.sentences[draft.sentence].line
    told = [d for d in discourse.drafts[-_RECENT:] if article.sentences[d.sentence].line == line]
    values = [d for d in told if d.kind in INDEX_KINDS and d.indicator and d.status == "actual"]
    years = [d.period for d in values if d.period and len(d.period) == _YEAR and not d.quantity.cue.earlier]
    fields = pack.lists["index_fields"]
    counted = any(d.kind == "count" and d.quantity.unit.head in fields for d in (draft, *told[-1:]))
    return max(years, default=None) if counted and draft.kind not in INDEX_KINDS else None


def _spoken_of(article: Article, draft: Draft, mark: PeriodMark, target: bool) -> str | None:
    """The period now spoken of, up to the day of the article where the sentence says "now" before the value."""
    start = article.sentences[draft.sentence].start
    now = any(m.form == "now" for m in article.periods_within(start, draft.quantity.start))
    if now and mark.interval and mark.low and mark.low.year:
        mark = replace(mark, to_now=True)
    reported = article.main_period if mark.form == "so_far" else None
    return article.anchor.resolve(mark, target=target, fact_period=reported)


def _done_in(article: Article, draft: Draft, spoken: str) -> bool:
    """Whether something was done in the time reported on, of which a state at its end was told before."""
    near, main = draft.quantity.cue.near, article.main_period or ""
    acted = near is not None and not near.classes & {"light", "level", "same"} and draft.kind != "reduction"
    whole = len(main) == _YEAR or ("/" in main and ".." not in main)
    whole = whole and article.main_period_scope != "dateline"
    return acted and whole and spoken.startswith(f"../{main[:_YEAR]}")


def _told_since(draft: Draft, discourse: Discourse, spoken: str) -> str | None:
    """The later year that index values have come to since ("năm 2021 xếp thứ 9, còn năm 2022 thứ 6. Trong đó …")."""
    last = discourse.drafts[-1] if discourse.drafts else None
    if last is None or last.kind not in INDEX_KINDS or last.indicator != draft.indicator or "period" in last.scope:
        return None
    later = len(last.period or "") == _YEAR and (last.period or "") > spoken.split("/")[-1]
    return (
        last.period if later and last.quantity.start > (discourse.period.start if discourse.period else 0) else None
    )


def _dated_before(article: Article, draft: Draft, discourse: Discourse) -> Draft | None:
    """The last fact before in the sentence whose period holds for index values after it, if it is still the time."""
    for earlier in reversed(discourse.same_sentence(draft.sentence)):
        back = article.within("cue:this_time", earlier.quantity.number_end, draft.quantity.start)
        if dates_index(earlier) and not back:
            return earlier
    return None
