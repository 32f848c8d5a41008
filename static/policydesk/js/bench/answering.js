// What the server says, put in the place of what stood: loaded with the first change, or the first look at colleagues'.
import { underWay } from "./deciding.js";
import { dress } from "./listing.js";
import { FIELDS, made, told } from "./panels.js";
import { Text } from "./text.js";

const MET = 409; // somebody else was faster, and the answer shows it
const $ = (id) => document.getElementById(id);

export default class Answering {
  constructor(bench) {
    this.bench = bench;
  }

  answered(job, found, status) {
    if (found.problem) return this.#stopped(job, found);
    const before = order(this.bench.listing);
    this.#shownAnew(found);
    if (found.done && !found.moved) this.forget(); // done before, and its answer was lost
    for (const [claim, versions] of Object.entries(found.moved ?? {})) this.#moved(claim, versions.map(String)).catch(() => null);
    document.title = (status < 400 ? "" : `${this.bench.words.error} `) + this.bench.title;
    if (job.answered) {
      job.answered(found);
      if (found.done && found.claim) this.#take(found.claim, found);
    } else if (found.done) this.#done(job, found);
    else this.#refused(job, found, status);
    for (const sentence of found.told) this.bench.say(sentence);
    if (order(this.bench.listing) !== before) this.forget(); // each panel says which of how many it is
  }

