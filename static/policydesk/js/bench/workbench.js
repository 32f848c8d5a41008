// Turns the claims page into the workbench. Without it, or where the browser cannot, the page stays as it is: whole.
import { Keys } from "./keys.js";
import { Listing, STACKED } from "./listing.js";
import { Panels } from "./panels.js";
import { Reading } from "./reading.js";
import { Saving } from "./saving.js";

const AWAY = "not loaded";
const POLL = 15; // seconds between two looks at what colleagues do
const PARTS = { // named in full: in production they have other names
  answering: () => import("./answering.js"),
  copying: () => import("./copying.js"),
  deciding: () => import("./deciding.js"),
  placing: () => import("./placing.js"),
  publishing: () => import("./publishing.js"),
  rewording: () => import("./rewording.js"),
  sourcing: () => import("./sourcing.js"),
  suggesting: () => import("./suggesting.js"),
  wording: () => import("./wording.js"),
};
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
    document.body.classList.add("live");
    this.ready = $("ready");
    this.panels = new Panels(this, $("panel")); // its forms first: docs/decisions/0028
    this.#furnish($("live").content);
    this.listing = new Listing(this, $("list"));
    this.panels.place.addEventListener("focusin", (event) => this.#typing(event.target));
    this.keys = new Keys(this, $("keys"), read("verdicts"));
    this.parts = {};
    this.drafts = new Map(); // sentence → {words, at}: others for it, typed and not saved
    this.stamp = root.dataset.stamp;
    this.pending = null; // a verdict that waits: {claim, verdict, awaits: forms that bring what it lacks, ready}
    this.title = document.title;
    this.#begin();
  }

  #begin() {
    this.#measure();
    addEventListener("resize", () => this.#measure());
    new ResizeObserver(() => this.#measure()).observe(document.querySelector(".ready"));
    const { chosen } = this.listing;
    if ($("mark") && this.listing.rows.length && !document.querySelector(".problems")) $("mark").open = false;
    this.choose(this.panels.adopt(chosen), { sheet: Boolean(chosen), address: Boolean(chosen) });
    $("suggestions")?.addEventListener("toggle", () => this.part("suggesting").catch((problem) => this.failed(problem)), { capture: true });
    addEventListener("beforeunload", (event) => (this.saving.busy || this.panels.unsaved.length || this.drafts.size) && event.preventDefault());
    setInterval(() => document.hidden || this.saving.busy || this.#poll(), POLL * 1000);
    this.panels.marking?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.do("pasted", event.target, event.submitter);
    });
    const place = this.listing.rows.length && (chosen || !STACKED.matches) ? this.listing : this.reading.story;
    if (!document.querySelector(".problems")) place.focus({ preventScroll: true });
    if (location.hash === "#mark") this.do("unclaimed");
  }

  #furnish(parts) {
    document.querySelector(".ready").append(parts.getElementById("line"));
    this.tools = parts.getElementById("tools");
    $("list").closest("nav").before(...[this.tools, parts.getElementById("empty")].filter(Boolean));
    this.root.after(...parts.querySelectorAll("dialog"));
    this.taps = parts.getElementById("taps");
    $("panel").before(this.taps);
    $("close").addEventListener("click", () => this.back());
  }

  // The panes take what the head of the page leaves of the window.
  #measure() {
    this.root.style.setProperty("--above", `${Math.round(this.root.getBoundingClientRect().top + scrollY)}px`);
  }

  get claim() {
    return this.listing.chosen;
  }

  async choose(claim, { sheet = false, address = true } = {}) {
    if (!claim) return;
    if (this.pending?.claim !== claim) this.pending = null;
    if (this.claim !== claim) this.panels.flush();
    this.inStory = false;
    this.listing.choose(claim);
    this.reading.show(claim, { scroll: true });
    document.body.classList.toggle("sheet", sheet);
    if (address) history.replaceState(null, "", `${this.url}?${new URLSearchParams({ claim })}`);
    await this.panels.show(claim);
    const next = this.listing.open(1);
    if (next) this.panels.load(next);
  }

  chooseOpen(step) {
    this.listing.left.add(this.claim);
    const next = this.listing.open(step);
    if (next) this.choose(next);
    else this.say(this.words.none_open);
    return next;
  }

  back() {
    this.panels.flush();
    this.pending = null;
    document.body.classList.remove("sheet");
    this.listing.focus();
  }

  // What is loaded when it is first wanted; what did not come is asked for again.
  part(name) {
    this.parts[name] ??= this.load(name).then(({ default: Part }) => new Part(this)).catch((problem) => {
      delete this.parts[name];
      throw problem;
    });
    return this.parts[name];
  }

  load(name) {
    return PARTS[name]().catch(() => {
      throw new Error(AWAY);
    });
  }

  // Say what could not be loaded; anything else is a fault of ours, and stays one.
  failed(problem) {
    if (problem.message !== AWAY) throw problem;
    this.say(this.words.not_loaded, { wrong: true, unsaved: false });
    return false;
  }

  async #typing(field) {
    if (!field.matches("[name=source], [name=passage], [name=others]")) return;
    (await this.part("sourcing").catch(() => null))?.dress(field); // it takes any name without
  }

  // What is done to the chosen claim or in the story: loaded with the first of it.
  async do(name, ...more) {
    try {
      return await (await this.part("deciding"))[name](...more);
    } catch (problem) {
      return this.failed(problem);
    }
  }

  ask(field) {
    document.body.classList.add("sheet");
    return this.panels.open(field);
  }

  // What does not come now may come with the next look.
  #poll() {
    this.part("answering").then((part) => part.poll()).catch(() => null);
  }

  // `unsaved`: what went wrong is that it was not saved.
  say(sentence, { wrong = false, unsaved = wrong } = {}) {
    const said = $("said");
    said.textContent = said.title = sentence;
    said.classList.toggle("wrong", wrong);
    if (!unsaved) return;
    const state = document.createElement("span"); // the eye sees it beside
    state.className = "sr";
    state.textContent = `${this.words.refused} `;
    said.prepend(state);
  }

  // What the eye sees anyway.
  hear(sentence) {
    $("heard").textContent = sentence;
  }

  again(act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.try_now;
    button.addEventListener("click", act);
    return button;
  }

  note(state) {
    const time = new Date().toTimeString().slice(0, 5);
    $("saved").textContent = this.words[state].replace("%s", time);
    $("saved").dataset.state = state;
    if (!["saving", "saved", "refused"].includes(state)) {
      $("saved").append(" ", this.again(() => this.saving.now()));
    }
    this.noted?.(); // a dialog lies over the line
  }
}

const root = $("bench"), bench = root && window.CSS?.highlights && new Bench(root);
if (root && !bench?.keys) import("../unsaved.js"); // the page as it is asks before typed words are left
