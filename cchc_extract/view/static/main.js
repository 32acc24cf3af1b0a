// The state of the page, and drawing what has changed in it.

const phone = matchMedia("(max-width: 899px)");
const state = {
  view: "list", article: articles[0] ?? null, fact: null, filters: NO_FILTERS, sort: { key: "", down: false },
  order: "given", shown: [], shownBy: new Map(), articles: [], sequence: [], rows: [], rowOf: new Map(), narrow: phone.matches,
};
let drawn = {};

/** Change the state, draw it, and put it into the address; `focus` goes to the selected fact. */
function show(change, push = false, focus = Boolean(change.fact)) {
  Object.assign(state, change.fact ? { article: change.fact.article } : {}, change);
  draw(focus);
  writeHash(push);
}

function draw(focus = false) {
  const { view, article, fact, filters, sort, order } = state;
  document.body.dataset.view = view;
  byId("to-articles").setAttribute("aria-pressed", String(view !== "table"));
  byId("to-table").setAttribute("aria-pressed", String(view === "table"));
  const now = { filters, order, language, article, fact, view, sort: `${sort.key} ${sort.down}` };
  const changed = (...names) => names.some((name) => drawn[name] !== now[name]);
  if (changed("filters", "language")) filter();
  const listed = changed("filters", "language", "order");
  // Before the text or the table, which bring the selected fact into what room the panel leaves.
  if (changed("fact", "language", "view")) showPanel();
  if (listed) {
    showList();
    state.sequence = state.articles.flatMap(shownIn);
  }
  if (view === "table") {
    if (listed || changed("sort") || now.sort !== drawn.tableSort || filters !== drawn.tableFilters) {
      showTable();
      Object.assign(now, { tableSort: now.sort, tableFilters: filters });
    }
    if (changed("fact", "view") || focus) markSelectedRow(focus || changed("view"));
  } else {
    if (listed || article !== drawn.inText) {
      showArticle();
      now.inText = article;
      markCurrentArticle();
    }
    markSelected(focus);
  }
  drawn = { ...drawn, ...now };
}

function filter() {
  state.shown = passing(state.filters);
  state.shownBy = new Map();
  for (const fact of state.shown) {
    if (!state.shownBy.has(fact.article)) state.shownBy.set(fact.article, []);
    state.shownBy.get(fact.article).push(fact);
  }
  showFilters(state.filters, state.shown);
}

/** The parts that depend on nothing but the language. */
function fill() {
  sayAll();
  fillFilters();
  fillOrders();
  fillColumns();
  const failed = facts.filter((fact) => fact.failed.length).length;
  byId("summary").replaceChildren(
    say("page.summary", { articles: number(articles.length), facts: number(facts.length) }),
    failed ? el("span", { class: "failures" }, ` · ! ${say("page.failed", { count: number(failed) })}`) : "",
  );
}

function listen() {
  const on = (id, event, handler) => byId(id).addEventListener(event, handler);
  on("to-articles", "click", () => show({ view: phone.matches ? "list" : "article" }, true));
  on("to-table", "click", () => show({ view: "table" }, true));
  on("theme", "click", () => document.dispatchEvent(new Event("cchc-theme")));
  on("help-open", "click", openHelp);
  on("language", "click", () => {
    language = language === "vi" ? "en" : "vi";
    remember("language", language);
    fill();
    draw();
  });
  on("skip", "click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  on("filters-toggle", "click", () => {
    const open = byId("filters").classList.toggle("open");
    byId("filters-toggle").setAttribute("aria-expanded", String(open));
  });
  on("clear", "click", () => {
    show({ filters: NO_FILTERS });
    byId("search").focus();
  });
  on("order", "change", () => show({ order: byId("order").value }));
  on("copy-rows", "click", copyRows);
  for (const name of Object.keys(CHOICES)) {
    on(`filter-${name}`, "change", (event) => show({ filters: { ...state.filters, [name]: event.target.value } }));
  }
  let typing = 0;
  on("search", "input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => show({ filters: { ...state.filters, query: byId("search").value } }), 120);
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => follows());
  window.addEventListener("popstate", () => follows());
  phone.addEventListener("change", () => (state.narrow = phone.matches));
  window.addEventListener("beforeprint", () => state.view === "table" && factRows.draw(true, true));
  window.addEventListener("afterprint", () => state.view === "table" && factRows.refresh());
}

/** Show what the address asks for. */
function follows() {
  Object.assign(state, readHash());
  draw(Boolean(state.fact));
}

listen();
fill();
follows();
performance.mark("cchc-ready");
