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
    this.held = new WeakMap(); // what of that is not sent by itself
    this.loading = new Map(); // claim → the request that brings its panel
    this.marking = document.querySelector("form:has(> [value=mark])");
    if (this.marking) this.saved.set(this.marking, told(this.marking));
    place.addEventListener("change", (event) => this.#changed(event));
    for (const spot of [place, bench.ready]) {
      spot.addEventListener("submit", (event) => this.#submit(event));
      spot.addEventListener("click", (event) => this.#click(event));
    }
  }

  // Take the panel that the page came with; return its claim.
  adopt(chosen) {
    const panel = document.createElement("div"), first = document.getElementById("first"), claim = chosen || first?.dataset.claim;
    panel.append(...(first?.content ?? this.place).childNodes);
    if (claim) this.keep(claim, panel);
    this.place.append(panel);
    return claim;
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

  // The forms in which something is typed that was not saved.
  get unsaved() {
    const forms = [...this.kept.values()].flatMap((panel) => [...panel.querySelectorAll("form")]);
    return [...forms, this.marking].filter((form) => this.saved.has(form) && this.saved.get(form) !== told(form));
  }

  // Show the panel of `claim`, which is fetched first where it is not here yet: until then the one that stands there,
  // of another claim, takes nothing. Null where it cannot be read, which is said in its place.
  async show(claim) {
    this.place.inert = !this.kept.has(claim);
    const panel = this.kept.get(claim) ?? (await this.load(claim));
    const unread = panel instanceof Error;
    if (this.bench.claim === claim) {
      this.place.inert = false;
      if (unread) this.#unread(panel.message);
      else if (this.shown !== panel) {
        this.place.replaceChildren(panel);
        this.place.closest(".pane").scrollTop = this.place.parentElement.scrollTop = 0; // the sheet, where it is narrow
      }
    }
    return unread ? null : panel;
  }

  #unread(sentence) {
    const said = document.createElement("p");
    said.append(sentence, " ", this.bench.again(() => this.bench.choose(this.bench.claim)));
    if (sentence === this.bench.words.out) said.append(" ", document.querySelector(".sign-in").cloneNode(true));
    this.place.replaceChildren(said);
    this.bench.say(sentence, { wrong: true, unsaved: false });
  }

  load(claim) {
    if (this.kept.has(claim)) return this.kept.get(claim);
    if (!this.loading.has(claim)) this.loading.set(claim, this.#fetch(claim).finally(() => this.loading.delete(claim)));
    return this.loading.get(claim);
  }

  async #fetch(claim) {
    try {
      const [found] = await this.bench.saving.ask({ claim, only: "panel" });
      if (found.problem) return new Error(found.problem);
      if (!this.kept.has(claim)) this.keep(claim, made(found.panel));
      return this.kept.get(claim);
    } catch ({ message }) {
      const { words } = this.bench;
      return new Error({ out: words.out, other: words.other }[message] ?? words.not_loaded);
    }
  }

  form(name) {
    return this.shown?.querySelector(`form:has(> [name=do][value="${name}"])`);
  }

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
    for (const form of forms.filter((one) => savesItself(one) && ![this.saved.get(one), this.held.get(one)].includes(told(one)))) this.submit(form);
  }

  #submit(event) {
    const form = event.target, button = event.submitter;
    if (!form.elements.do) return this.saved.set(form, told(form)); // a form of another page, which answers it
    event.preventDefault();
    if (button?.name === "verdict") this.bench.do("verdict", button.value, this.bench.claim);
    else this.submit(form, button);
  }

  #changed(event) {
    const form = event.target.form;
    if (form && savesItself(form) && form.elements.do.value !== "cite" && this.saved.get(form) !== told(form)) this.submit(form);
  }

  #click(event) {
    const link = event.target.closest("a[href]");
    if (link && "dialog" in link.dataset) return this.bench.do("page", link.href, event.preventDefault());
    if (link?.pathname !== location.pathname) return;
    const { hash } = link, claim = new URL(link.href).searchParams.get("claim");
    event.preventDefault();
    if (hash === "#mark") this.bench.do("unclaimed");
    else if (hash.startsWith("#id_")) this.open(this.place.querySelector(hash));
    else if (claim) {
      this.bench.choose(claim, { sheet: true });
      this.bench.listing.focus();
    }
  }
}

export function savesItself(form) {
  const name = form.elements.do?.value ?? "";
  return name === "claim" || name.startsWith("citation-") || (name === "cite" && Boolean(form.elements.source.value.trim()));
}

export function made(html) {
  const panel = document.createElement("div");
  panel.innerHTML = html;
  return panel;
}
