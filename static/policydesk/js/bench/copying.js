// The saved copy beside the panel: words that are selected in it become the passage.
export default class Copying {
  constructor(bench) {
    this.bench = bench;
    this.drawer = document.createElement("aside");
    this.drawer.id = "copy";
    this.drawer.setAttribute("aria-labelledby", "copy-title");
    this.drawer.hidden = true;
    bench.root.append(this.drawer);
    document.addEventListener("selectionchange", () => {
      const take = this.drawer.querySelector("[data-take]");
      if (take) take.disabled = !this.words;
    });
    this.drawer.addEventListener("mousedown", (event) => event.target.closest("[data-take]") && event.preventDefault());
    this.drawer.addEventListener("click", (event) => {
      if (event.target.closest("[data-take]")) this.take();
      if (event.target.closest("[data-shut]")) this.shut();
    });
    this.drawer.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.shut();
      else if (event.key === "Enter" && this.words && !event.target.matches("button")) this.take();
      else return;
      event.preventDefault();
    });
  }

  // Open the copy of `source`, at the passage of what `form` changes. Who may change nothing reads it.
  async open({ source, form }) {
    const query = new URLSearchParams({ source, citation: form.replace("citation-", "") });
    try {
      const answer = await fetch(`${this.bench.url}copy/?${query}`, { headers: { Accept: "application/json" } });
      const found = await answer.json();
      if (!found.copy) return this.bench.say(found.problem, { wrong: true, unsaved: false });
      this.drawer.innerHTML = found.copy;
      Object.assign(this, { claim: this.bench.claim, name: form, source });
    } catch {
      return this.bench.say(this.bench.words.not_loaded, { wrong: true, unsaved: false });
    }
    this.drawer.hidden = false;
    this.drawer.querySelector("#copy-mark")?.scrollIntoView({ block: "center" });
    (this.drawer.querySelector("#copy-words") ?? this.drawer.querySelector("h2")).focus({ preventScroll: true });
  }

  get words() {
    const selection = getSelection(), place = this.drawer.querySelector("#copy-words");
    return place?.contains(selection.anchorNode) && place.contains(selection.focusNode) ? selection.toString().trim() : "";
  }

  // Into the form that it was opened for, as the panel has it now; for another claim, or where that form is gone, the
  // source comes with them.
  async take() {
    const { bench, words } = this, { panels } = bench;
    await panels.show(bench.claim);
    const form = (bench.claim === this.claim && panels.form(this.name)) || panels.form("cite");
    if (!form) return bench.say(bench.words.not_here);
    const { passage, source } = form.elements;
    if (source) source.value = this.source;
    passage.value = words;
    this.drawer.hidden = true;
    panels.open(passage);
    (await this.bench.part("sourcing")).grade(passage);
    passage.dispatchEvent(new Event("change", { bubbles: true }));
  }

  shut() {
    this.drawer.hidden = true;
    this.bench.listing.focus();
  }
}
