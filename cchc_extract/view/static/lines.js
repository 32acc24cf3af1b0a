// Lines between facts that belong together: below the letters and along the left margin, never across the text.

const SVG = "http://www.w3.org/2000/svg";
const LANES = 3;
const DROP = 4;
const STEP = 2;
const GUTTER = 10;
let emphasised = [];

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Draw the links of the article over its text, as it stands now. */
function drawLines(text, article) {
  text.querySelector("svg")?.remove();
  if (!article.links.length) return;
  const frame = text.getBoundingClientRect();
  const drawing = svg("svg", { class: "lines", "aria-hidden": "true", width: frame.width, height: text.scrollHeight });
  const places = article.links.flatMap(([first, second]) => [first, second]);
  const anchors = new Map([...new Set(places)].map((place) => [place, anchorsOf(text, place, frame)]));
  const degree = new Map();
  for (const place of places) degree.set(place, (degree.get(place) ?? 0) + 1);
  for (const [first, second, kind] of article.links) {
    const [a, b] = closest(anchors.get(first), anchors.get(second));
    if (!a || !b) continue;
    // All links of one whole with its parts share a lane, and so look like one bracket.
    const lane = (degree.get(first) > degree.get(second) ? first : second) % LANES;
    const group = svg("g", { class: `link ${kind}`, "data-ends": `${first} ${second}` });
    group.append(svg("path", { d: route(a, b, lane) }), dot(a), dot(b));
    drawing.append(group);
  }
  text.append(drawing);
  emphasise(emphasised);
}

const dot = ({ x, y }) => svg("circle", { cx: x, cy: y, r: 2 });

/** The middles of the lower edges of the lines that a mark goes over. */
function anchorsOf(text, place, frame) {
  return [...text.querySelectorAll(`[data-facts~="${place}"]`)]
    .flatMap((node) => [...node.getClientRects()])
    .map((rect) => ({ x: rect.left - frame.left + rect.width / 2, y: rect.bottom - frame.top - 1 }));
}

/** Of two marks, the lines that are nearest to each other. */
const closest = (a, b) => (a.at(-1)?.y < b[0]?.y ? [a.at(-1), b[0]] : [a[0], b.at(-1)]);

/** A path with round corners: on one line a bracket below it, between lines along the margin. */
function route(a, b, lane) {
  const low = DROP + lane * STEP;
  const margin = GUTTER - lane * STEP;
  if (Math.abs(a.y - b.y) < 4) return rounded([a, { x: a.x, y: a.y + low }, { x: b.x, y: a.y + low }, b]);
  return rounded([
    a, { x: a.x, y: a.y + low }, { x: margin, y: a.y + low }, { x: margin, y: b.y + low }, { x: b.x, y: b.y + low }, b,
  ]);
}

function rounded(points) {
  const path = [`M${points[0].x} ${points[0].y}`];
  points.slice(1, -1).forEach((corner, index) => {
    const [before, after] = [points[index], points[index + 2]];
    const radius = Math.min(4, distance(before, corner) / 2, distance(corner, after) / 2);
    const start = toward(corner, before, radius);
    const end = toward(corner, after, radius);
    path.push(`L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`);
  });
  const last = points.at(-1);
  return `${path.join("")}L${last.x} ${last.y}`;
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

function toward(from, to, by) {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

/** Bring out the lines of some facts besides those of the selected one. */
function emphasise(chosen) {
  emphasised = chosen;
  const places = new Set([...chosen, state.fact].filter((fact) => fact?.article === state.article).map((fact) => fact?.place));
  for (const group of document.querySelectorAll(".lines .link")) {
    group.classList.toggle("on", group.dataset.ends.split(" ").some((end) => places.has(Number(end))));
  }
}