  #shownAnew(found) {
    $("here").innerHTML = found.here;
    this.bench.stamp = found.stamp;
    if (!found.list) return [];
    this.#readied(found.ready);
    this.#suggested(found.suggestions);
    const changed = this.#rows(found.list);
    for (const waits of this.bench.saving.waiting) if (waits.verdict) underWay(this.bench, waits.claim);
    retold(this.bench.reading, found.story, found.map);
    if ($("empty")) $("empty").hidden = this.bench.listing.rows.length > 0;
    return changed;
  }

  // What stands in the way, with the fold open that was open and the focus where it was, or on what came up there.
  #readied(html) {
    const place = $("ready"), stops = () => [...place.querySelectorAll("summary, [open] a")];
    const open = place.querySelector("[open]")?.dataset.fold, at = stops().indexOf(document.activeElement), { href } = document.activeElement;
    place.innerHTML = html;
    const fold = open && place.querySelector(`[data-fold=${open}]`);
    if (fold) fold.open = true;
    if (at < 0) return;
    const same = href && stops().find((stop) => stop.href === href);
    (same ?? stops()[Math.min(at, stops().length - 1)] ?? this.bench.listing.list).focus();
  }

  async #suggested(html) {
    const place = $("suggestions");
    if (!place) return;
    if (this.bench.parts.suggesting) (await this.bench.part("suggesting")).take(html);
    else place.innerHTML = html;
    const count = $("tools").querySelector("[data-key=g] .count");
    if (count) count.textContent = place.querySelector("[data-count]")?.dataset.count ?? "";
  }

  // Take the rows of `html`; return those that read otherwise than before.
  #rows(html) {
    const { listing } = this.bench, { chosen } = listing, fresh = document.createElement("ol");
    fresh.innerHTML = html;
    const before = new Map(listing.rows.map((row) => [row.dataset.claim, [row.querySelector(".reads").textContent, row.dataset.check]]));
    listing.list.replaceChildren(...fresh.children);
    for (const row of listing.rows) dress(row);
    for (const row of listing.rows) if (row.dataset.check && row.dataset.check !== before.get(row.dataset.claim)?.[1]) row.dataset.fresh = "";
    listing.list.closest("nav").hidden = !listing.rows.length;
    listing.choose(chosen);
    return listing.rows.filter((row) => before.get(row.dataset.claim)?.[0] !== row.querySelector(".reads").textContent);
  }

  #done(job, found) {
    if (job.pasted) this.#pasted(job);
    if ((job.suggests || job.turns) && !found.claim) return this.#left(job, found); // a suggestion or a sentence, which is of no claim
    if (job.marks || job.turns || job.suggests) {
      this.#take(found.claim, found);
      this.bench.choose(found.claim, { sheet: job.marks });
    } else if (found.claim) {
      this.#take(found.claim, found, { done: job });
    } else this.#dropped(job.claim, job, found);
    if (this.#awaited(job)) this.#sign(this.bench.pending, found.told.join(" "));
  }

  // Whether a verdict waited for this: for all that Ctrl+Enter sent, or for the very form that it asked for. Words of a
  // note that somebody is typing are never signed.
  #awaited({ claim, fields }) {
    const { pending, saving } = this.bench, [, done] = fields.find(([name]) => name === "do");
    if (pending?.claim !== claim || this.bench.claim !== claim || saving.isWaiting(claim)) return false;
    return pending.ready || (pending.awaits?.includes(done) && document.activeElement?.name !== "note");
  }

  #pasted({ pasted: form, told: sent }) {
    form.querySelector(".places")?.remove();
    if (told(form) === sent) form.reset(); // else the next words stand there
  }

  // Words that stand more than once: the places to choose from, in the form.
  #offered(form, places) {
    form.querySelector(".places")?.remove();
    if (!places) return;
    form.querySelector(".field").before(...made(places).children);
    form.querySelector(".places button").focus();
  }

  // Back to the claim whose change was refused, with the sentence and all that was typed.
  async #refused(job, found, status) {
    this.bench.pending = null;
    const claim = job.claim || found.claim;
    if (this.bench.claim !== claim) this.bench.panels.flush(); // what is left behind is sent before the refusal is said
    this.#withdraw(claim);
    const sentence = refusal(found) ?? this.bench.words.not_now;
    if (!job.turns) this.bench.saving.refusal = sentence; // where there is nothing to undo, nothing is unsaved
    this.bench.say(sentence, { wrong: true, unsaved: !job.turns });
    if (job.pasted) this.#offered(job.pasted, found.places);
    if (job.marks || job.turns || job.suggests) return;
    this.#take(claim, found, { force: found.claim && job.form, met: status === MET });
    await this.bench.choose(claim, { sheet: true });
    const wrong = this.bench.panels.shown?.querySelector(".field.wrong :is(input, select, textarea)");
    (wrong ?? this.bench.panels.shown?.querySelector(".problems"))?.focus();
  }

  // What was meant for `claim` before its maker knew what stands there now: it stays typed, and is not sent.
  #withdraw(claim) {
    const { saving } = this.bench;
    saving.waiting = saving.waiting.filter((job) => job.claim !== claim);
  }

  // A further claim that one's own deed changed: its panel says so, and what is typed there does not meet it as a colleague's.
  async #moved(claim, [was, now]) {
    const { panels, saving } = this.bench;
    await panels.loading.get(claim);
    if (saving.versions.get(claim) === was) saving.versions.set(claim, now);
    const panel = panels.kept.get(claim);
    if (!panel) return;
    if (panel !== panels.shown && !dirty(panels, panel)) return panels.kept.delete(claim);
    const [found] = await saving.ask({ claim, only: "panel" });
    if (!found.problem) this.#take(claim, found);
  }

  // Forget the panels that were fetched, but for what is typed into or looked at.
  forget() {
    const { panels } = this.bench;
    for (const [claim, panel] of panels.kept) if (panel !== panels.shown && !dirty(panels, panel)) panels.kept.delete(claim);
  }

  // Done again, a claim may be off the list: its panel goes with it, unless something is typed there.
  #left(job, found) {
    const { listing, panels } = this.bench, [claim] = [...panels.kept].find(([, panel]) => panel === panels.shown) ?? [];
    if (job.turns && claim && !listing.row(claim)) this.#dropped(claim, job, found);
  }

  #dropped(claim, { form }, found) {
    const { panels, listing } = this.bench, panel = panels.kept.get(claim);
    if (form) panels.saved.set(form, told(form));
    if (panel && dirty(panels, panel)) return (found.told = [[...found.told, this.bench.words.typed_there].join(" ")]);
    if (panels.shown === panel) panels.place.replaceChildren();
    panels.kept.delete(claim);
    this.forget();
    this.bench.choose(listing.open(1) ?? listing.rows[0]?.dataset.claim);
  }

  // What can never arrive, by a right that was taken or words without measure: it stays typed, and the others go on.
  #stopped(job, found) {
    this.bench.pending = null;
    if (job.claim) this.#withdraw(job.claim);
    this.bench.saving.refusal = found.problem;
    this.bench.say(found.problem, { wrong: true });
    job.answered?.({ done: false, ...found });
    this.#look("").catch(() => null); // rows and suggestions that were shown as sent
  }

  // Take what stands now, where it is not what `stamp` says; return the rows that read otherwise.
  async #look(stamp) {
    const [found] = await this.bench.saving.ask({ stamp, claim: this.bench.claim });
    if (found.problem) return [];
    const changed = this.#shownAnew(found);
    if (found.list) this.forget();
    if (found.list && found.claim) this.#take(found.claim, found);
    return changed;
  }

  // All as it stands now, whatever was seen.
  async anew() {
    await this.#look("");
  }

  async poll() {
    for (const row of await this.#look(this.bench.stamp)) this.#tell(row);
  }

  #tell(row) {
    const { who } = row.dataset, { told_check, told_row } = this.bench.words;
    const said = { who, number: row.querySelector(".words").textContent.split(".")[0], reads: row.querySelector(".reads").textContent };
    this.bench.say(("fresh" in row.dataset ? told_check : told_row).replace(/%\((\w+)\)s/g, (_all, name) => said[name]));
  }

  // What was refused is not saved, and is not sent again before it is changed or sent on purpose.
  #hold(form) {
    if (!form) return;
    this.bench.panels.saved.set(form, "");
    this.bench.panels.held.set(form, told(form));
  }

  async #sign(pending, told) {
    (await this.bench.part("deciding")).sign(pending, told);
  }

  // Put what stands now in the place of what stood; parts that hold the focus or unsaved words stay as they are. Did a
  // colleague change the claim meanwhile, they also stay at the version that was seen: their save meets it and shows
  // both. `met`: it just did.
  #take(claim, { panel, was }, { done = null, force = null, met = false } = {}) {
    const { panels, saving } = this.bench, fresh = made(panel), old = panels.kept.get(claim);
    const refused = force && fresh.querySelector(`form:has(> [name=do][value="${force.elements.do.value}"])`);
    const unseen = !met && String(was) !== saving.versions.get(claim);
    if (done && told(done.form) === done.told) panels.saved.set(done.form, done.told);
    if (!old) {
      panels.keep(claim, fresh);
      return this.#hold(refused);
    }
    const forced = (part) => force && part.contains(force);
    const busy = (part) => !forced(part) && ((part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) || dirty(panels, part));
    const kept = settle(old, fresh, busy, unseen) || Boolean(force);
    const version = panel.match(/name="version" value="(\d+)"/)?.[1]; // its parts stand in the old panel by now
    for (const form of old.querySelectorAll("form")) if (!panels.saved.has(form)) panels.saved.set(form, told(form));
    this.#hold(refused);
    if (version && !(kept && unseen)) saving.versions.set(claim, version);
  }
}

