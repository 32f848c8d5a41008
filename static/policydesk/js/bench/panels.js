// The panel of one claim at a time: the forms of the page, sent without leaving it. What is typed stays in its panel
// until it is saved, whichever claim is looked at meanwhile.
export const FIELDS = "input:not([type=hidden]), select, textarea";

const sent = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
export const told = (form) => JSON.stringify(sent(form).filter(([name]) => name !== "version" && name !== "base"));

export class Panels {
  constructor(bench, place) {
    this.bench = bench;
    this.place = place;
    this.kept = new Map(); // claim → its panel
    this.saved = new WeakMap(); // form → what it held when it was shown or saved
    this.loading = new Map(); // claim → the request that brings its panel
    place.addEventListener("submit", (event) => this.#submit(event));
    place.addEventListener("change", (event) => this.#changed(event));
    place.addEventListener("click", (event) => this.#click(event));
  }

  // Take the panel that the page was opened with.
  adopt(claim) {
    const panel = document.createElement("div");
    panel.append(...this.place.childNodes);
    this.place.append(panel);
    if (claim) this.keep(claim, panel);
  }

  keep(claim, panel) {
    this.kept.set(claim, panel);
    for (const form of panel.querySelectorAll("form")) this.saved.set(form, told(form));
    const version = panel.querySelector("[name=version]")?.value;
    if (version) this.bench.saving.versions.set(claim, version);
  }

  get shown() {
    return this.place.firstElementChild;
  }

  dirty(root) {
    return [...root.querySelectorAll("form")].some((form) => this.saved.has(form) && told(form) !== this.saved.get(form));
  }

  get unsaved() {
    return [...this.kept.values()].some((panel) => this.dirty(panel));
  }

  // Show the panel of `claim`, which is fetched first where it is not here yet.
  async show(claim) {
    const panel = this.kept.get(claim) ?? (await this.load(claim));
    if (panel && this.bench.claim === claim && this.shown !== panel) this.place.replaceChildren(panel);
    return panel;
  }

  load(claim) {
    if (this.kept.has(claim)) return this.kept.get(claim);
    if (!this.loading.has(claim)) this.loading.set(claim, this.#fetch(claim).finally(() => this.loading.delete(claim)));
    return this.loading.get(claim);
  }

  async #fetch(claim) {
    try {
      const [found] = await this.bench.saving.ask({ claim, only: "panel" });
      if (!this.kept.has(claim)) this.keep(claim, made(found.panel));
      return this.kept.get(claim);
    } catch {
      this.bench.note("down");
      return null;
    }
  }

  // Forget what was fetched, but for what is typed into or looked at.
  forget() {
    for (const [claim, panel] of this.kept) if (panel !== this.shown && !this.dirty(panel)) this.kept.delete(claim);
  }

  drop(claim) {
    if (this.shown === this.kept.get(claim)) this.place.replaceChildren();
    this.kept.delete(claim);
  }

  form(name) {
    return this.shown?.querySelector(`form:has(> [name=do][value="${name}"])`);
  }

  // Open the fold around a field and give it the focus.
  open(field) {
    for (let fold = field?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field?.focus();
    field?.scrollIntoView({ block: "nearest" });
    return Boolean(field);
  }

  submit(form, button = null, more = {}) {
    const fields = sent(form);
    if (button?.name) fields.push([button.name, button.value]);
    this.bench.saving.send(this.bench.claim, fields, { form, told: told(form), ...more });
  }

  // Send what was typed into fields that save themselves, and the source that was chosen.
  flush() {
    const forms = [...(this.shown?.querySelectorAll("form") ?? [])];
    for (const form of forms.filter((one) => savesItself(one) && this.saved.get(one) !== told(one))) this.submit(form);
  }

  #submit(event) {
    const form = event.target, button = event.submitter;
    if (!form.elements.do) return this.saved.set(form, told(form)); // a form of another page, which answers it
    event.preventDefault();
    if (button?.name === "verdict") this.bench.verdict(button.value);
    else this.submit(form, button);
  }

  #changed(event) {
    const form = event.target.form;
    if (form && savesItself(form) && form.elements.do.value !== "cite" && told(form) !== this.saved.get(form)) this.submit(form);
  }

  #click(event) {
    const link = event.target.closest("a[href]");
    const claim = link && link.pathname === location.pathname && new URL(link.href).searchParams.get("claim");
    if (!claim) return;
    event.preventDefault();
    this.bench.choose(claim, { sheet: true });
  }
}

function savesItself(form) {
  const name = form.elements.do?.value ?? "";
  return name === "claim" || name.startsWith("citation-") || (name === "cite" && Boolean(form.elements.source.value.trim()));
}

export function made(html) {
  const panel = document.createElement("div");
  panel.innerHTML = html;
  return panel;
}
