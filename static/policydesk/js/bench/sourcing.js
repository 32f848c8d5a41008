// The source field as a combobox, sources to take by a digit, and the grade of a passage as it is typed.
import { told } from "./panels.js";

const LATER = 200; // milliseconds of rest before the server is asked

export default class Sourcing {
  constructor(bench) {
    this.bench = bench;
    this.place = bench.panels.place;
    this.place.addEventListener("focusout", (event) => event.target === this.field && this.#left(event.relatedTarget));
    bench.listing.list.addEventListener("focusout", () => this.#close());
    this.place.addEventListener("input", (event) => this.#typed(event.target));
    this.place.addEventListener("keydown", (event) => event.target === this.field && this.#key(event), true);
    this.place.addEventListener("keydown", (event) => event.key === "Escape" && this.#untake(event.target.form), true);
    this.place.addEventListener("mousedown", (event) => this.#pressed(event));
    this.place.addEventListener("click", (event) => this.#wording(event));
  }

  // --- Which source
  dress(field) {
    if (field.name === "passage") return;
    if (field.name === "others") return this.#others(field);
    this.field = field;
    if (field.getAttribute("role") === "combobox") return this.#ask();
    field.removeAttribute("list");
    const list = document.createElement("div");
    list.id = "offers";
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.bench.words.sources);
    list.hidden = true;
    field.after(list);
    this.#ask();
  }

  // The other claims as the list has them now; those that were chosen stay so.
  #others(field) {
    const { rows, chosen } = this.bench.listing, now = rows.filter((row) => row.dataset.claim !== chosen);
    if (now.map((row) => row.dataset.claim).join() === [...field.options].map((one) => one.value).join()) return;
    const kept = new Set([...field.selectedOptions].map((one) => one.value));
    field.replaceChildren(...now.map((row) => new Option(row.querySelector(".words").textContent, row.dataset.claim, false, kept.has(row.dataset.claim))));
  }

  get list() {
    return this.field?.parentElement.querySelector("#offers");
  }

  #typed(field) {
    clearTimeout(this.timer);
    this.bench.panels.held.delete(field.form); // it was touched
    if (field.name === "source") this.timer = setTimeout(() => this.#ask(), LATER / 2);
    if (field.name === "passage") this.timer = setTimeout(() => this.grade(field), LATER);
  }

  async #offers(typed) {
    const query = new URLSearchParams({ q: typed, claim: this.bench.claim });
    return (await this.#fetched(`sources/?${query}`)).options;
  }

  async #fetched(path, more = {}) {
    const answer = await fetch(this.bench.url + path, { ...more, headers: { Accept: "application/json", ...more.headers } });
    if (!answer.ok) throw new Error("refused");
    return answer.json();
  }

  async #ask() {
    const field = this.field, typed = field.value.trim();
    try {
      const options = await this.#offers(typed);
      if (document.activeElement !== field || field.value.trim() !== typed) return; // somebody typed on
      this.list.innerHTML = options;
      this.#choose(typed ? 0 : -1);
    } catch {
      this.#close(); // any name can be typed all the same
    }
  }

  #choose(number) {
    const options = [...this.list.children];
    options.forEach((option, at) => option.setAttribute("aria-selected", at === number));
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", Boolean(options.length));
    if (options[number]) this.field.setAttribute("aria-activedescendant", options[number].id);
    else this.field.removeAttribute("aria-activedescendant");
    (options[number] ?? this.list).scrollIntoView({ block: "nearest" });
    this.at = number;
  }

  // Those at hand stay in sight while the list of claims has the keys that take them.
  #left(place) {
    const keyed = !this.field.value.trim() && this.list?.querySelector("[aria-keyshortcuts]");
    this.#close(keyed && place === this.bench.listing.list);
  }

  #close(stays = false) {
    if (!this.list) return;
    this.list.hidden = !stays;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const options = this.list.hidden ? [] : [...this.list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      this.#choose((this.at + step + options.length) % options.length);
    } else if (event.key === "Escape") {
      return this.#close(); // and on to the list of claims
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && this.field.value.trim()) {
      this.settled = this.#enter();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Enter takes the option that stands there, or the one that the last letters would have brought.
  async #enter() {
    const field = this.field, typed = field.value.trim();
    clearTimeout(this.timer);
    this.bench.panels.open(field.form.elements.passage); // at once: what is pasted next belongs there
    try {
      const fresh = document.createElement("div");
      fresh.innerHTML = this.list.hidden ? await this.#offers(typed) : this.list.innerHTML;
      const option = fresh.children[Math.max(0, this.list.hidden ? 0 : this.at)];
      if (option) this.#take(field, option);
    } catch {
      // The words stay as they were typed, and are looked up when they are saved.
    }
    this.#close();
  }

  #pressed(event) {
    const option = event.target.closest("#offers [role=option]");
    if (!option) return;
    event.preventDefault();
    this.#take(this.field, option);
    this.bench.panels.open(this.field.form.elements.passage);
  }

