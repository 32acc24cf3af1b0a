// Elements from data. Text goes in as text nodes only: what an article says is never markup.

const byId = (id) => document.getElementById(id);

/** An element with attributes (null and false leave one out), handlers in `on`, and children; strings become text. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function remembered(key) {
  try {
    return localStorage.getItem(`cchc.${key}`);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(`cchc.${key}`, value);
  } catch {
    // A browser that keeps nothing for files: then the choice lasts as long as the page.
  }
}

let toastTimer = 0;

/** A short message, also for screen readers. */
function tell(message) {
  const toast = byId("toast");
  toast.textContent = message;
  toast.classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove("on"), 2500);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell(say("copy.done"));
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    tell(say(document.execCommand("copy") ? "copy.done" : "copy.failed"));
    area.remove();
  }
}
