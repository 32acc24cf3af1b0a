// One article: its text with its facts marked, and the facts that have no place in it.

let textBox = null;
const textResized = new ResizeObserver(() => textBox && drawLines(textBox, state.article));

const shownIn = (article) => (state.shownBy.get(article) ?? []);

function showArticle() {
  const room = byId("reading");
  const { article } = state;
  textResized.disconnect();
  textBox = null;
  if (!article) return room.replaceChildren(el("p", { class: "empty" }, say("page.empty")));
  const shown = new Set(shownIn(article));
  if (article.text !== null) textBox = el("div", { class: "text", lang: "vi" }, markedText(article, shown).map(line));
  const listed = article.facts.filter((fact) => fact.lost);
  room.replaceChildren(
    articleHead(article),
    warning(article) ?? "",
    textBox ?? "",
    listed.length ? factList(say(article.text === null ? "article.facts" : "article.lost"), listed, "lost", shown) : "",
    // On paper, where nothing can be selected, every fact is told below the text.
    article.text === null ? "" : factList(say("article.facts"), article.facts.filter((fact) => shown.has(fact)), "paper", shown),
  );
  room.scrollTop = 0;
  if (textBox) {
    titleLine(textBox);
    textResized.observe(textBox);
    drawLines(textBox, article);
  }
}

function articleHead(article) {
  const step = (by, key, sign) => {
    const other = neighbour(by);
    return el("button", { type: "button", disabled: !other, "aria-label": say(key), title: say(key), on: { click: () => goTo(other) } },
      el("span", { "aria-hidden": "true" }, sign));
  };
  return el("div", { class: "head" },
    el("button", { type: "button", class: "narrow", on: { click: () => show({ view: "list" }, true) } }, `‹ ${say("view.back")}`),
    el("span", { class: "doc" }, article.doc),
    el("span", { class: "count" }, say("list.count", { count: number(article.facts.length) })),
    article.failed > 0 && el("span", { class: "failures" }, `! ${say("page.failed", { count: number(article.failed) })}`),
    el("span", { class: "steps" }, step(-1, "article.previous", "←"), step(1, "article.next", "→")),
  );
}

function warning(article) {
  if (article.state === "found") return null;
  const values = { lost: number(article.lost.size), count: number(article.facts.length) };
  return el("p", { class: "warning", role: "note" },
    el("strong", {}, say(`state.${article.state}`)), " ", say(`article.${article.state}`, values));
}

function line(parts) {
  const node = el("p", {}, parts);
  const text = node.textContent;
  if (!text.trim()) node.className = "blank";
  else if (text.split("|").length > 2) node.className = "cells";
  return node;
}

function titleLine(box) {
  const first = [...box.children].find((node) => !node.classList.contains("blank"));
  if (first && !first.classList.contains("cells")) {
    first.className = "title";
    first.setAttribute("role", "heading");
    first.setAttribute("aria-level", "2");
  }
}

function factList(title, listed, name, shown) {
  return el("section", { class: `facts ${name}` },
    el("h2", {}, title),
    el("ul", {}, listed.map((fact) => el("li", { class: shown.has(fact) ? null : "dim" },
      el("a", {
        class: `fact kind-${fact.raw.kind}`, href: hashFor({ fact, view: "article" }), "data-fact": fact.place,
        on: { click: (event) => follow(event, { fact }) },
      },
        el("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[fact.raw.kind]),
        el("span", { class: "line" }, summary(fact)),
        el("q", { lang: "vi" }, fact.raw.evidence.text),
        fact.failed.map((check) => el("span", { class: "failed" }, `✗ ${checkText(check)}`)),
      )))),
  );
}

/** Show in the text which fact is selected; `focus` also brings it into view. */
function markSelected(focus) {
  const room = byId("reading");
  for (const node of room.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
  if (state.fact?.article === state.article) {
    const { place } = state.fact;
    const found = room.querySelectorAll(`.text [data-facts~="${place}"], .facts.lost [data-fact="${place}"]`);
    for (const node of found) node.setAttribute("aria-current", "true");
    if (focus && found.length) {
      intoView(found[0], room);
      found[0].focus({ preventScroll: true });
    }
  }
  emphasise([]);
}

function intoView(node, room) {
  const rect = node.getBoundingClientRect();
  const frame = room.getBoundingClientRect();
  // On a phone, the panel covers the lower half.
  const low = state.narrow ? byId("panel").getBoundingClientRect().top - 10 : frame.bottom - 60;
  if (rect.top > frame.top + 40 && rect.bottom < low) return;
  room.scrollTop += rect.top - frame.top - Math.max(20, (low - frame.top) * 0.4 - rect.height / 2);
}
