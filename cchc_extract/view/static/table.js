// All facts in a table, sorted as wanted; only the rows in view are drawn.

const COLUMNS = [
  { key: "kind", text: ({ raw }) => say(`kind.${raw.kind}`), sort: ({ raw }) => KINDS.indexOf(raw.kind) },
  { key: "value", text: valueText, sort: ({ raw }) => raw.value },
  { key: "indicator", text: ({ raw }) => indexText(raw.indicator) },
  { key: "area", text: ({ raw }) => raw.area?.name ?? "" },
  { key: "period", text: ({ raw }) => periodText(raw.period), sort: ({ raw }) => raw.period?.replace("../", "") ?? "" },
  { key: "evidence", text: ({ raw }) => raw.evidence.text },
  { key: "subject", text: ({ raw }) => raw.subject ?? raw.component ?? raw.among ?? raw.entity ?? "" },
  { key: "checks", text: ({ failed }) => failed.map((check) => checkName(check.name)).join(", "), sort: ({ failed }) => -failed.length },
  { key: "doc", text: ({ article }) => article.title },
];
const VIETNAMESE = new Set(["area", "subject", "evidence", "doc"]);
let factRows = null;

function fillColumns() {
  byId("columns").replaceChildren(...COLUMNS.map(({ key }) =>
    el("th", { scope: "col", class: `is-${key}`, "data-key": key },
      el("button", { type: "button", on: { click: () => sortBy(key) } },
        say(`field.${key}`), el("span", { class: "arrow", "aria-hidden": "true" })))));
}

function sortBy(key) {
  const { sort } = state;
  if (sort.key !== key) show({ sort: { key, down: false } });
  else show({ sort: sort.down ? { key: "", down: false } : { key, down: true } });
}

/** Show the facts that pass the filters, in the order that is wanted. */
function showTable() {
  factRows ??= new Rows(byId("table-scroller"), byId("rows"), {
    rem: 2.5,
    make: factRow,
    spacer: () => el("tr", { class: "spacer", "aria-hidden": "true" }, el("td")),
  });
  state.rows = sorted(state.shown, state.sort);
  state.rowOf = new Map(state.rows.map((fact, index) => [fact, index]));
  byId("table").setAttribute("aria-rowcount", state.rows.length + 1);
  for (const head of byId("columns").children) {
    const { key, down } = state.sort;
    head.setAttribute("aria-sort", head.dataset.key !== key ? "none" : down ? "descending" : "ascending");
  }
  factRows.set(state.rows);
  byId("table-empty").hidden = state.rows.length > 0;
}

function sorted(shown, { key, down }) {
  const column = COLUMNS.find((one) => one.key === key);
  if (!column) return shown;
  const values = shown.map(column.sort ?? column.text);
  // Comparing texts as Vietnamese orders them is slow: each text is given its place once.
  const places = new Map([...new Set(values)].sort(compare).map((value, place) => [value, place]));
  const order = shown.map((fact, index) => [places.get(values[index]), fact]);
  order.sort((a, b) => (down ? b[0] - a[0] : a[0] - b[0]));
  return order.map(([, fact]) => fact);
}

const compare = (a, b) => (typeof a === "number" ? a - b : !a - !b || collator.compare(a, b));

function factRow(fact, index) {
  const { raw } = fact;
  return el("tr", {
    class: fact === state.fact ? "selected" : null, "aria-rowindex": index + 2, "data-index": index,
    on: { click: (event) => follow(event, { fact }), dblclick: () => show({ fact, view: "article" }, true) },
  }, COLUMNS.map((column) => {
    const text = column.text(fact);
    const lang = VIETNAMESE.has(column.key) ? "vi" : null;
    if (column.key === "kind") {
      return el("td", { class: "is-kind" }, el("span", { class: `glyph kind-${raw.kind}`, "aria-hidden": "true" }, GLYPHS[raw.kind]), el("span", { class: "name" }, text));
    }
    if (column.key === "value") {
      return el("td", { class: "is-value" },
        el("a", { href: hashFor({ fact, view: "table" }), "aria-current": fact === state.fact ? "true" : null, title: text }, text));
    }
    return el("td", { class: `is-${column.key}`, title: text, lang }, text);
  }));
}

function markSelectedRow(focus) {
  if (!factRows) return;
  for (const [index, node] of factRows.nodes) {
    const selected = state.rows[index] === state.fact;
    node.classList.toggle("selected", selected);
    const link = node.querySelector("a");
    if (selected) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const index = state.rowOf.get(state.fact);
  if (focus && index !== undefined) {
    factRows.reveal(index, byId("columns").offsetHeight)?.querySelector("a").focus({ preventScroll: true });
  }
}

const copyRows = () => copy(state.rows.map(({ raw }) => `${JSON.stringify(raw)}\n`).join(""));
