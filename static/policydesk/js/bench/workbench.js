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
    this.keys = new Keys(this, $("keys"));
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
    setInterval(() => document.hidden || this.saving.busy || this.poll(), POLL * 1000);
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

  // What helps with sources is loaded when the first of its fields has the focus.
  sourcing() {
    this.helper ??= import("./sourcing.js").then(({ Sourcing }) => new Sourcing(this));
    return this.helper;
  }

  // The saved copy of the source that is being attached, else of the last one attached.
  async copy(form = null) {
    await this.panels.show(this.claim);
    const cite = this.panels.form("cite"), cited = [...this.panels.shown.querySelectorAll("form:has(> [name=do][value^=citation])")];
    const chosen = form ?? (cite?.elements.source.value.trim() ? cite : cited.at(-1));
    if (!chosen) return this.say(this.words.no_copy);
    this.copying ??= import("./copying.js").then(({ Copying }) => new Copying(this));
    await (await this.copying).open(chosen);
  }

  async #typing(field) {
    if (!field.matches("[name=source], [name=passage]")) return;
    const helper = await this.sourcing();
    if (field.name === "source") helper.dress(field);
  }

  // --- What is changed
  mark() {
    if (!document.querySelector("form > [value=mark]")) return this.say(this.words.may_not_mark);
    const place = this.reading.wanted();
    if (!place) return this.say(this.words.choose_words);
    const kind = $("id_mark-kind").value;
    this.saving.send("", [["do", "mark"], ["words", ""], ["part", place[0]], ["kind", kind], ["place", place.join(":")]], { marks: true });
  }

  // Undo or redo the last verdict or source: the server keeps them, and leads to the claim.
  turn(way) {
    this.saving.send("", [["do", way]], { turns: true });
  }

  #pasted(event) {
    event.preventDefault();
    const fields = [...new FormData(event.target)], button = event.submitter;
    if (button?.name) fields.push([button.name, button.value]);
    this.saving.send("", fields, { marks: true, pasted: event.target });
  }

  // Record a verdict on the chosen claim, or open the field of what it needs; then on to the next unresolved one.
  async verdict(verdict) {
    const claim = this.claim, panel = await this.panels.show(claim);
    if (!panel || this.claim !== claim) return;
    const button = panel.querySelector(`button[name=verdict][value=${verdict}]`);
    if (!button) return this.#lacks(panel, claim, verdict);
    const note = button.form.elements.note;
    if ("asks" in button.dataset && !note.value.trim()) {
      this.pending = { claim, verdict };
      this.say(button.textContent.trim().replace(/\s+/g, " "));
      return this.#ask(note);
    }
    this.pending = null;
    this.panels.submit(button.form, button, { verdict: true });
    this.listing.mark(claim, this.words.saving);
    this.listing.list.focus({ preventScroll: true });
    this.chooseOpen(1);
  }

  async #lacks(panel, claim, verdict) {
    const barred = panel.querySelector("[data-barred]"), row = panel.querySelector(`[data-verdict=${verdict}]`);
    this.say(barred?.textContent ?? row?.closest("div").querySelector("dd").textContent ?? this.words.not_now);
    if (!row?.dataset.opens) return;
    const opened = await this.field(row.dataset.opens);
    if (!opened) return;
    this.pending = { claim, verdict };
    const stance = this.panels.form("cite")?.elements.stance;
    if (row.dataset.stance && stance) stance.value = row.dataset.stance;
  }

  #ask(field) {
    document.body.classList.add("sheet");
    return this.panels.open(field);
  }

  async field(name) {
    await this.panels.show(this.claim);
    const { panels } = this, details = panels.form("claim")?.elements;
    const cited = panels.shown?.querySelector("form:has(> [name=do][value^=citation]) [name=passage]");
    const found = {
      source: panels.form("cite")?.elements.source,
      passage: cited ?? panels.form("cite")?.elements.passage,
      speaker: details?.speaker, kind: details?.kind, owner: details?.owner,
      note: panels.form("check")?.elements.note,
      retire: panels.form("retire")?.elements.reason,
      waive: panels.form("waive")?.elements.reason,
    }[name];
    if (!found) this.say(this.words.not_here);
    if (found) this.#ask(found);
    return found;
  }

  // Ctrl+Enter: save what was typed, confirm, go on. The note says which verdict waits for it.
  async confirm() {
    await (await this.helper)?.settled;
    const verdict = this.pending?.verdict ?? "confirmed";
    this.panels.flush();
    if (!this.saving.isWaiting(this.claim)) return this.verdict(verdict);
    this.pending = { claim: this.claim, verdict };
    this.listing.list.focus({ preventScroll: true });
  }

  // Enter in a field of one line: it is saved, and the keys of the list work again.
  entered(event) {
    event.preventDefault();
    const name = event.target.form?.elements.do?.value;
    if (name === "check" && this.pending) return this.verdict(this.pending.verdict);
    if (name === "cite") return this.panels.open(event.target.form.elements.passage);
    event.target.form?.requestSubmit();
    this.listing.list.focus({ preventScroll: true });
  }

  // --- What the server says
  answered(job, found, status) {
    this.#shownAnew(found);
    document.title = (status < 400 ? "" : `${this.words.error} `) + this.title;
    if (found.done) this.#done(job, found);
    else this.#refused(job, found);
    for (const sentence of found.told) this.say(sentence);
  }

  #shownAnew(found) {
    $("here").innerHTML = found.here;
    this.stamp = found.stamp;
    if (!found.list) return [];
    $("ready").innerHTML = found.ready;
    const changed = this.listing.take(found.list);
    for (const waits of this.saving.waiting) if (waits.verdict) this.listing.mark(waits.claim, this.words.saving);
    this.reading.take(found.story, found.map);
    if ($("empty")) $("empty").hidden = this.listing.rows.length > 0;
    return changed;
  }

  #done(job, found) {
    if (job.pasted) job.pasted.reset();
    if (job.marks || job.turns) {
      this.panels.take(found.claim, found.panel);
      this.choose(found.claim);
    } else if (found.claim) {
      this.panels.take(found.claim, found.panel, { done: job });
    } else {
      this.panels.drop(job.claim);
      this.choose(this.listing.open(1) ?? this.listing.rows[0]?.dataset.claim);
    }
    if (this.pending?.claim === job.claim && this.claim === job.claim && !this.saving.isWaiting(job.claim)) this.verdict(this.pending.verdict);
  }

  // Back to the claim whose change was refused, with the sentence and all that was typed.
  async #refused(job, found) {
    this.pending = null;
    const claim = job.claim || found.claim;
    this.saving.forget(claim);
    const box = document.createElement("div");
    box.innerHTML = found.panel;
    const sentence = box.querySelector(".problems li")?.textContent ?? this.words.not_now;
    this.say(sentence);
    if (job.marks || job.turns) return;
    this.panels.take(claim, found.panel, { force: found.claim && job.form?.isConnected && job.form });
    await this.choose(claim, { sheet: true });
    const wrong = this.panels.shown?.querySelector(".field.wrong :is(input, select, textarea)");
    (wrong ?? this.panels.shown?.querySelector(".problems"))?.focus();
  }

  async poll() {
    try {
      const [found] = await this.saving.ask({ stamp: this.stamp, claim: this.claim });
      for (const row of this.#shownAnew(found)) this.#tell(row);
      if (!found.list) return;
      this.panels.forget();
      if (found.claim) this.panels.take(found.claim, found.panel);
    } catch {
      // The next look may find the server again.
    }
  }

  #tell(row) {
    const words = row.querySelector(".words").textContent.split(".")[0], reads = row.querySelector(".reads").textContent;
    this.say([row.dataset.who, `${this.words.claim} ${words}`, reads].filter(Boolean).join(", "));
  }

  say(sentence) {
    $("said").textContent = sentence;
  }

  // What the eye sees anyway.
  hear(sentence) {
    $("heard").textContent = sentence;
  }

  note(state) {
    const time = new Date().toTimeString().slice(0, 5);
    $("saved").textContent = this.words[state].replace("%s", time);
    $("saved").dataset.state = state;
    if (state === "saving" || state === "saved") return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.try_now;
    button.addEventListener("click", () => this.saving.now());
    $("saved").append(" ", button);
  }
}

const root = $("bench");
if (root && window.CSS?.highlights) new Bench(root);
