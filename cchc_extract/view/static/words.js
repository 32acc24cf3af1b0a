// The language of the interface, and values as it writes them.

const data = JSON.parse(byId("data").textContent);
byId("data").remove();
let language = remembered("language") === "en" ? "en" : "vi";
const FORMATS = {
  vi: new Intl.NumberFormat("vi", { maximumFractionDigits: 10 }),
  en: new Intl.NumberFormat("en", { maximumFractionDigits: 10 }),
};
const COMPARATORS = { ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ " };
const SIGNS = { up: "+", down: "−", same: "±" };

/** The words for a key in the language of the interface; a key without words stands for itself. */
function say(key, values = {}) {
  const words = Object.hasOwn(data.words, key) ? data.words[key][language] : key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const number = (value) => FORMATS[language].format(value);

/** The value of a fact as a reader wants it: "≥ 95%", "+7 bậc", "4/63". */
function valueText({ raw }) {
  const high = raw.value_high == null ? "" : `–${number(raw.value_high)}`;
  const whole = raw.out_of == null ? "" : `/${number(raw.out_of)}`;
  const unit = raw.unit ? (raw.unit === "%" ? "%" : ` ${raw.unit}`) : "";
  return (COMPARATORS[raw.comparator] ?? "") + (SIGNS[raw.direction] ?? "") + number(raw.value) + high + whole + unit;
}

/** An EDTF period in words: "../2020-05" is "đến 5/2020". */
function periodText(period) {
  if (!period) return "";
  const [start, end] = period.split("/");
  if (end === undefined) return pointText(start);
  if (start === "..") return say("period.until", { end: pointText(end) });
  if (end === "..") return say("period.since", { start: pointText(start) });
  return `${pointText(start)} – ${pointText(end)}`;
}

const pointText = (point) => point.split("-").map((part) => part.replace(/^0/, "")).reverse().join("/");

const indexText = (code) => (code ?? "").replaceAll("_", " ");

/** Put the words of the page into the language of the interface. */
function sayAll() {
  document.documentElement.lang = language;
  document.title = `${say("page.title")} · cchc`;
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
  const button = byId("language");
  button.textContent = language === "vi" ? "EN" : "VI";
  button.lang = language === "vi" ? "en" : "vi";
}
