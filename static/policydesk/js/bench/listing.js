// The list of claims as a listbox: one is chosen, the keys walk, rows change where they stand.
export const STACKED = matchMedia("(max-width: 959.98px)"); // the window scrolls

export class Listing {
  constructor(bench, list) {
    this.bench = bench;
    this.list = list;
    this.left = new Set();
    list.setAttribute("role", "listbox");
    for (const row of this.rows) dress(row);
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) bench.choose(row.dataset.claim, { sheet: true });
    });
  }

  get rows() {
    return [...this.list.children];
  }

  row(claim) {
    return this.rows.find((row) => row.dataset.claim === claim);
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]")?.dataset.claim ?? "";
  }

  choose(claim) {
    for (const row of this.rows) row.setAttribute("aria-selected", row.dataset.claim === claim);
    const row = this.row(claim);
    if (!row) return this.list.removeAttribute("aria-activedescendant");
    this.list.setAttribute("aria-activedescendant", row.id);
    this.#see();
  }

  focus() {
    this.list.focus({ preventScroll: true });
    this.#see();
  }

  // The window follows the keys alone.
  #see() {
    if (!STACKED.matches || document.activeElement === this.list) this.row(this.chosen)?.scrollIntoView({ block: "nearest" });
  }

  beside(step) {
    const rows = this.rows, at = rows.findIndex((row) => row.dataset.claim === this.chosen);
    return rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.dataset.claim;
  }

  // The next unresolved claim in one direction and round, those that are checked first before the others; first what was
  // not left before. Those whose verdict is under way are left out.
  open(step) {
    const rows = this.rows.sort((one, other) => ("first" in other.dataset) - ("first" in one.dataset)), size = rows.length, at = rows.findIndex((row) => row.dataset.claim === this.chosen);
    const round = rows.map((_row, n) => rows[(((at + step * (n + 1)) % size) + size) % size]);
    const open = round.filter(({ dataset }) => "open" in dataset && dataset.claim !== this.chosen && !this.bench.saving.isWaiting(dataset.claim));
    return (open.find(({ dataset }) => "first" in dataset && !this.left.has(dataset.claim)) ?? open[0])?.dataset.claim;
  }
}

export function dress(row) {
  const link = row.querySelector("a");
  row.id = `row-${row.dataset.claim}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", link?.getAttribute("aria-current") === "true");
  if (!link) return;
  const line = document.createElement("span"); // an option holds nothing that could have the focus
  line.className = "line";
  line.append(...link.childNodes);
  link.replaceWith(line);
}
