// The list of articles.

const ORDERS = {
  given: (a, b) => a.number - b.number,
  failed: (a, b) => b.failed - a.failed || a.number - b.number,
  most: (a, b) => b.facts.length - a.facts.length || a.number - b.number,
};
let articleRows = null;

function fillOrders() {
  byId("order").replaceChildren(...Object.keys(ORDERS).map((name) => el("option", { value: name }, say(`list.${name}`))));
  byId("order").value = state.order;
}

/** Show the articles that have facts to show, or all where nothing is filtered. */
function showList() {
  articleRows ??= new Rows(byId("list-scroller"), byId("list"), {
    rem: 5,
    make: articleRow,
    spacer: () => el("li", { class: "spacer", "aria-hidden": "true" }),
  });
  state.articles = articles.filter((article) => !isFiltering(state.filters) || shownIn(article).length);
  state.articles.sort(ORDERS[state.order]);
  articleRows.set(state.articles);
  byId("list-empty").hidden = state.articles.length > 0;
}

function articleRow(article, index) {
  const shown = shownIn(article).length;
  const count = number(article.facts.length);
  const failures = say("list.failures", { count: number(article.failed) });
  return el("li", { "aria-setsize": state.articles.length, "aria-posinset": index + 1 },
    el("a", {
      class: "entry", href: hashFor({ article, view: "article" }),
      "aria-current": article === state.article ? "true" : null,
      on: { click: (event) => follow(event, { article, fact: null, view: "article" }) },
    },
      el("span", { class: "title", lang: "vi" }, article.title),
      el("span", { class: "meta" },
        article.failed > 0 && el("span", { class: "failures", title: failures },
          el("span", { "aria-hidden": "true" }, "! "), number(article.failed), el("span", { class: "unseen" }, failures)),
        article.state !== "found" && el("span", { class: "state" }, say(`state.${article.state}`)),
        el("span", {}, shown === article.facts.length ? say("list.count", { count }) : say("list.some", { shown: number(shown), count })),
        el("span", { class: "doc" }, article.doc),
      ),
      kindBar(article),
    ),
  );
}

/** How the kinds of facts share an article, as a bar. */
function kindBar(article) {
  const counts = KINDS.map((kind) => [kind, article.facts.filter((fact) => fact.kind === kind).length]);
  return el("span", { class: "bar", "aria-hidden": "true" },
    counts.filter(([, count]) => count).map(([kind, count]) => {
      const part = el("span", { class: `kind-${kind}` });
      part.style.flexGrow = count;
      return part;
    }),
  );
}

function markCurrentArticle() {
  for (const [index, node] of articleRows.nodes) {
    if (state.articles[index] === state.article) node.firstChild.setAttribute("aria-current", "true");
    else node.firstChild.removeAttribute("aria-current");
  }
}
