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
    bench.tools.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]")?.dataset.key;
      if (key) (this.list[key] ?? this.story[key])();
    });
    this.box = dialog.querySelector("[name=single_keys]");
    this.box.addEventListener("change", () => {
      const fields = this.box.checked ? [["single_keys", "on"]] : [];
      bench.saving.send(bench.claim, [["do", "keys"], ...fields]);
    });
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
      event.preventDefault();
      bench.panels.flush();
      if (!bench.saving.busy) bench.say(bench.words.all_saved);
    });
  }

  get on() {
    return this.box.checked;
  }

  #pressed(event, map) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    if (event.key.length === 1 && !this.on) return;
    if (this.held && event.key.length === 1) {
      event.preventDefault();
      this.held.push(event.key);
    } else if (map[event.key]) {
      event.preventDefault();
      this.#run(() => map[event.key](event));
    }
  }

  // Do it; letters that come before its field is there go into the field, or are keys in their turn.
  async #run(act) {
    this.held = [];
    await act();
    const held = this.held;
    this.held = null;
    for (const key of held) {
      const field = document.activeElement;
      if (!field.matches("input, textarea")) await this.#run(this.list[key] ?? (() => {}));
      else field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
      if (field.matches("input, textarea")) field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  #inPanel(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.bench.confirm();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      this.bench.back();
    } else if (event.key === "Enter" && event.target.matches("input:not([type=submit], [type=checkbox], [type=radio])")) {
      this.bench.entered(event);
    }
  }

  get shared() {
    const { bench } = this;
    return { n: () => bench.mark(), "?": () => this.dialog.showModal() };
  }

  get story() {
    const { bench } = this, { reading } = bench;
    const down = () => reading.go(reading.at + 1), up = () => reading.go(reading.at - 1);
    const ends = reading.wording && {
      ArrowLeft: (event) => reading.wording.move(-1, event.shiftKey),
      ArrowRight: (event) => reading.wording.move(1, event.shiftKey),
      Enter: () => bench.mark(),
      Escape: () => reading.leave(),
    };
    return {
      ...this.shared,
      ...ends,
      w: () => reading.byWords(),
      ArrowDown: down, j: down, ArrowUp: up, k: up,
      Home: () => reading.go(0), End: () => reading.go(Infinity),
      c: () => bench.toList(),
    };
  }

  get list() {
    const { bench } = this, { listing } = bench;
    const step = (by) => () => void bench.choose(listing.beside(by));
    const open = (by) => () => void bench.chooseOpen(by);
    const verdicts = Object.entries(this.verdicts).map(([key, verdict]) => [key, () => bench.verdict(verdict)]);
    const digits = [..."123456789"].map((key) => [key, async () => (await bench.sourcing()).offered(Number(key))]);
    return {
      ...this.shared,
      ...Object.fromEntries(digits),
      ...Object.fromEntries(verdicts),
      ArrowDown: step(1), j: step(1), ArrowUp: step(-1), k: step(-1),
      Home: step(-Infinity), End: step(Infinity),
      "]": open(1), "[": open(-1),
      z: () => bench.turn("undo"), Z: () => bench.turn("redo"),
      o: () => bench.copy(), Delete: () => bench.field("retire"), w: () => bench.field("waive"),
      Enter: () => bench.toPanel(),
      Backspace: () => bench.toStory(),
      s: () => bench.field("source"), e: () => bench.field("passage"), b: () => bench.field("speaker"), m: () => bench.field("note"),
    };
  }
}
