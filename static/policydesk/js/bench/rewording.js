// Other words for one sentence, in a dialog that stays open until they have arrived. What is typed is kept for its
// sentence, also when the dialog is closed before.
import { refusal } from "./answering.js";
import { goTo } from "./placing.js";

export default class Rewording {
  constructor(bench) {
    this.bench = bench;
    this.dialog = document.getElementById("reword-dialog");
    this.form = this.dialog?.querySelector("form");
    this.form?.addEventListener("submit", (event) => this.#submit(event));
    this.form?.addEventListener("input", () => this.#keep());
    this.dialog?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector(".default"));
    });
    this.dialog?.addEventListener("close", () => {
      bench.noted = null;
      this.back?.focus({ preventScroll: true });
    });
  }

  // Open it for the sentence under the cursor, or for that in which the chosen claim stands.
  open(inStory) {
    const { reading, words } = this.bench;
    if (!this.dialog) return this.bench.say(words.may_not_mark);
    if (!inStory) goTo(reading, this.bench.claim);
    if (!reading.sentence) return this.bench.say(words.choose_words);
    this.back = document.activeElement;
    this.#take(reading.sentence);
    const draft = this.#draft();
    this.form.elements.words.value = draft?.words ?? this.base;
    if (draft) this.#keep();
    this.#say(draft ? words.draft : "");
    this.dialog.showModal();
    this.form.elements.words.focus();
  }

  // What was typed for this sentence; also where a colleague changed it since.
  #draft() {
    const { drafts, reading } = this.bench, { map } = reading.text;
    const gone = ([base, { at }]) => at === reading.at && !map.sentences.some((place) => reading.text.words(place) === base);
    const [base, draft] = drafts.has(this.base) ? [this.base, drafts.get(this.base)] : [...drafts].find(gone) ?? [];
    drafts.delete(base);
    return draft;
  }

  #take(place) {
    this.place = place;
    this.base = this.bench.reading.text.words(place);
  }

  #keep() {
    const { drafts } = this.bench, words = this.form.elements.words.value;
    if (words === this.base) drafts.delete(this.base);
    else drafts.set(this.base, { words, at: this.bench.reading.at });
  }

  #say(sentence) {
    this.dialog.querySelector("[role=status]").textContent = sentence;
  }

  // How the saving goes: the line that says it lies behind the dialog.
  #noted() {
    const line = document.getElementById("saved"), place = this.dialog.querySelector("[role=status]");
    if (["saved", "refused"].includes(line.dataset.state)) return; // the answer says more
    place.replaceChildren(...[...line.childNodes].map((node) => node.cloneNode(true)));
    place.querySelector("button")?.addEventListener("click", () => this.bench.saving.now());
  }

  #submit(event) {
    if (event.submitter?.value === "shut") return; // closes it by itself
    event.preventDefault();
    const { base, place } = this, words = this.form.elements.words.value;
    const fields = [["do", "reword"], ["place", place.join(":")], ["base", base], ["words", words]];
    this.bench.noted = () => this.#noted();
    this.#say(this.bench.words.saving);
    this.bench.saving.send(this.bench.claim, fields, { answered: (found) => this.#answered(found, { base, words }) });
  }

  #answered(found, sent) {
    const { drafts } = this.bench, said = found.done ? found.told.join(" ") : found.problem ?? refusal(found) ?? this.bench.words.not_now;
    const here = this.dialog.open && this.base === sent.base; // else closed meanwhile, or at another sentence
    if (here) this.bench.noted = null;
    this.bench.say(said, { wrong: !found.done });
    if (found.done) {
      if (drafts.get(sent.base)?.words === sent.words) drafts.delete(sent.base);
      this.bench.part("answering").then((answering) => answering.forget()); // which brought this
      if (here) this.dialog.close();
      return;
    }
    this.bench.saving.refusal = said;
    if (!here) return;
    const number = this.bench.reading.text.sentenceAt(this.place), now = this.bench.reading.text.map.sentences[number];
    if (!now || found.problem) return this.#say(said);
    drafts.delete(this.base);
    this.#take(now);
    this.#keep();
    this.#say(`${said} ${this.bench.words.reads_now.replace("%s", this.base)}`);
  }
}
