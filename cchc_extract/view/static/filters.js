// Which facts are shown: one set of filters for the articles and the table.

const NO_FILTERS = Object.freeze({ kinds: [], indicator: "", area: "", period: "", check: "", query: "" });
const ABSENT = "-";
const CHOICES = {
  indicator: (fact) => [fact.field("indicator") ?? ABSENT],
  area: (fact) => [fact.field("area")?.name ?? ABSENT],
  period: (fact) => (fact.years.length ? fact.years.map(String) : [ABSENT]),
  check: (fact) => {
    if (!fact.failed.length && !fact.differs && !fact.lost) return NONE;
    const states = [fact.failed.length && "failed", fact.differs && "differs", fact.lost && "unplaced"].filter(Boolean);
    return [...states, ...new Set(fact.failed.map((check) => check.name))];
  },
};
const CHECK_CHOICES = ["failed", "differs", "unplaced"];
const collator = new Intl.Collator("vi", { numeric: true });

const lower = (text) => text.normalize("NFC").toLowerCase();
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

/** What a search looks through. */
function searchable(fact) {
  if (!fact.searchable) {
    const { raw, article } = fact;
    const parts = [
      raw.evidence.text, raw.unit, raw.subject, raw.indicator, indexText(raw.indicator), raw.component, raw.among,
      raw.action, raw.entity, raw.area?.name, raw.period, raw.pattern, raw.id, article.doc, article.title,
    ];
    const text = lower(parts.filter(Boolean).join("\n"));
    fact.searchable = [text, bare(text)];
  }
  return fact.searchable;
}

/** The facts that pass the filters, in the order of the file. */
function passing(filters) {
  const kinds = new Set(filters.kinds);
  const chosen = Object.entries(CHOICES).filter(([name]) => filters[name]);
  const words = lower(filters.query).split(/\s+/).filter(Boolean);
  return facts.filter(
    (fact) =>
      (!kinds.size || kinds.has(fact.kind)) &&
      chosen.every(([name, values]) => values(fact).includes(filters[name])) &&
      // Who types without accents finds words with any; who types them finds just those.
      words.every((word) => searchable(fact)[bare(word) === word ? 1 : 0].includes(word)),
  );
}

const isFiltering = (filters) => Object.values(filters).some((value) => value.length);

/** How many facts have each value of a choice: [value, count], as they are offered. */
function choices(name) {
  const counts = new Map();
  for (const fact of facts) for (const value of CHOICES[name](fact)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const rank = ([value]) => (value === ABSENT ? 2 : CHECK_CHOICES.includes(value) ? 0 : 1);
  const down = name === "period" ? -1 : 1;
  return [...counts].sort((a, b) => rank(a) - rank(b) || down * collator.compare(a[0], b[0]));
}

function choiceText(name, value) {
  if (value === ABSENT) return say("filter.none");
  if (name === "indicator") return indexText(value);
  if (name !== "check") return value;
  return CHECK_CHOICES.includes(value) ? say(`filter.${value}`) : checkName(value);
}

const checkName = (name) => say(`checked.${name}`).replace(/^checked\./, "");

/** Fill the row of filters, once and after a change of language. */
function fillFilters() {
  const counts = new Map(KINDS.map((kind) => [kind, 0]));
  for (const { kind } of facts) counts.set(kind, counts.get(kind) + 1);
  byId("kinds").replaceChildren(
    ...KINDS.filter((kind) => counts.get(kind)).map((kind) =>
      el("button", { type: "button", class: `chip kind-${kind}`, "data-kind": kind, on: { click: () => toggleKind(kind) } },
        el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[kind]),
        say(`kind.${kind}`),
        el("span", { class: "number" }, number(counts.get(kind))),
      ),
    ),
  );
  for (const name of Object.keys(CHOICES)) {
    const select = byId(`filter-${name}`);
    const offered = choices(name);
    select.replaceChildren(
      el("option", { value: "" }, say("filter.all")),
      ...offered.map(([value, count]) => el("option", { value }, `${choiceText(name, value)} (${number(count)})`)),
    );
  }
}

/** Show in the row of filters what is chosen. */
function showFilters(filters, shown) {
  for (const chip of byId("kinds").children) chip.setAttribute("aria-pressed", String(filters.kinds.includes(chip.dataset.kind)));
  for (const name of Object.keys(CHOICES)) {
    const select = byId(`filter-${name}`);
    select.value = filters[name];
    // An address may ask for what no fact has.
    if (select.value !== filters[name]) {
      select.append(el("option", { value: filters[name], selected: true }, `${choiceText(name, filters[name])} (0)`));
    }
    select.disabled = select.options.length < 2;
    select.parentElement.classList.toggle("on", filters[name] !== "");
  }
  const search = byId("search");
  if (search.value !== filters.query) search.value = filters.query;
  byId("shown").textContent = say("filter.shown", { shown: number(shown.length), all: number(facts.length) });
  byId("clear").hidden = !isFiltering(filters);
}

function toggleKind(kind) {
  const { kinds } = state.filters;
  const chosen = kinds.includes(kind) ? kinds.filter((other) => other !== kind) : [...kinds, kind];
  show({ filters: { ...state.filters, kinds: chosen } });
}
