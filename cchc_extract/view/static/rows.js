// Long lists: only the rows that can be seen are in the document, between two spacers as high as all the others.

const OVERSCAN = 12;

class Rows {
  /** `make(item, index)` gives the element of a row, `spacer()` an empty one; `rem` is the height of a row. */
  constructor(scroller, body, { rem, make, spacer }) {
    Object.assign(this, { scroller, body, rem, make, items: [], nodes: new Map(), from: 0, to: 0, waiting: false });
    this.above = spacer();
    this.below = spacer();
    body.replaceChildren(this.above, this.below);
    scroller.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(scroller);
  }

  get height() {
    return this.rem * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** Show other items, from the first. */
  set(items) {
    this.items = items;
    this.scroller.scrollTop = 0;
    this.refresh();
  }

  /** Draw all visible rows anew. */
  refresh() {
    for (const node of this.nodes.values()) node.remove();
    this.nodes.clear();
    this.draw(true);
  }

  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw(false);
    });
  }

  draw(always, all = false) {
    const height = this.height;
    const first = Math.floor(this.scroller.scrollTop / height);
    const last = first + Math.ceil(this.scroller.clientHeight / height);
    const from = all ? 0 : Math.max(0, Math.min(first, this.items.length) - OVERSCAN);
    const to = all ? this.items.length : Math.min(this.items.length, last + OVERSCAN);
    if (!always && from === this.from && to === this.to) return;
    for (const [index, node] of this.nodes) if (index < from || index >= to) node.remove();
    const nodes = new Map();
    let next = this.above.nextSibling;
    for (let index = from; index < to; index++) {
      const node = this.nodes.get(index) ?? this.make(this.items[index], index);
      nodes.set(index, node);
      // What is there already stays untouched, and keeps the focus.
      if (node === next) next = next.nextSibling;
      else this.body.insertBefore(node, next);
    }
    this.above.style.height = `${from * height}px`;
    this.below.style.height = `${(this.items.length - to) * height}px`;
    Object.assign(this, { nodes, from, to });
  }

  /** The element of an item, scrolled into view. */
  reveal(index, margin = 0) {
    const height = this.height;
    const top = index * height;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop || top + height + margin > scrollTop + clientHeight) {
      this.scroller.scrollTop = Math.max(0, top - (clientHeight - margin - height) / 2);
    }
    this.draw(false);
    return this.nodes.get(index);
  }
}