// Bring `old` up to `fresh`, part by part; what is busy stays, and learns the version that its next save must name, but
// for one whose making nobody here has seen. Returns whether something stayed.
function settle(old, fresh, busy, unseen) {
  const from = fresh.querySelector(".box.claim"), into = old.querySelector(".box.claim");
  if (!from || !into) return old.replaceChildren(...fresh.childNodes);
  for (const top of [...old.children]) if (top !== into) top.remove();
  into.before(...[...fresh.children].filter((top) => top !== from));
  const named = (part) => part.dataset.part;
  const parts = new Map([...into.children].filter(named).map((part) => [named(part), part]));
  let last = null, kept = false;
  for (const part of [...from.children].filter(named)) {
    const stands = parts.get(named(part));
    parts.delete(named(part));
    if (stands && busy(stands)) {
      kept = true;
      if (!unseen) restamp(stands, part);
    } else if (stands) stands.replaceWith(unfolded(part, stands));
    else if (last) last.after(part);
    else into.prepend(part);
    last = into.querySelector(`:scope > [data-part="${named(part)}"]`);
  }
  for (const part of parts.values()) if (!busy(part)) part.remove();
  return kept;
}

// Why it was refused, as the panel says it on top.
export function refusal(found) {
  return made(found.panel).querySelector(".problems li")?.textContent;
}

// The story as it reads now, with the cursor where it stood and the chosen claim marked.
function retold(reading, html, map) {
  const at = reading.text.map.sentences[reading.at];
  reading.story.innerHTML = html;
  reading.text = Text.of(reading.story, map) ?? reading.text;
  reading.dress();
  reading.at = reading.text.sentenceAt(at ?? []);
  reading.draw();
  reading.show(reading.chosen);
}

// Whether something is typed in `root` that was not saved.
function dirty({ saved }, root) {
  return [...root.querySelectorAll("form")].some((form) => saved.has(form) && told(form) !== saved.get(form));
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

const order = (listing) => listing.rows.map((row) => row.dataset.claim).join(" ");

const labelled = (fold) => fold.querySelector("summary")?.textContent.trim();
