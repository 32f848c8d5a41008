// Single keys: only inside the story and the list, only while they are switched on, never with Ctrl, Alt or Meta.
export class Keys {
  // `verdicts`: of each key of the list that records one, which.
  constructor(bench, dialog, verdicts) {
    this.bench = bench;
    this.verdicts = verdicts;
    this.dialog = dialog;
    bench.reading.story.addEventListener("keydown", (event) => this.#pressed(event, this.story));
    bench.listing.list.addEventListener("keydown", (event) => this.#pressed(event, this.list));
    bench.panels.place.addEventListener("keydown", (event) => this.#inPanel(event));
    for (const bar of [bench.tools, bench.taps]) bar.addEventListener("click", (event) => {
      const { key, pane = "list" } = event.target.closest("[data-key]")?.dataset ?? {};
      if (key) this.#run(this[pane][key] ?? this.story[key]);
    });
    bench.tools.addEventListener("focusin", (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }));
    this.box = dialog.querySelector("[name=single_keys]");
    this.box.addEventListener("change", () => bench.do("keys", this.on));
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
      event.preventDefault();
      bench.do("waits");
    });
  }

  get on() {
    return this.box.checked;
  }

  #pressed(event, map) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    if (event.key.length === 1 && !this.on) return;
    if (event.key.length > 1 && !map[event.key]) return;
    if (this.held) {
      event.preventDefault();
      this.held.push(event);
    } else if (map[event.key]) {
      event.preventDefault();
      this.#run(() => map[event.key](event));
    }
  }

  // Do it; keys that come before its field or pane is there go to it then, and nowhere where it did not come.
  async #run(act) {
    this.held = [];
    let held = [];
    try {
      if ((await act()) !== false) held = this.held ?? [];
    } catch (problem) {
      this.bench.failed(problem);
    } finally {
      this.held = null;
    }
    for (const event of held) {
      const place = document.activeElement, letter = event.key.length === 1 && place.matches("input, textarea");
      if (letter) place.setRangeText(event.key, place.selectionStart, place.selectionEnd, "end");
      place.dispatchEvent(letter ? new Event("input", { bubbles: true }) : new KeyboardEvent("keydown", event));
    }
  }

  #inPanel(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.bench.do("confirm");
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      this.bench.back();
    } else if (event.key === "Enter" && event.target.matches("input:not([type=submit], [type=checkbox], [type=radio])")) {
      event.preventDefault();
      this.bench.do("entered", event.target);
    }
  }

  get shared() {
    const { bench } = this;
    return { n: () => bench.do("mark"), g: () => bench.do("suggest"), "?": () => this.dialog.showModal() };
  }

  get story() {
    const { bench } = this, { reading } = bench;
    const down = () => reading.go(reading.at + 1), up = () => reading.go(reading.at - 1);
    const spare = (ground) => (event) => bench.do("spare", ground, event);
    const ends = reading.wording && {
      ArrowLeft: (event) => reading.wording.move(-1, event.shiftKey),
      ArrowRight: (event) => reading.wording.move(1, event.shiftKey),
      Enter: () => bench.do("mark"),
      Escape: () => reading.leave(),
    };
    return {
      ...this.shared,
      ...ends,
      w: () => bench.do("words"),
      O: spare("opinion"), K: spare("common"), L: spare("linking"),
      ArrowDown: down, j: down, ArrowUp: up, k: up,
      Home: () => reading.go(0), End: () => reading.go(Infinity),
      c: async () => (await bench.part("placing")).toList(),
      i: () => bench.do("reword", true),
    };
  }

  get list() {
    const { bench } = this, { listing } = bench, field = (name) => () => bench.do("field", name);
    const step = (by) => () => void bench.choose(listing.beside(by));
    const open = (by) => () => void bench.chooseOpen(by);
    const verdicts = Object.entries(this.verdicts).map(([key, verdict]) => [key, () => bench.do("verdict", verdict, bench.claim)]);
    const digits = [..."123456789"].map((key) => [key, async () => (await bench.part("sourcing")).offered(Number(key))]);
    return {
      ...this.shared,
      ...Object.fromEntries(digits),
      ...Object.fromEntries(verdicts),
      ArrowDown: step(1), j: step(1), ArrowUp: step(-1), k: step(-1),
      Home: step(-Infinity), End: step(Infinity),
      "]": open(1), "[": open(-1),
      "!": () => bench.do("first"),
      z: (event) => bench.do("turn", "undo", event), Z: (event) => bench.do("turn", "redo", event),
      o: () => bench.do("copy"), Delete: field("retire"), w: field("waive"),
      i: (event) => bench.do("reword", !event && bench.inStory), // a button means what was looked at last
      Enter: () => bench.ask(document.getElementById("claim-title")),
      Backspace: async () => (await bench.part("placing")).toStory(),
      s: field("source"), e: field("passage"), b: field("speaker"), m: field("note"),
    };
  }
}
