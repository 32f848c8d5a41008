// What is done in the story and to the chosen claim: its verdicts, the field that one of them wants first, the copy beside it. Loaded
// with the first of them.
import { savesItself, told } from "./panels.js";

const BRING = { source: ["cite", "reuse"], other: ["claim", "said_by"] }; // the forms that bring what a verdict lacks
const APART = ["note", "place", "retire", "waive"]; // forms of the panel that no verdict waits for

export default class Deciding {
  constructor(bench) {
    this.bench = bench;
  }

  // Record a verdict on the chosen claim, or open the field of what it needs; then on to the next unresolved one.
  async verdict(verdict, claim) {
    const panel = await this.bench.panels.show(claim);
    if (!panel || this.bench.claim !== claim) return false;
    const button = panel.querySelector(`button[name=verdict][value=${verdict}]`);
    if (!button) return this.#lacks(panel, claim, verdict);
    const note = button.form.elements.note;
    if ("asks" in button.dataset && !note.value.trim()) {
      this.bench.pending = { claim, verdict };
      this.bench.say(button.textContent.trim().replace(/\s+/g, " "));
      return this.bench.ask(note);
    }
    this.bench.pending = null;
    this.bench.panels.submit(button.form, button, { verdict: true });
    underWay(this.bench, claim);
    if (button.dataset.then) return this.field(button.dataset.then); // what readers need beside it
    this.bench.listing.focus();
    this.bench.chooseOpen(1);
  }

