"""The units of the values in tables: those that the heads of columns and rows, and the lines above, name."""

from dataclasses import replace

from cchc_extract.article.article import Article
from cchc_extract.article.tables import Cell, Span
from cchc_extract.pack.compiled import Pack
from cchc_extract.quantities.units import HOLDERS, Unit, bare

# A caption has no more characters.
_CAPTION = 120
# With these begins a row that is an item of the one above.
_ITEM = "-+•* "


class CellUnits:
    """Finds the units of cells with one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._points = pack.unit_name("score")
        self._places = pack.unit_name("place")
        self._dossiers = next(iter(pack.source.cues.lists.get("dossiers", [""])))

    def unit(self, article: Article, value: int | float, cell: Cell, at: int) -> Unit:
        """The unit of a value without one, set at `at`: that of its column, else its row, else the line above."""
        ranked = isinstance(value, int) and self._pack.rank_head.match(article.low, cell.head.start, cell.head.end)
        return (
            (bare(at, "ordinal") if ranked else None)
            or self._of_column(article, value, cell.header, at)
            or self._of_measure(article, cell.caption, at)
            or self._of_column_before(article, value, cell, at)
            or self._of_row(article, value, cell.head, at)
            or (self._of_caption(article, cell.caption, at) if _is_short(article, cell.caption) else None)
            or self._of_kind(article, cell.head, at)
            or self._of_caption(article, cell.caption, at)
            or bare(at)
        )

    def _of_column(self, article: Article, value: int | float, header: Span, at: int) -> Unit | None:
        low = article.low[header.start : header.end]
        if self._pack.rank_head.match(low) and isinstance(value, int):
            return bare(at, "ordinal")
        if self._pack.change_head.search(low) and self._pack.place_head.search(low):
            return Unit("place", self._places, at, at, at)
        named = self._named(article, header.start, header.end, at)
        if named and named.kind == "noun" and isinstance(value, float):
            named = None
        if named is None and self._pack.dossier_head.match(low.replace(":", "")):
            return self._of_dossiers(at)
        indexed = any(mark.value for mark in article.within("indicator", header.start, header.end))
        scored = indexed or (article.main_indicator and self._pack.score_head.match(low))
        return named or (self._score(at) if scored else None)

    def _of_column_before(self, article: Article, value: int | float, cell: Cell, at: int) -> Unit | None:
        """The noun that heads the column before, where this one tells what was done ("Số thủ tục | Bãi bỏ")."""
        line = article.low.rfind("\n", 0, cell.header.start) + 1
        done = article.within("verb", cell.header.start, cell.header.end)
        if not done or not isinstance(value, int):
            return None
        nouns = [n for n in article.within("noun", line, cell.header.start) if n.value not in HOLDERS]
        told = [n for n in nouns if self._pack.counted_lead.search(article.low[line : n.start])]
        if not told:
            return None
        name = self._pack.expand(article.text[told[-1].start : told[-1].end]).lower()
        return Unit("noun", name, at, at, at, told[-1].value, article.low[told[-1].start : told[-1].end])

    def _of_row(self, article: Article, value: int | float, head: Span, at: int) -> Unit | None:
        """The unit that the head of a row names, where it is no place and no body."""
        if article.places_within(head.start, head.end) or article.within("body", head.start, head.end):
            return None
        row = self._named(article, head.start, head.end, at)
        bracketed = row is not None and f"({row.head})" in article.low[head.start : head.end]
        if not bracketed and self._pack.dossier_head.match(article.low[head.start : head.end].lstrip(_ITEM)):
            return self._of_dossiers(at)
        if not bracketed and article.main_indicator and article.within("component", head.start, head.end):
            return None if isinstance(value, int) else self._score(at)
        if row is None or (row.group in HOLDERS and not bracketed):
            return None
        return replace(row, name=self._said(article, head, row)) if row.kind == "noun" else row

    def _of_measure(self, article: Article, caption: int, at: int) -> Unit | None:
        """The unit that the line above a table says its values are in ("Đơn vị tính: cơ sở")."""
        line = article.lines[caption] if caption >= 0 else None
        said = line and self._pack.measured_in.search(article.low, line.start, line.end)
        if not line or not said:
            return None
        name = article.low[said.end() : line.end].strip(" .;)(")
        return self._named(article, said.end(), line.end, at) or Unit("noun", name, at, at, at, "", name)

    def _of_kind(self, article: Article, head: Span, at: int) -> Unit | None:
        """The bodies or places that a row counts, where its head is a kind of them and no name ("Phòng thuộc sở")."""
        bodies = article.within("body", head.start, head.end)
        named = any(body.start == head.start and body.end == head.end for body in bodies)
        written = any(
            word[:1].isupper() and not word.isupper() for word in article.text[head.start : head.end].split()[1:]
        )
        if named or written or article.places_within(head.start, head.end):
            return None
        row = self._named(article, head.start, head.end, at)
        counted = row is not None and row.kind == "noun" and row.group in HOLDERS
        return replace(row, name=self._said(article, head, row)) if row and counted else None

    def _of_caption(self, article: Article, caption: int, at: int) -> Unit | None:
        if caption < 0:
            return None
        line = article.lines[caption]
        above = self._named(article, line.start, line.end, at)
        if above and above.kind == "noun" and article.within("indicator", line.start, line.end):
            return None
        if above is None or above.group not in HOLDERS:
            return above
        start = article.low.find(above.head, line.start, line.end)
        return above if self._pack.counted_lead.search(article.low[line.start : start]) else None

    def _score(self, at: int) -> Unit:
        return Unit("score", self._points, at, at, at)

    def _of_dossiers(self, at: int) -> Unit:
        return Unit("noun", self._dossiers, at, at, at, "documents", self._dossiers)

    def _said(self, article: Article, head: Span, unit: Unit) -> str:
        """What the head of a row counts, from its noun on ("Số doanh nghiệp có tài khoản", "Hồ sơ điện tử (bộ)")."""
        start = article.low.find(unit.head, head.start, head.end)
        said = article.text[max(start, head.start) : head.end].partition("(")[0]
        return self._pack.expand(said.strip()).lower()

    def _named(self, article: Article, start: int, end: int, at: int) -> Unit | None:
        """The unit that a head or caption names."""
        low = article.low[start:end]
        if self._pack.ranking.search(low):
            return bare(at, "ordinal")
        if "%" in low or self._pack.share.search(low):
            return Unit("percent", "%", at, at, at)
        # "Giải quyết" counts no prizes ("giải").
        verbs = {verb.start: verb.end for verb in article.within("verb", start, end)}
        nouns = [n for n in article.within("noun", start, end) if n.end <= end and verbs.get(n.start, 0) <= n.end]
        # "Kiến nghị bãi bỏ" counts no proposals.
        nouns = [n for n in nouns if n.start not in verbs or n.end + 1 not in verbs]
        for mark in article.within("unit", start, end):
            if mark.value[0] == "score" and not any(n.start <= mark.start and n.end > mark.end for n in nouns):
                return Unit("score", mark.value[1], at, at, at)
        nouns = [n for n in nouns if n.value != "admin_units"] or nouns
        if nouns:
            told = [n for n in nouns if self._pack.counted_lead.search(article.low[start : n.start])]
            bracketed = [n for n in nouns if article.low[n.start - 1] == "("]
            noun = (told or bracketed or nouns)[0]
            name = self._pack.expand(article.text[noun.start : noun.end]).lower()
            return Unit("noun", name, at, at, at, noun.value, article.low[noun.start : noun.end])
        short = article.within("abbreviation", start, end)
        name = short[0].value.lower() if short else ""
        return Unit("noun", name, at, at, at, "abbreviation", name) if short else None


def _is_short(article: Article, caption: int) -> bool:
    """Whether a line above a table is a caption, not a paragraph."""
    return caption >= 0 and article.lines[caption].end - article.lines[caption].start <= _CAPTION
