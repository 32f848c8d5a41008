// The suggestions as a pane of their own: loaded when somebody first opens them.
export default class Suggesting {
  constructor(bench) {
    const place = document.getElementById("suggestions");
    Object.assign(this, { bench, place });
    this.at = 0;
    place.setAttribute("role", "application");
    place.addEventListener("submit", (event) => this.#submit(event));
    place.addEventListener("keydown", (event) => this.#key(event));
    place.addEventListener("focusin", (event) => {
      const row = event.target.closest("[data-place]");
      if (row) this.#look(this.rows.indexOf(row));
    });
    place.addEventListener("toggle", () => this.draw(), { capture: true });
    this.draw();
  }

  get fold() {
    return this.place.querySelector("#suggested");
  }

  get rows() {
    return [...this.place.querySelectorAll("[data-place]")];
  }

  open() {
    if (!this.rows.length) this.bench.say(this.bench.words.none_suggested);
    if (this.#empty) return;
    document.body.classList.remove("sheet");
    this.fold.open = true;
    this.#go(0);
  }

  // Not even rejected ones that could come back.
  get #empty() {
    return !this.place.querySelector("button");
  }

  shut() {
    this.fold.open = false;
    this.bench.listing.focus();
  }

  // All suggested words are underlined in the story while the fold is open.
  draw() {
    const ranges = this.fold.open ? this.rows.filter((row) => row.dataset.place).map((row) => this.bench.reading.text.range(place(row))).filter(Boolean) : [];
    if (ranges.length) CSS.highlights.set("offered", new Highlight(...ranges));
    else CSS.highlights.delete("offered");
  }

  // Put the cursor on the sentence of a row; return whether there is one.
  #look(number) {
    this.at = number;
    const { reading } = this.bench, row = this.rows[number];
    if (!row.dataset.place) return false; // it stands nowhere any more
    const [part, start] = place(row);
    const sentence = reading.text.sentenceAt([part, start]);
    if (sentence >= 0) reading.go(sentence);
    return sentence >= 0;
  }

  #go(number) {
    const rows = this.rows;
    if (!rows.length) return this.fold.querySelector("summary").focus();
    this.at = Math.max(0, Math.min(rows.length - 1, number));
    (rows[this.at].querySelector("button") ?? this.fold.querySelector("summary")).focus();
    rows[this.at].scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.key.length === 1 && !this.bench.keys.on)) return;
    const spare = (key) => () => this.#spare(key, event);
    const act = {
      ArrowDown: () => this.#go(this.at + 1), j: () => this.#go(this.at + 1),
      ArrowUp: () => this.#go(this.at - 1), k: () => this.#go(this.at - 1),
      a: () => this.#press("accept"), r: () => this.#press("reject"),
      g: () => this.shut(), Escape: () => this.shut(),
      O: spare("O"), K: spare("K"), L: spare("L"),
      "?": () => this.bench.keys.dialog.showModal(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #spare(key, event) {
    const row = event.target.closest("[data-place]");
    if (row && this.#look(this.rows.indexOf(row))) this.bench.keys.story[key](event);
    else this.bench.say(this.bench.words.not_now);
  }

  #press(name) {
    this.rows[this.at]?.querySelector(`[name=${name}]`)?.click();
  }

  #submit(event) {
    event.preventDefault();
    const { name, value } = event.submitter, row = event.submitter.closest("[data-place]");
    this.bench.saving.send("", [["do", "suggest"], [name, value]], { suggests: value });
    row?.remove(); // it comes back with the answer where that was refused
    if (row) this.#go(this.at);
    this.draw();
  }

  // What the server says now, but for what is under way; the focus stays where it was.
  take(html) {
    const had = this.place.contains(document.activeElement), { open } = this.fold;
    this.place.innerHTML = html;
    this.fold.open = open && !this.#empty;
    const sent = new Set(this.bench.saving.waiting.map((job) => job.suggests).filter(Boolean));
    for (const row of this.rows) if (sent.has(row.querySelector("button")?.value)) row.remove();
    if (had && this.fold.open) this.#go(this.at);
    else if (had) this.bench.listing.focus();
    this.draw();
  }
}

function place(row) {
  const [part, start, end] = row.dataset.place.split(":");
  return [part, Number(start), Number(end)];
}
