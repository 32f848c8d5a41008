// What the server says, put in the place of what stood: loaded with the first change, or the first look at colleagues'.
import { dress } from "./listing.js";
import { FIELDS, made, told } from "./panels.js";

const $ = (id) => document.getElementById(id);

export class Answering {
  constructor(bench) {
    this.bench = bench;
  }

  answered(job, found, status) {
    this.#shownAnew(found);
    document.title = (status < 400 ? "" : `${this.bench.words.error} `) + this.bench.title;
    if (found.done) this.#done(job, found);
    else this.#refused(job, found);
    for (const sentence of found.told) this.bench.say(sentence);
  }

  #shownAnew(found) {
    $("here").innerHTML = found.here;
    this.bench.stamp = found.stamp;
    if (!found.list) return [];
    $("ready").innerHTML = found.ready;
    const changed = this.#rows(found.list);
    for (const waits of this.bench.saving.waiting) if (waits.verdict) this.bench.listing.mark(waits.claim, this.bench.words.saving);
    this.bench.reading.take(found.story, found.map);
    if ($("empty")) $("empty").hidden = this.bench.listing.rows.length > 0;
    return changed;
  }

  // Take the rows of `html`; return those that read otherwise than before.
  #rows(html) {
    const { listing } = this.bench, { chosen } = listing, fresh = document.createElement("ol");
    fresh.innerHTML = html;
    const before = new Map(listing.rows.map((row) => [row.dataset.claim, row.querySelector(".reads").textContent]));
    listing.list.replaceChildren(...fresh.children);
    for (const row of listing.rows) dress(row);
    listing.list.closest("nav").hidden = !listing.rows.length;
    listing.choose(chosen);
    return listing.rows.filter((row) => before.get(row.dataset.claim) !== row.querySelector(".reads").textContent);
  }

  #done(job, found) {
    if (job.pasted) job.pasted.reset();
    if (job.marks || job.turns) {
      this.#take(found.claim, found.panel);
      this.bench.choose(found.claim);
    } else if (found.claim) {
      this.#take(found.claim, found.panel, { done: job });
    } else {
      this.bench.panels.drop(job.claim);
      this.bench.choose(this.bench.listing.open(1) ?? this.bench.listing.rows[0]?.dataset.claim);
    }
    if (this.bench.pending?.claim === job.claim && this.bench.claim === job.claim && !this.bench.saving.isWaiting(job.claim)) this.#sign(this.bench.pending, found.told.join(" "));
  }

  // Back to the claim whose change was refused, with the sentence and all that was typed.
  async #refused(job, found) {
    this.bench.pending = null;
    const claim = job.claim || found.claim;
    if (this.bench.claim !== claim) this.bench.panels.flush(); // what is left behind is sent before the refusal is said
    this.bench.saving.forget(claim);
    const box = document.createElement("div");
    box.innerHTML = found.panel;
    const sentence = box.querySelector(".problems li")?.textContent ?? this.bench.words.not_now;
    this.bench.saving.refusal = sentence;
    this.bench.say(sentence, { wrong: true });
    if (job.marks || job.turns) return;
    this.#take(claim, found.panel, { force: found.claim && job.form?.isConnected && job.form });
    await this.bench.choose(claim, { sheet: true });
    const wrong = this.bench.panels.shown?.querySelector(".field.wrong :is(input, select, textarea)");
    (wrong ?? this.bench.panels.shown?.querySelector(".problems"))?.focus();
  }

  async poll() {
    try {
      const [found] = await this.bench.saving.ask({ stamp: this.bench.stamp, claim: this.bench.claim });
      for (const row of this.#shownAnew(found)) this.#tell(row);
      if (!found.list) return;
      this.bench.panels.forget();
      if (found.claim) this.#take(found.claim, found.panel);
    } catch {
      // The next look may find the server again.
    }
  }

  #tell(row) {
    const words = row.querySelector(".words").textContent.split(".")[0], reads = row.querySelector(".reads").textContent;
    this.bench.say([row.dataset.who, `${this.bench.words.claim} ${words}`, reads].filter(Boolean).join(", "));
  }

  async #sign(pending, told) {
    (await this.bench.deciding()).sign(pending, told);
  }

  // Put what stands now in the place of what stood; parts that hold the focus or unsaved words stay as they are.
  #take(claim, html, { done = null, force = null } = {}) {
    const { panels } = this.bench, fresh = made(html), old = panels.kept.get(claim);
    if (done && told(done.form) === done.told) panels.saved.set(done.form, done.told);
    if (!old) return panels.keep(claim, fresh);
    const forced = (part) => force && part.contains(force);
    const busy = (part) => !forced(part) && ((part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) || panels.dirty(part));
    settle(old, fresh, busy);
    const version = html.match(/name="version" value="(\d+)"/)?.[1]; // its parts stand in the old panel by now
    for (const form of old.querySelectorAll("form")) if (!panels.saved.has(form)) panels.saved.set(form, told(form));
    if (version) this.bench.saving.versions.set(claim, version);
  }
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