  #take(field, option, unread = false) {
    const { directness, interested } = field.form.elements;
    field.value = option.dataset.value;
    if (option.dataset.directness) directness.value = option.dataset.directness;
    interested.checked = "interested" in option.dataset;
    const { passage } = field.form.elements;
    const offered = !passage.value.trim() && option.dataset.passage;
    if (!passage.value.trim()) {
      passage.value = offered ?? ""; // its words, to be read before they are taken
      passage.select();
    }
    if (passage.value.trim()) this.grade(passage);
    if (unread || offered) this.bench.panels.held.set(field.form, told(field.form));
  }

  // Esc leaves what the desk put there, and nobody touched.
  #untake(form) {
    if (form?.elements.do?.value === "cite" && this.bench.panels.held.get(form) === told(form)) form.reset();
  }

  // Take the source that stands at `number` of those at hand: of those in sight, where they are.
  async offered(number) {
    const cite = this.bench.panels.form("cite")?.elements.source, seen = cite && cite === this.field && !this.list.hidden ? this.list.innerHTML : "";
    const field = await this.bench.do("field", "source");
    if (!field) return false;
    this.bench.panels.open(field.form.elements.passage);
    this.settled = this.#offer(field, number, seen);
  }

  async #offer(field, number, seen) {
    const fresh = document.createElement("div");
    try {
      fresh.innerHTML = seen || (await this.#offers(""));
    } catch {
      return this.bench.say(this.bench.words.not_loaded, { wrong: true, unsaved: false });
    }
    const option = fresh.children[number - 1];
    if (option) this.#take(field, option, true);
    this.bench.say(option ? option.querySelector(".words").textContent : this.bench.words.no_source);
  }

  // --- How a passage stands
  async grade(field) {
    const source = field.form.elements.source?.value ?? field.form.elements.do.dataset.source;
    const said = this.#saying(field), passage = field.value;
    if (!source || !passage.trim()) return said.replaceChildren();
    try {
      const { saving } = this.bench;
      const body = new URLSearchParams({ source, passage });
      const found = await this.#fetched("passage/", { method: "POST", headers: { "X-CSRFToken": saving.token }, body });
      if (field.value === passage) said.innerHTML = found.grade;
    } catch {
      said.replaceChildren(); // it is graded when it is saved
    }
  }

  #saying(field) {
    if (!field.nextElementSibling?.matches(".grade")) {
      const said = document.createElement("div");
      said.className = "grade";
      said.setAttribute("role", "status");
      field.after(said);
    }
    return field.nextElementSibling;
  }

  #wording(event) {
    const words = event.target.closest("[data-wording]")?.dataset.wording;
    if (!words) return;
    const field = event.target.closest(".field").querySelector("[name=passage]");
    field.value = words;
    this.grade(field);
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
