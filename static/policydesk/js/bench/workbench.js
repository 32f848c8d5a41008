// Turns the claims page into the workbench. Without it, or where the browser cannot, the page stays as it is: whole.
import { Keys } from "./keys.js";
import { Listing } from "./listing.js";
import { Panels } from "./panels.js";
import { Reading } from "./reading.js";
import { Saving } from "./saving.js";

const POLL = 15; // seconds between two looks at what colleagues do
const $ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($(id).textContent);

class Bench {
  constructor(root) {
    this.root = root;
    this.url = root.dataset.url;
    this.words = read("words");
    this.saving = new Saving(this);
    this.reading = new Reading(this, $("story"), read("map"));
    if (!this.reading.text) return;
    this.#furnish($("live").content);
    this.listing = new Listing(this, $("list"));
    this.panels = new Panels(this, $("panel"));
    this.panels.place.addEventListener("focusin", (event) => this.#typing(event.target));
    this.keys = new Keys(this, $("keys"), read("verdicts"));
    this.parts = {};
    this.stamp = root.dataset.stamp;
    this.pending = null; // a verdict that waits for what it needs: {claim, verdict}
    this.title = document.title;
    this.#begin();
  }

  #begin() {
    document.body.classList.add("live");
    this.#measure();
    addEventListener("resize", () => this.#measure());
    new ResizeObserver(() => this.#measure()).observe(document.querySelector(".ready"));
    this.panels.adopt(this.listing.chosen);
    if ($("mark") && this.listing.rows.length && !document.querySelector(".problems")) $("mark").open = false;
    const claim = this.listing.chosen || this.listing.open(1) || this.listing.rows[0]?.dataset.claim;
    if (claim) this.choose(claim, { sheet: Boolean(this.listing.chosen), address: Boolean(this.listing.chosen) });
    $("ready").addEventListener("click", (event) => this.#jump(event));
    addEventListener("beforeunload", (event) => (this.saving.busy || this.panels.unsaved) && event.preventDefault());
    setInterval(() => document.hidden || this.saving.busy || this.#poll(), POLL * 1000);
    document.querySelector("form:has(> [value=mark])")?.addEventListener("submit", (event) => this.#pasted(event));
    if (!document.querySelector(".problems")) (this.listing.rows.length ? this.listing.list : this.reading.story).focus({ preventScroll: true });
  }

  #furnish(parts) {
    document.querySelector(".ready").append(parts.getElementById("line"));
    this.tools = parts.getElementById("tools");
    $("list").closest("nav").before(...[this.tools, parts.getElementById("empty")].filter(Boolean));
    this.root.after(parts.getElementById("keys"));
    $("panel").before(parts.getElementById("close"));
    $("close").addEventListener("click", () => this.back());
  }

  // The panes take what the head of the page leaves of the window.
  #measure() {
    document.body.style.setProperty("--above", `${Math.round(this.root.getBoundingClientRect().top + scrollY)}px`);
  }

  // --- What is looked at
  get claim() {
    return this.listing.chosen;
  }

  async choose(claim, { sheet = false, address = true } = {}) {
    if (!claim) return;
    if (this.pending?.claim !== claim) this.pending = null;
    if (this.claim !== claim) this.panels.flush();
    this.listing.choose(claim);
    this.reading.show(claim, { scroll: true });
    document.body.classList.toggle("sheet", sheet);
    if (address) history.replaceState(null, "", `${this.url}?${new URLSearchParams({ claim })}`);
    await this.panels.show(claim);
    const next = this.listing.open(1);
    if (next) this.panels.load(next);
  }

  chooseOpen(step) {
    const next = this.listing.open(step);
    if (next) this.choose(next);
    else this.say(this.words.none_open);
    return next;
  }

  #jump(event) {
    const link = event.target.closest("a[href]"), claim = link && new URL(link.href).searchParams.get("claim");
    if (!claim || link.pathname !== location.pathname) return;
    event.preventDefault();
    this.choose(claim, { sheet: true });
    this.listing.list.focus({ preventScroll: true });
  }

  toList() {
    const claim = this.reading.claimHere();
    if (claim) this.choose(claim);
    this.listing.list.focus();
  }

  toStory() {
    this.reading.goTo(this.claim);
    this.reading.story.focus({ preventScroll: true });
  }

  toPanel() {
    document.body.classList.add("sheet");
    $("claim-title")?.focus();
  }

  back() {
    this.panels.flush();
    this.pending = null;
    document.body.classList.remove("sheet");
    this.listing.list.focus({ preventScroll: true });
  }

  // What is loaded when it is first wanted; what did not come is asked for again.
  #part(name, load) {
    this.parts[name] ??= load().catch((problem) => {
      delete this.parts[name];
      throw problem;
    });
    return this.parts[name];
  }

  answering() {
    return this.#part("answering", () => import("./answering.js").then(({ Answering }) => new Answering(this)));
  }

  deciding() {
    return this.#part("deciding", () => import("./deciding.js").then(({ Deciding }) => new Deciding(this)));
  }

  copying() {
    return this.#part("copying", () => import("./copying.js").then(({ Copying }) => new Copying(this)));
  }

  // What helps with sources is loaded when the first of its fields has the focus.
  sourcing() {
    return this.#part("sourcing", () => import("./sourcing.js").then(({ Sourcing }) => new Sourcing(this)));
  }

  async #typing(field) {
    if (!field.matches("[name=source], [name=passage]")) return;
    const helper = await this.sourcing();
    if (field.name === "source") helper.dress(field);
  }

  // --- What is changed
  // Undo or redo the last verdict or source: the server keeps them, and leads to the claim.
  turn(way) {
    this.saving.send("", [["do", way]], { turns: true });
  }

  // What is done to the chosen claim is loaded with the first of it.
  async #do(name, ...more) {
    const deciding = await this.deciding().catch(() => this.say(this.words.not_now));
    return deciding?.[name](...more);
  }

  mark() {
    return this.#do("mark");
  }

  #pasted(event) {
    event.preventDefault();
    this.#do("pasted", event.target, event.submitter);
  }

  verdict(verdict) {
    return this.#do("verdict", verdict, this.claim);
  }

  field(name) {
    return this.#do("field", name);
  }

  copy(form = null) {
    return this.#do("copy", form);
  }

  confirm() {
    return this.#do("confirm");
  }

  entered(event) {
    event.preventDefault();
    return this.#do("entered", event.target);
  }

  ask(field) {
    document.body.classList.add("sheet");
    return this.panels.open(field);
  }

  async #poll() {
    try {
      await (await this.answering()).poll();
    } catch {
      // The next look may find the server again.
    }
  }

  say(sentence, { wrong = false } = {}) {
    const said = $("said");
    said.textContent = said.title = sentence;
    said.classList.toggle("wrong", wrong);
    if (!wrong) return;
    const state = document.createElement("span"); // the eye sees it beside
    state.className = "sr";
    state.textContent = `${this.words.refused} `;
    said.prepend(state);
  }

  // What the eye sees anyway.
  hear(sentence) {
    $("heard").textContent = sentence;
  }

  note(state) {
    const time = new Date().toTimeString().slice(0, 5);
    $("saved").textContent = this.words[state].replace("%s", time);
    $("saved").dataset.state = state;
    if (["saving", "saved", "refused"].includes(state)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.try_now;
    button.addEventListener("click", () => this.saving.now());
    $("saved").append(" ", button);
  }
}

const root = $("bench");
if (root && window.CSS?.highlights) new Bench(root);
