"""What earlier sentences leave behind for later ones: the period, place, index and plan now spoken of."""

import re
from dataclasses import dataclass, field

from cchc_extract.article.article import Article
from cchc_extract.article.places import LEVELS, Place
from cchc_extract.article.speakers import quoted_place, speaker_place
from cchc_extract.drafts import Draft
from cchc_extract.text.brackets import opened_at
from cchc_extract.text.layout import Line, Role
from cchc_extract.text.periods import FROM_LAST, PeriodMark
from cchc_extract.text.periods import Role as PeriodRole
from cchc_extract.text.sentences import Sentence

# What a sentence opens with, and so holds for those behind it, begins within so many characters.
_OPENING = 28
# A newsroom's sign before the first sentence ("LCĐT - ").
_DISPATCH = re.compile(r"\(?[^\s,.;:]{1,14}\s*[-–]\s")
# Until this month of a year a text without a period of its own speaks of the year before at length.
_EARLY = 3
# The length of a year in EDTF.
_YEAR = 4
# Times that a sentence may leave behind.
_PAST = ("year", "end_of_year", "month")
# Between an inspection and its day stand no more characters than these ("kiểm tra đột xuất chiều ngày 05/8").
_CLOSE = 8


@dataclass(slots=True)
class Discourse:
    """The state of reading: reset at paragraphs, kept over the items of a list, headed by headings.

    `groups` are all those of bodies or places that the article names, and `row_places` the places that head rows of
    tables, by the line above the table and by level; each once that has been asked for.
    """

    article: Article
    line: int = -1
    period: PeriodMark | None = None
    place: Place | None = None
    indicator: str | None = None
    target: bool = False
    body: str | None = None
    item: Place | None = None
    intro: "tuple[PeriodMark | None, Place | None, str | None, bool, str | None]" = (None, None, None, False, None)
    drafts: list[Draft] = field(default_factory=list)
    period_links: frozenset[str] = frozenset({""})
    groups: list[str] | None = None
    row_places: dict[tuple[int | None, str], set[str]] | None = None
    _here: list[Draft] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Keep a fact that has been read."""
        self._here = [*self.same_sentence(draft.sentence), draft]
        self.drafts.append(draft)

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: a new line starts from its list's introduction and its heading."""
        if sentence.line == self.line:
            return
        article = self.article
        line = article.lines[sentence.line]
        listed = line.role in (Role.BULLET, Role.ROW)
        previous = article.lines[self.line] if self.line >= 0 else None
        if previous and previous.role not in (Role.BULLET, Role.ROW):
            self.intro = (self.period, self.place, self.indicator, self.target, self.body)
        goes_on = previous and line.heading in (previous.heading, self.line)
        if listed and previous and goes_on and not self._asks(previous):
            self.period, self.place, self.indicator, self.target, self.body = self.intro
        else:
            self.period, self.place, self.indicator, self.body = None, None, None, None
            self.target = article.is_plan and not self._looks_at_results(line)
            self._ask(previous)
            if listed and not goes_on:
                self.intro = (None, None, None, self.target, None)
        self.line = sentence.line
        if line.heading >= 0:
            heading = article.lines[line.heading]
            self.period = self._headed_period(line.heading) or self.period
            marks = [m.value for m in article.within("indicator", heading.start, heading.end) if m.value]
            self.indicator = marks[-1] if marks else self.indicator
            self.target = self._for_plans(line.heading) or self.target
        self.item = article.items.get(sentence.line)
        self.place = self.item or quoted_place(article, line) or self.place

    def _headed_period(self, heading: int) -> PeriodMark | None:
        """The period that a heading names, or one that it is numbered under."""
        article = self.article
        while heading >= 0:
            line = article.lines[heading]
            start = self._last_sentence(line)[0] if line.role is Role.TEXT else line.start
            named = self._period_in(start, line.end, anywhere=True)
            if named:
                return named
            heading = article.outline.get(heading, -1)
        return None

    def _for_plans(self, heading: int) -> bool:
        """Whether a heading, or one that it is numbered under, is one for plans."""
        article = self.article
        while heading >= 0:
            line = article.lines[heading]
            goals = article.within("cue:target_headings", line.start, line.end)
            results = article.within("cue:result_headings", line.start, goals[0].start) if goals else []
            if (goals and not results) or self._still_ahead(line) or self._demands(line):
                return True
            heading = article.outline.get(heading, -1)
        return False

    def _demands(self, line: Line) -> bool:
        """Whether the last sentence of a line opens a list of what somebody asks for ("Thủ tướng yêu cầu …:")."""
        start, end = self._last_sentence(line)
        asked = (
            self.article.within("cue:asked", start, end) if self.article.low[start:end].rstrip().endswith(":") else []
        )
        return bool(asked) and not self.article.within("cue:done", start, end)

    def _still_ahead(self, line: Line) -> bool:
        """Whether a heading names a time behind the one that the article reports on ("Việc tháng 5" in April's)."""
        reported = (self.article.main_period or "").split("/")[-1]
        named = self._period_in(line.start, line.end, anywhere=True) if len(reported) > _YEAR else None
        period = self.article.anchor.resolve(named) if named else None
        return bool(period) and str(period).split("/")[0][: len(reported)] > reported

    def _looks_at_results(self, line: Line) -> bool:
        """Whether a line of a plan, by its heading, tells what is and not what shall be."""
        head = self.article.lines[line.heading] if line.heading >= 0 else line
        return bool(self.article.within("cue:result_headings", head.start, head.end))

    @property
    def own(self) -> dict[str, str]:
        """The own place of each level that is spoken of: the article's, or that of an item of a digest."""
        article, item = self.article, self.item
        if item is None:
            return article.own
        above = {level: name for level, name in article.own.items() if LEVELS[level] < LEVELS[item.level]}
        return above | {item.level: item.name}

    @property
    def level(self) -> str:
        """The level that is spoken of: the article's, or that of an item of a digest."""
        return self.item.level if self.item else self.article.level

    def _ask(self, previous: Line | None) -> None:
        """Take over what a question asks about, for its answer on the next line ("Năm 2019 tỉnh đặt đích nào?")."""
        if previous and self._asks(previous):
            start, end = self._last_sentence(previous)
            self.period = self._period_in(start, end, anywhere=True)
            named = [m.value for m in self.article.within("indicator", start, end) if m.value]
            self.indicator = named[-1] if named else None
            self.target = bool(self.article.within("cue:target", start, end))

    def _asks(self, line: Line) -> bool:
        return self.article.low[line.start : line.end].rstrip().endswith("?")

    def _last_sentence(self, line: Line) -> tuple[int, int]:
        """The half-open span of the last sentence of a line; of the line itself where it has none."""
        inside = [(s.start, s.end) for s in self.article.sentences if line.start <= s.start < line.end]
        return inside[-1] if inside else (line.start, line.end)

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: keep what it opened with, and the index it named last."""
        article = self.article
        opened = self._period_in(sentence.start, sentence.end, anywhere=False)
        if opened and opened.form not in FROM_LAST and not self._looks_back(opened, sentence.end):
            self.period = None if self._returns(opened, sentence.end) else opened
        self.period = visit_day(article, sentence.start, sentence.end) or self.period
        opening = article.places_within(sentence.start, sentence.start + _OPENING)
        row = article.lines[sentence.line].role is Role.ROW
        own = opening and (opening[0].level != "nation" or article.level == "nation")
        if own and not row and self._locative(sentence.start, opening[0].start):
            self.place = opening[0]
        elif self.item is None:
            self.place = speaker_place(article, sentence.start, sentence.end) or self.place
        marks = [m.value for m in article.within("indicator", sentence.start, sentence.end)]
        if marks:
            self.indicator = marks[-1] or None
        if article.low[sentence.start : sentence.end].rstrip().endswith(":"):
            demanded = any(
                article.low.startswith(":", mark.end)
                for mark in article.within("cue:demands", sentence.start, sentence.end)
            )
            self.target = self.target or demanded or bool(article.within("cue:target", sentence.start, sentence.end))

    def _returns(self, mark: PeriodMark, end: int) -> bool:
        """Whether a sentence that opens with a past time comes back to the present behind it ("…, đến nay đã 17")."""
        past = not mark.interval and mark.role is PeriodRole.TIME and mark.form in _PAST
        now = [other for other in self.article.periods_within(mark.end, end) if other.form in ("now", "present")]
        return past and bool(now or self.article.within("cue:now_words", mark.end, end))

    def _looks_back(self, mark: PeriodMark, end: int) -> bool:
        """Whether a sentence opens with a year before the one reported on, for a comparison with that or with now."""
        if mark.form in ("year_ago", "last_year") and self.article.within("cue:this_time", mark.end, end):
            return True
        main, date = self.article.main_period, self.article.anchor.date
        early = bool(date and date.month and date.month <= _EARLY and self.article.main_period_scope == "dateline")
        if early and date and mark.low and mark.low.year and mark.low.year + 1 == date.year:
            return False
        return bool(
            (mark.form == "years" or (mark.form == "year" and not mark.interval))
            and mark.high
            and mark.high.year
            and main
            and main[:4].isdigit()
            and mark.high.year < int(main[:4])
        )

    def _locative(self, start: int, place: int) -> bool:
        sign = _DISPATCH.match(self.article.low, start, place)
        begin = sign.end() if sign else start
        led = [m for m in self.article.within("cue:locative", begin, place) if m.start == begin]
        leads = bool(led) and "," not in self.article.low[begin:place]
        return leads or not self.article.low[begin:place].strip()

    def _period_in(self, start: int, end: int, *, anywhere: bool) -> PeriodMark | None:
        found = None
        for mark in self.article.periods_within(start, end):
            carries = mark.role is PeriodRole.UNTIL or (
                mark.role is PeriodRole.TIME and (mark.form != "day" or mark.interval)
            )
            headed = mark.interval and self.article.low.startswith(":", mark.end)
            opens = headed or mark.start - start <= _OPENING or (_told_at_length(mark) and not self._ahead(mark))
            if (
                carries
                and (opens or (anywhere and not mark.aside))
                and opened_at(self.article.low, mark.start, start) < 0
            ):
                found = found or mark
        return found

    def _ahead(self, mark: PeriodMark) -> bool:
        """Whether a period ends after the article's own year."""
        latest = self.article.anchor.latest
        return bool(latest and mark.high and mark.high.year and mark.high.year > latest)

    def last_kind(self, sentence: int) -> str:
        """The kind of the last fact, where it stands in the paragraph of that sentence; else ""."""
        last = self.drafts[-1] if self.drafts else None
        lines = self.article.sentences
        return last.kind if last and lines[last.sentence].line == lines[sentence].line else ""

    def same_sentence(self, index: int) -> list[Draft]:
        """The facts already read in the sentence of that index, which is the last that was read from."""
        return self._here if self._here and self._here[0].sentence == index else []


def visit_day(article: Article, start: int, end: int) -> PeriodMark | None:
    """The day on which a stretch says that an inspection took place, where it speaks of no meeting on that day."""
    for day in article.periods_within(start, min(end, start + _OPENING)):
        if day.role is PeriodRole.EVENT and day.form == "day":
            visits = [m for m in article.within("verb", day.end, end) if "inspection" in m.value.classes]
            met = article.within("cue:meetings", start, end)
            return day if visits and not met else None
    for day in article.periods_within(start, end):
        verbs = article.within("verb", max(start, day.start - _OPENING), day.start)
        if (
            day.form == "day"
            and verbs
            and "inspection" in verbs[-1].value.classes
            and day.start - verbs[-1].end < _CLOSE
        ):
            return day
    return None


def _told_at_length(mark: PeriodMark) -> bool:
    """Whether a period holds for what follows, wherever its sentence names it: a stretch of time, not set aside."""
    return mark.interval and not mark.aside and mark.form not in ("year_span", "years")
