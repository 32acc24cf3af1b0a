// The selected fact: its sentence, all its fields, its checks, and the facts that it belongs with.

const NOT_FIELDS = new Set(["scope", "checks"]);
const OUTCOMES = { holds: "✓", fails: "✗", differs: "≠", told: "·" };

function showPanel() {
  const panel = byId("panel");
  const { fact } = state;
  panel.classList.toggle("open", Boolean(fact));
  if (!fact) return panel.replaceChildren(el("p", { class: "hint" }, say("panel.hint")));
  panel.replaceChildren(
    el("header", { class: `kind-${fact.raw.kind}` },
      el("h2", {}, el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[fact.raw.kind]), say(`kind.${fact.raw.kind}`)),
      el("button", { type: "button", id: "panel-close", "aria-label": say("panel.close"), on: { click: closePanel } },
        el("span", { "aria-hidden": "true" }, "✕")),
      el("p", { class: "value" }, valueText(fact)),
    ),
    quotation(fact),
    el("div", { class: "actions" },
      button("panel.copy", "copy-fact", () => copyFact()),
      button("panel.link", "copy-link", () => copy(location.href.split("#")[0] + hashFor({ fact }))),
      state.view === "table" && button("panel.open", "open-fact", () => show({ fact, view: "article" }, true)),
    ),
    ...checkList(fact),
    ...relatedList(fact),
    el("h3", {}, say("panel.fields")),
    fieldList(fact),
    emptyFields(fact),
  );
  panel.scrollTop = 0;
}

const button = (key, id, click) => el("button", { type: "button", id, on: { click } }, say(key));

function copyFact() {
  if (state.fact) copy(JSON.stringify(state.fact.raw));
}

function closePanel() {
  const { fact } = state;
  show({ fact: null }, true);
  const place = state.view === "table" ? factRows.nodes.get(state.rowOf.get(fact))?.querySelector("a") : markOf(fact);
  place?.focus({ preventScroll: true });
}

const markOf = (fact) => byId("reading").querySelector(`[data-facts~="${fact?.place}"], [data-fact="${fact?.place}"]`);

/** The sentence with the evidence in it; without the text, the evidence alone. */
function quotation(fact) {
  const { evidence, sentence } = fact.raw;
  if (fact.lost) return el("blockquote", { lang: "vi" }, el("strong", {}, evidence.text));
  const start = Math.min(sentence.start, evidence.start);
  const end = Math.max(sentence.end, evidence.end);
  return el("blockquote", { lang: "vi" },
    slice(fact.article, start, evidence.start),
    el("strong", {}, evidence.text),
    slice(fact.article, evidence.end, end),
  );
}

function checkList(fact) {
  const checks = fact.checks;
  const order = ["fails", "differs", "told", "holds"];
  const listed = checks.map((check) => [outcomeOf(check), check]).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
  return [
    el("h3", {}, say("panel.checks")),
    listed.length === 0 ? el("p", { class: "quiet" }, say("panel.unchecked"))
      : el("ul", { class: "checks" }, listed.map(([outcome, check]) =>
        el("li", { class: outcome },
          el("span", { class: "outcome" }, el("span", { "aria-hidden": "true" }, `${OUTCOMES[outcome]} `), say(`check.${outcome}`)),
          el("span", { class: "name" }, checkName(check.name)),
          el("p", {}, checkText(check), sourceLink(check.source)),
          factLinks((check.facts ?? []).filter((id) => id !== fact.raw.id).map((id) => factOf.get(id)).filter(Boolean)),
        ))),
  ];
}

function outcomeOf(check) {
  if (check.ok === false) return "fails";
  if (check.outcome === "differs") return "differs";
  return check.ok === true ? "holds" : "told";
}

/** What a check says, in the language of the interface where it is known in it. */
const checkText = (check) => saidOf.get(check)?.[language] ?? check.message;

/** A link to a published source; nothing but the web is linked to. */
function sourceLink(source) {
  if (!/^https?:\/\//i.test(source ?? "")) return null;
  return [" ", el("a", { class: "source", href: source, target: "_blank", rel: "noopener noreferrer" }, say("panel.source"))];
}

function factLinks(linked) {
  if (!linked.length) return null;
  return el("ul", { class: "linked" }, linked.map((other) => el("li", {}, factLink(other))));
}

const factLink = (fact) =>
  el("a", { class: `fact kind-${fact.raw.kind}`, href: hashFor({ fact }), on: { click: (event) => follow(event, { fact }) } },
    el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[fact.raw.kind]),
    el("span", { class: "line" }, valueText(fact)),
    fact.article !== state.article ? el("span", { class: "doc" }, fact.article.doc) : null);

function relatedList(fact) {
  const related = relatedTo(fact).filter(([, how]) => how !== "related.check");
  if (!related.length) return [];
  return [
    el("h3", {}, say("panel.related")),
    el("ul", { class: "linked" }, related.map(([other, how]) => el("li", {}, el("span", { class: "how" }, say(how)), " ", factLink(other)))),
  ];
}

function fieldList(fact) {
  const { raw } = fact;
  const given = [...FIELDS, ...Object.keys(raw).filter((name) => !FIELDS.includes(name) && !NOT_FIELDS.has(name))];
  return el("dl", {}, given.filter((name) => raw[name] !== undefined && raw[name] !== null).map((name) => {
    const scope = raw.scope?.[name];
    return el("div", {},
      el("dt", { title: name }, say(`field.${name}`)),
      el("dd", {},
        [fieldValue(name, fact)].flat().filter(Boolean),
        scope ? el("span", { class: "scope" }, say("panel.carried", { scope: say(`scope.${scope}`) })) : null,
      ));
  }));
}

function fieldValue(name, { raw }) {
  const value = raw[name];
  switch (name) {
    case "kind": return say(`kind.${value}`);
    case "direction":
    case "status": return say(`value.${value}`);
    case "comparator": return `${value} (${say(`comparator.${value}`)})`;
    case "indicator": return indexText(value);
    case "area": return `${value.name} (${say(`level.${value.level}`)}${value.code ? `, ${value.code}` : ""})`;
    case "period":
    case "baseline": return [periodText(value), periodText(value) === value ? null : el("code", { class: "raw" }, value)];
    case "evidence": return [el("q", { lang: "vi" }, value.text), el("code", { class: "raw" }, `${value.start}–${value.end}`)];
    case "sentence": return el("code", {}, `${value.start}–${value.end}`);
    case "part_of": return factOf.has(value) ? factLink(factOf.get(value)) : el("code", {}, value);
    case "pattern":
    case "id": return el("code", {}, value);
    case "doc": return el("span", { class: "doc" }, value);
    default:
      if (typeof value === "number") return number(value);
      return typeof value === "string" ? el("span", { lang: "vi" }, value) : JSON.stringify(value);
  }
}

function emptyFields({ raw }) {
  const empty = FIELDS.filter((name) => raw[name] === undefined || raw[name] === null);
  return el("p", { class: "quiet" }, `${say("panel.without")}: ${empty.map((name) => say(`field.${name}`)).join(", ")}`);
}
