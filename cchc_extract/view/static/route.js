// The address: what is shown is in the part after #, so that a link leads there again.

/** The address of a fact, or of an article, in a view; the filters stay out of it. */
function hashFor({ fact = null, article = null, view = "article" }) {
  const parts = new URLSearchParams();
  if (fact) parts.set("fact", fact.raw.id);
  else if (article) parts.set("doc", article.doc);
  if (view === "table") parts.set("view", view);
  return `#${parts}`;
}

function writeHash(push) {
  const { fact, article, filters, sort, view } = state;
  const parts = new URLSearchParams(hashFor({ fact, article: view === "table" ? null : article, view }).slice(1));
  if (view === "list") parts.delete("doc");
  if (filters.kinds.length) parts.set("kind", filters.kinds.join(","));
  for (const name of ["indicator", "area", "period", "check", "query"]) if (filters[name]) parts.set(name, filters[name]);
  if (sort.key) parts.set("sort", (sort.down ? "-" : "") + sort.key);
  const hash = `#${parts}`;
  if (hash === location.hash || (hash === "#" && !location.hash)) return;
  if (push) history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
}

/** What the address asks for, as a change of the state. */
function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const sort = parts.get("sort") ?? "";
  const filters = { ...NO_FILTERS, kinds: (parts.get("kind") ?? "").split(",").filter((kind) => KINDS.includes(kind)) };
  for (const name of ["indicator", "area", "period", "check", "query"]) filters[name] = parts.get(name) ?? "";
  const fact = factOf.get(parts.get("fact")) ?? null;
  if (parts.has("fact") && !fact) tell(say("route.unknown"));
  const article = fact?.article ?? articleOf.get(parts.get("doc")) ?? state.article;
  const named = Boolean(fact) || parts.has("doc");
  return {
    fact,
    article,
    filters: JSON.stringify(filters) === JSON.stringify(state.filters) ? state.filters : filters,
    sort: { key: sort.replace("-", ""), down: sort.startsWith("-") },
    view: parts.get("view") === "table" ? "table" : named ? "article" : "list",
  };
}

/** A click on a link within the page; with Ctrl and the like it is the browser's. */
function follow(event, change) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  event.stopPropagation();
  show(change, true);
}
