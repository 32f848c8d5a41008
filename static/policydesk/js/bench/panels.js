// The panel of one claim at a time: the forms of the page, sent without leaving it. What is typed stays in its panel
// until it is saved, whichever claim is looked at meanwhile.
const FIELDS = "input:not([type=hidden]), select, textarea";

const sent = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
const told = (form) => JSON.stringify(sent(form).filter(([name]) => name !== "version" && name !== "base"));

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
    if (claim) this.#keep(claim, panel);
  }

  #keep(claim, panel) {
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
      if (!this.kept.has(claim)) this.#keep(claim, made(found.panel));
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

  // Put what stands now in the place of what stood; parts that hold the focus or unsaved words stay as they are.
  take(claim, html, { done = null, force = null } = {}) {
    const fresh = made(html), old = this.kept.get(claim);
    if (done && told(done.form) === done.told) this.saved.set(done.form, done.told);
    if (!old) return this.#keep(claim, fresh);
    const forced = (part) => force && part.contains(force);
    const busy = (part) => !forced(part) && ((part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) || this.dirty(part));
    settle(old, fresh, busy);
    const version = html.match(/name="version" value="(\d+)"/)?.[1]; // its parts stand in the old panel by now
    for (const form of old.querySelectorAll("form")) if (!this.saved.has(form)) this.saved.set(form, told(form));
    if (version) this.bench.saving.versions.set(claim, version);
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

function made(html) {
  const panel = document.createElement("div");
  panel.innerHTML = html;
  return panel;
}

// Bring `old` up to `fresh`, part by part; what is busy stays, and learns the version that its next save must name.
function settle(old, fresh, busy) {
  const from = fresh.querySelector(".box.claim"), into = old.querySelector(".box.claim");
  if (!from || !into) return old.replaceChildren(...fresh.childNodes);
  for (const top of [...old.children]) if (top !== into) top.remove();
  into.before(...[...fresh.children].filter((top) => top !== from));
  const named = (part) => part.dataset.part;
  const parts = new Map([...into.children].filter(named).map((part) => [named(part), part]));
  let last = null;
  for (const part of [...from.children].filter(named)) {
    const stands = parts.get(named(part));
    parts.delete(named(part));
    if (stands && busy(stands)) restamp(stands, part);
    else if (stands) stands.replaceWith(unfolded(part, stands));
    else if (last) last.after(part);
    else into.prepend(part);
    last = into.querySelector(`:scope > [data-part="${named(part)}"]`);
  }
  for (const part of parts.values()) if (!busy(part)) part.remove();
}

function restamp(stands, part) {
  for (const name of ["version", "base"]) {
    const value = part.querySelector(`[name=${name}]`)?.value;
    if (value) for (const field of stands.querySelectorAll(`[name=${name}]`)) field.value = value;
  }
}

// `part` with the folds open that were open in `before`.
function unfolded(part, before) {
  const folds = (root) => [...(root.matches("details") ? [root] : []), ...root.querySelectorAll("details")];
  const open = new Set(folds(before).filter((fold) => fold.open && fold.id !== "cite").map(labelled));
  for (const fold of folds(part)) if (open.has(labelled(fold))) fold.open = true;
  return part;
}

const labelled = (fold) => fold.querySelector("summary")?.textContent.trim();
