// Articles and facts as the page works with them. `raw` is a fact as the file has it.

const KINDS = ["rank", "score", "change", "percentage", "reduction", "inspection", "count"];
const GLYPHS = { rank: "№", score: "★", change: "↕", percentage: "%", reduction: "−", inspection: "✓", count: "#" };
const FIELDS = [
  "kind", "value", "value_high", "out_of", "unit", "comparator", "direction", "baseline", "indicator", "component",
  "among", "subject", "action", "entity", "area", "period", "status", "part_of", "evidence", "sentence", "pattern",
  "doc", "id",
];
const TITLE_LENGTH = 140;

const articles = data.articles.map((given, number) => {
  const article = { ...given, number, title: titleOf(given) };
  const lost = new Set(given.lost);
  article.facts = given.facts.map((raw, place) => ({
    raw,
    article,
    place,
    lost: lost.has(place),
    failed: (raw.checks ?? []).filter((check) => check.ok === false),
    differs: (raw.checks ?? []).some((check) => check.outcome === "differs"),
    years: yearsOf(raw.period),
  }));
  article.failed = article.facts.filter((fact) => fact.failed.length).length;
  return article;
});
const facts = articles.flatMap((article) => article.facts);
facts.forEach((fact, index) => (fact.index = index));
const factOf = new Map(facts.map((fact) => [fact.raw.id, fact]).reverse());
const articleOf = new Map(articles.map((article) => [article.doc, article]));

/** The first line of a text, or else the name of the file. */
function titleOf({ doc, text }) {
  const line = (text ?? "").trimStart().split("\n", 1)[0].trim();
  if (!line) return doc;
  return line.length > TITLE_LENGTH ? `${Array.from(line).slice(0, TITLE_LENGTH).join("")} …` : line;
}

/** The years that a period touches; of one with an open end, the year that it names. */
function yearsOf(period) {
  const named = (period ?? "").split("/").filter((point) => /^\d/.test(point)).map((point) => Number(point.slice(0, 4)));
  if (named.length < 2) return named;
  return Array.from({ length: named[1] - named[0] + 1 }, (_, step) => named[0] + step);
}

/** A part of an article's text. Spans count code points, strings UTF-16 units: one letter may be two of these. */
function slice(article, start, end) {
  article.points ??= /[\ud800-\udfff]/.test(article.text) ? Array.from(article.text) : article.text;
  const part = article.points.slice(start, end);
  return typeof part === "string" ? part : part.join("");
}

/** The other facts that a fact is linked with: [fact, words that say how]. */
function relatedTo(fact) {
  return fact.article.links.flatMap(([first, second, kind]) => {
    if (first !== fact.place && second !== fact.place) return [];
    const forward = first === fact.place;
    const other = fact.article.facts[forward ? second : first];
    const how = { part: forward ? "whole" : "part", ratio: "ratio" }[kind] ?? "check";
    return [[other, `related.${how}`]];
  });
}
