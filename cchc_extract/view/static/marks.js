// From the spans of facts to pieces of text that can be marked, overlaps included.

/** The pieces of a text of `length` code points between all ends of spans, in order, each with the facts over it. */
function pieces(length, placed) {
  const cuts = new Set([0, length]);
  for (const { raw } of placed) cuts.add(raw.evidence.start).add(raw.evidence.end);
  const bounds = [...cuts].sort((a, b) => a - b);
  const waiting = [...placed].sort((a, b) => a.raw.evidence.start - b.raw.evidence.start);
  let open = [];
  return bounds.slice(0, -1).map((start, index) => {
    const end = bounds[index + 1];
    open = open.filter((fact) => fact.raw.evidence.end > start);
    while (waiting.length && waiting[0].raw.evidence.start <= start) open.push(waiting.shift());
    return { start, end, facts: open.filter((fact) => fact.raw.evidence.end > start) };
  });
}

/** The narrowest of the facts over a piece, the one that a click means first. */
const narrowest = (over) =>
  over.reduce((best, fact) => (spanLength(fact) < spanLength(best) ? fact : best));

const spanLength = ({ raw }) => raw.evidence.end - raw.evidence.start;

/** The text of an article as lines of text nodes and marks; every character of it is there, once. */
function markedText(article, shown) {
  const placed = article.facts.filter((fact) => !fact.lost);
  const lines = [[]];
  for (const piece of pieces(codePoints(article), placed)) {
    // A line keeps its own end, and a mark that goes over it continues in the next line.
    const parts = slice(article, piece.start, piece.end).split(/(?<=\n)/);
    parts.forEach((text, index) => {
      if (index) lines.push([]);
      const first = index === 0 && piece.facts.some((fact) => fact.raw.evidence.start === piece.start);
      const last = index === parts.length - 1 && piece.facts.some((fact) => fact.raw.evidence.end === piece.end);
      lines.at(-1).push(piece.facts.length ? mark(text, piece.facts, shown, first, last) : text);
    });
    if (parts.at(-1).endsWith("\n")) lines.push([]);
  }
  return lines;
}

const codePoints = (article) => (slice(article, 0, 0), article.points.length);

function mark(text, over, shown, first, last) {
  const fact = narrowest(over);
  const failed = over.some((one) => one.failed.length);
  return el("a", {
    class: [
      "mark", `kind-${fact.raw.kind}`, over.length > 1 && "over", failed && "failing", first && "first", last && "last",
      !over.some((one) => shown.has(one)) && "dim",
    ].filter(Boolean).join(" "),
    href: hashFor({ fact, view: "article" }),
    title: over.map(summary).join("\n"),
    "data-facts": over.map((one) => one.place).join(" "),
    "data-glyph": over.map((one) => GLYPHS[one.raw.kind]).join(""),
    on: {
      // Where facts overlap, another click means the next of them.
      click: (event) => follow(event, { fact: over.includes(state.fact) ? over[(over.indexOf(state.fact) + 1) % over.length] : fact }),
      mouseenter: () => emphasise(over),
      mouseleave: () => emphasise([]),
    },
  }, text);
}

/** A fact in one line, for the tip over its mark. */
function summary(fact) {
  const { raw } = fact;
  return [say(`kind.${raw.kind}`), valueText(fact), indexText(raw.indicator), raw.area?.name, periodText(raw.period)]
    .filter(Boolean)
    .join(" · ");
}
