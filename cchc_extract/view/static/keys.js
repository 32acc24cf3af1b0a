// The keyboard, and the dialog that tells of it.

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => step(1, (fact) => fact.failed.length > 0),
  "]": () => goTo(neighbour(1)),
  "[": () => goTo(neighbour(-1)),
  t: () => show({ view: state.view === "table" ? "article" : "table" }, true),
  c: () => copyFact(),
  "/": () => byId("search").select(),
  "?": () => openHelp(),
};
const TOLD = [
  [["j", "k"], "next"], [["x"], "nextfailed"], [["]", "["], "article"], [["/"], "search"], [["t"], "toggle"],
  [["Enter"], "enter"], [["c"], "copy"], [["?"], "help"], [["Esc"], "escape"],
];
let keysEnabled = remembered("keys") !== "off";

/** Select the next fact that is wanted, in the order in which they are shown. */
function step(by, wanted = () => true) {
  const list = state.view === "table" ? state.rows : state.sequence;
  let at = list.indexOf(state.fact);
  if (at < 0) {
    const first = state.view === "table" ? 0 : Math.max(0, list.findIndex((fact) => fact.article === state.article));
    at = by > 0 ? first - 1 : first + 1;
  }
  for (at += by; at >= 0 && at < list.length; at += by) {
    if (!wanted(list[at])) continue;
    return show({ fact: list[at], view: state.view === "table" ? "table" : "article" }, false, true);
  }
}

const neighbour = (by) => state.articles[state.articles.indexOf(state.article) + by];

function goTo(article) {
  if (article) show({ article, fact: null, view: "article" }, true);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (typing) typing.blur();
    else if (state.fact) closePanel();
    return;
  }
  if (typing || !keysEnabled) return;
  if (event.key === "Enter" && state.view === "table" && state.fact && !event.target.closest("button, a:not([aria-current]), .panel")) {
    event.preventDefault();
    show({ fact: state.fact, view: "article" }, true, true);
  } else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

function openHelp() {
  const dialog = byId("help");
  const enabled = el("input", { type: "checkbox", id: "keys-enabled", on: { change: () => enableKeys(enabled.checked) } });
  enabled.checked = keysEnabled;
  dialog.replaceChildren(
    el("h2", { id: "help-title" }, say("help.title")),
    el("h3", {}, say("help.keys")),
    el("dl", { class: "keys" }, TOLD.map(([keys, what]) =>
      el("div", {}, el("dt", {}, keys.map((key) => el("kbd", {}, key))), el("dd", {}, say(`help.${what}`))))),
    el("label", { class: "enable" }, enabled, " ", say("help.enabled")),
    el("h3", {}, say("help.legend")),
    el("ul", { class: "legend" },
      KINDS.map((kind) => el("li", {}, el("span", { class: `mark first last kind-${kind}`, "data-glyph": GLYPHS[kind] }, say(`kind.${kind}`)))),
      el("li", {}, el("span", { class: "mark failing first last kind-count", "data-glyph": GLYPHS.count }, say("help.failed"))),
      el("li", {}, el("span", { class: "stroke" }), say("help.part")),
      el("li", {}, el("span", { class: "stroke failed" }), say("help.linefailed")),
    ),
    el("button", { type: "button", id: "help-close", on: { click: () => dialog.close() } }, say("help.close")),
  );
  dialog.showModal();
}

function enableKeys(enabled) {
  keysEnabled = enabled;
  remember("keys", enabled ? "on" : "off");
}