  async #lacks(panel, claim, verdict) {
    const barred = panel.querySelector("[data-barred]"), row = panel.querySelector(`[data-verdict=${verdict}]`);
    this.bench.say(barred?.textContent ?? row?.closest("div").querySelector("dd").textContent ?? this.bench.words.not_now);
    if (!row?.dataset.opens) return;
    const opened = await this.field(row.dataset.opens);
    if (!opened) return;
    this.bench.pending = { claim, verdict, awaits: BRING[row.dataset.opens] ?? BRING.other };
    const stance = this.bench.panels.form("cite")?.elements.stance;
    if (row.dataset.stance && stance) stance.value = row.dataset.stance;
  }

  // Ctrl+Enter: save what was typed, confirm, go on. The note says which verdict waits for it. In a form that is about
  // something else it sends that form alone.
  async confirm() {
    const { form } = document.activeElement;
    if (APART.includes(form?.elements.do?.value)) {
      this.bench.panels.submit(form);
      return this.bench.listing.focus(); // a part that holds the focus takes no answer
    }
    await (await this.bench.parts.sourcing?.catch(() => null))?.settled;
    this.bench.pending = { claim: this.bench.claim, verdict: this.bench.pending?.verdict ?? "", ready: true };
    this.#sendAll();
    if (!this.bench.saving.isWaiting(this.bench.claim)) return this.sign(this.bench.pending);
    this.bench.listing.focus();
  }

  // What is typed into fields that save themselves, also what was refused before, or put there by the desk.
  #sendAll() {
    const { panels } = this.bench;
    for (const form of panels.shown?.querySelectorAll("form") ?? []) panels.held.delete(form);
    panels.flush();
  }

  // The verdict that was chosen; without one, Confirmed where it may stand and no other verdict does.
  async sign({ claim, verdict }, saved = "") {
    if (verdict) return this.verdict(verdict, claim);
    this.bench.pending = null;
    const panel = await this.bench.panels.show(claim), check = panel?.querySelector("[data-part=check]");
    if (!check || this.bench.claim !== claim) return;
    const { stands } = check.dataset;
    if (!stands && !check.querySelector("[data-barred]")) return this.verdict("confirmed", claim);
    if (stands) {
      this.bench.ask(check.querySelector("button.verdict"));
      return this.bench.say([saved, stands].filter(Boolean).join(" "));
    }
    this.bench.listing.focus();
    const next = this.bench.listing.open(1);
    if (next) this.bench.choose(next);
  }

  // Whether the claim is checked before the others: a field of its form, which is saved with what was typed there.
  async first() {
    if (!(await this.bench.panels.show(this.bench.claim))) return;
    const form = this.bench.panels.form("claim"), field = form?.elements.priority;
    if (!field) return this.bench.say(this.bench.words.not_here);
    field.value = field.value === "must" ? "should" : "must";
    this.bench.panels.submit(form);
  }

  async field(name) {
    if (!(await this.bench.panels.show(this.bench.claim))) return false;
    const { panels } = this.bench, details = panels.form("claim")?.elements;
    const cited = panels.shown?.querySelector("form:has(> [name=do][value^=citation]) [name=passage]");
    const found = {
      source: panels.form("cite")?.elements.source,
      passage: cited ?? panels.form("cite")?.elements.passage,
      refuted: details?.refuted_passage,
      speaker: details?.speaker, kind: details?.kind, owner: details?.owner,
      note: panels.form("check")?.elements.note ?? panels.shown?.querySelector("#id_note-text"), // to colleagues
      retire: panels.form("retire")?.elements.reason,
      waive: panels.form("waive")?.elements.reason,
    }[name];
    if (!found) this.bench.say(this.bench.words.not_here);
    if (found) this.bench.ask(found);
    return found ?? false;
  }

  // Word mode: the arrows move the ends of the range in the story.
  async words() {
    const { reading, words } = this.bench;
    reading.story.focus({ preventScroll: true });
    if (reading.at < 0) reading.go(0);
    const { Wording } = await this.bench.load("wording");
    reading.wording = new Wording(reading);
    this.bench.say(words.word_mode);
  }

  // Undo or redo the last verdict or source: the server keeps them, and leads to the claim. Shift tells them apart, where
  // a key was pressed: a lock of capitals does not.
  turn(way, event = null) {
    const turned = event ? (event.shiftKey ? "redo" : "undo") : way;
    this.bench.saving.send("", [["do", turned]], { turns: true });
  }

  // Single keys switched on or off, for this person everywhere.
  keys(on) {
    this.bench.saving.send(this.bench.claim, [["do", "keys"], ...(on ? [["single_keys", "on"]] : [])]);
  }

  // What is typed and does not save itself, by the names of its fields.
  waits() {
    const { panels, drafts, saving, words } = this.bench;
    this.#sendAll();
    const names = panels.unsaved.filter((form) => (!savesItself(form) || panels.held.has(form)) && !saving.waiting.some((job) => job.form === form)).map((form) => typedInto(form));
    if (drafts.size) names.push(document.getElementById("reword-title").textContent);
    if (names.length) this.bench.say(words.waits.replace("%s", names.filter(Boolean).join(", ")), { wrong: true, unsaved: false });
    else if (!saving.busy) this.bench.say(words.all_saved);
  }

  // The saved copy of the source that is being attached, else of the last one attached.
  async copy() {
    if (!(await this.bench.panels.show(this.bench.claim))) return;
    const typed = this.bench.panels.form("cite")?.elements.source.value.trim();
    const cited = [...this.bench.panels.shown.querySelectorAll(".citation")].at(-1)?.dataset;
    if (!typed && !cited) return this.bench.say(this.bench.words.no_copy);
    const copying = await this.bench.part("copying");
    await copying.open(typed ? { source: typed, form: "cite" } : cited);
  }

  // Enter in a field of one line: it is saved, and the keys of the list work again.
  entered(field) {
    const name = field.form?.elements.do?.value;
    if (name === "cite") return this.bench.panels.open(field.form.elements.passage);
    field.form?.requestSubmit();
    this.bench.listing.focus();
  }

  // A claim of the words that are looked at, or of those that were pasted.
  async mark() {
    if (!document.querySelector("form > [value=mark]")) return this.bench.say(this.bench.words.may_not_mark);
    const place = (await this.bench.part("placing")).wanted();
    if (!place) return this.bench.say(this.bench.words.choose_words);
    const kind = document.getElementById("id_mark-kind").value;
    this.bench.saving.send("", [["do", "mark"], ["words", ""], ["part", place[0]], ["kind", kind], ["place", place.join(":")]], { marks: true });
  }

  async suggest() {
    if (document.getElementById("suggestions")) (await this.bench.part("suggesting")).open();
    else this.bench.say(this.bench.words.may_not_mark);
  }

  // A page that publishes, over the workbench.
  async page(address) {
    (await this.bench.part("publishing")).open(address);
  }

  // To what stands in no claim: the suggestions, or where there are none the form that takes pasted words.
  unclaimed() {
    if (document.querySelector("#suggestions [name=accept]")) return this.suggest();
    return this.bench.panels.open(document.getElementById("id_mark-words"));
  }

  // Other words for the sentence under the cursor, or for that of the chosen claim.
  async reword(inStory) {
    (await this.bench.part("rewording")).open(inStory);
  }

  // The sentence under the cursor need not be a claim, on one of the grounds of the vocabulary. A lock of
  // capitals waives nothing.
  spare(ground, event = null) {
    if (event && !event.shiftKey) return false;
    const { reading, words, saving } = this.bench;
    if (!document.getElementById("mark")) return this.bench.say(words.may_not_mark);
    if (!reading.sentence) return this.bench.say(words.choose_words);
    saving.send("", [["do", "spare"], ["ground", ground], ["words", reading.text.words(reading.sentence)]], { suggests: true });
  }

  pasted(form, button) {
    const fields = [...new FormData(form)];
    if (button?.name) fields.push([button.name, button.value]);
    this.bench.saving.send("", fields, { marks: true, pasted: form, told: told(form) });
  }
}

// Say in the row of a claim that its verdict is on its way.
export function underWay({ listing, words }, claim) {
  const reads = listing.row(claim)?.querySelector(".reads");
  if (reads) reads.textContent = words.saving;
}

// The name of the field of `form` in which something stands, of a longer text first.
function typedInto(form) {
  const fields = [...form.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")];
  const typed = fields.find((field) => field.value !== field.defaultValue) ?? form.querySelector("select");
  return (typed?.labels[0] ?? form.querySelector("button"))?.textContent.replace(/[:：]\s*$/, "").trim();
}
