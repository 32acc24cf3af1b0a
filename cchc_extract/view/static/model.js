// Articles and facts as the page works with them.

const KINDS = ["rank", "score", "change", "percentage", "reduction", "inspection", "count"];
const GLYPHS = { rank: "№", score: "★", change: "↕", percentage: "%", reduction: "−", inspection: "✓", count: "#" };
const FIELDS = [
  "kind", "value", "value_high", "out_of", "unit", "comparator", "direction", "baseline", "indicator", "component",
  "among", "subject", "action", "entity", "area", "period", "status", "part_of", "evidence", "sentence", "pattern",
  "doc", "id",
];
const TITLE_LENGTH = 140;
const NONE = Object.freeze([]);

// Of each shape of rows, where its fields are; see packing.py.
const CELLS = data.shapes.map((names) => new Map(names.map((name, index) => [name, index + 1])));
const yearsOfPeriod = new Map([undefined, ...(data.values.period ?? [])].map((period) => [period, yearsOf(period)]));
// What checks say in the language that their message is not in.
const saidOf = new WeakMap();

/** One field of a row. */
function cellOf(row, name) {
  const cell = row[CELLS[row[0]].get(name)];
  const values = data.values[name];
  return values && cell !== undefined ? values[cell] : cell;
}

function checkFrom(row) {
  const check = {};
  for (const name of data.shapes[row[0]]) check[name] = cellOf(row, name);
  saidOf.set(check, data.said[row[CELLS[row[0]].get("message")]]);
  return check;
}

class Fact {
  constructor(row, article, place) {
    Object.assign(this, { row, article, place });
    this.lost = article.lost.has(place);
    const checks = cellOf(row, "checks");
    this.checks = checks.length ? checks.map(checkFrom) : NONE;
    this.failed = checks.length ? this.checks.filter((check) => check.ok === false) : NONE;
    this.differs = this.checks.some((check) => check.outcome === "differs");
  }

  /** One field, other than a span, without reading the whole row. */
  field(name) {
    return cellOf(this.row, name);
  }

  get kind() {
    return this.field("kind");
  }

  get years() {
    return yearsOfPeriod.get(this.field("period") ?? undefined);
  }

  /** The fact as the file has it, its fields in the same order. */
  get raw() {
    if (!this.unpacked) {
      this.unpacked = {};
      for (const name of data.shapes[this.row[0]]) {
        this.unpacked[name] = this.whole(name);
        if (name === "id") this.unpacked.doc = this.article.doc;
      }
    }
    return this.unpacked;
  }

  whole(name) {
    if (name === "checks") return this.checks;
    const value = this.field(name);
    if (name === "sentence") return { start: value[0], end: value[1] };
    if (name !== "evidence") return value;
    const [start, end, text] = value;
    return { start, end, text: text ?? slice(this.article, start, end) };
  }
}

const articles = data.articles.map((given, number) => {
  const { doc, text, state, links } = given;
  const article = { doc, text, state, links, number, title: titleOf(given), lost: new Set(given.lost) };
  article.facts = given.rows.map((row, place) => new Fact(row, article, place));
  article.failed = article.facts.filter((fact) => fact.failed.length).length;
  return article;
});
const facts = articles.flatMap((article) => article.facts);
const factOf = new Map(facts.map((fact) => [fact.field("id"), fact]).reverse());
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
