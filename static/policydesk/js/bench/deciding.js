// What is done to the chosen claim: its verdicts, the field that one of them wants first, the copy beside it. Loaded
// with the first of them.
export class Deciding {
  constructor(bench) {
    this.bench = bench;
  }

  // Record a verdict on the chosen claim, or open the field of what it needs; then on to the next unresolved one.
  async verdict(verdict, claim) {
    const panel = await this.bench.panels.show(claim);
    if (!panel || this.bench.claim !== claim) return;
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
    this.bench.listing.mark(claim, this.bench.words.saving);
    this.bench.listing.list.focus({ preventScroll: true });
    this.bench.chooseOpen(1);
  }

  async #lacks(panel, claim, verdict) {
    const barred = panel.querySelector("[data-barred]"), row = panel.querySelector(`[data-verdict=${verdict}]`);
    this.bench.say(barred?.textContent ?? row?.closest("div").querySelector("dd").textContent ?? this.bench.words.not_now);
    if (!row?.dataset.opens) return;
    const opened = await this.field(row.dataset.opens);
    if (!opened) return;
    this.bench.pending = { claim, verdict };
    const stance = this.bench.panels.form("cite")?.elements.stance;
    if (row.dataset.stance && stance) stance.value = row.dataset.stance;
  }

  // Ctrl+Enter: save what was typed, confirm, go on. The note says which verdict waits for it.
  async confirm() {
    await (await this.bench.parts.sourcing)?.settled;
    this.bench.pending = { claim: this.bench.claim, verdict: this.bench.pending?.verdict ?? "" };
    this.bench.panels.flush();
    if (!this.bench.saving.isWaiting(this.bench.claim)) return this.sign(this.bench.pending);
    this.bench.listing.list.focus({ preventScroll: true });
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
    this.bench.listing.list.focus({ preventScroll: true });
    const next = this.bench.listing.open(1);
    if (next) this.bench.choose(next);
  }

  async field(name) {
    await this.bench.panels.show(this.bench.claim);
    const { panels } = this.bench, details = panels.form("claim")?.elements;
    const cited = panels.shown?.querySelector("form:has(> [name=do][value^=citation]) [name=passage]");
    const found = {
      source: panels.form("cite")?.elements.source,
      passage: cited ?? panels.form("cite")?.elements.passage,
      speaker: details?.speaker, kind: details?.kind, owner: details?.owner,
      note: panels.form("check")?.elements.note,
      retire: panels.form("retire")?.elements.reason,
      waive: panels.form("waive")?.elements.reason,
    }[name];
    if (!found) this.bench.say(this.bench.words.not_here);
    if (found) this.bench.ask(found);
    return found;
  }

  // The saved copy of the source that is being attached, else of the last one attached.
  async copy(form) {
    await this.bench.panels.show(this.bench.claim);
    const cite = this.bench.panels.form("cite"), cited = [...this.bench.panels.shown.querySelectorAll("form:has(> [name=do][value^=citation])")];
    const chosen = form ?? (cite?.elements.source.value.trim() ? cite : cited.at(-1));
    if (!chosen) return this.bench.say(this.bench.words.no_copy);
    const copying = await this.bench.copying();
    await copying.open(chosen);
  }

  // Enter in a field of one line: it is saved, and the keys of the list work again.
  entered(field) {
    const name = field.form?.elements.do?.value;
    if (name === "check" && this.bench.pending) return this.sign(this.bench.pending);
    if (name === "cite") return this.bench.panels.open(field.form.elements.passage);
    field.form?.requestSubmit();
    this.bench.listing.list.focus({ preventScroll: true });
  }

  // A claim of the words that are looked at, or of those that were pasted.
  mark() {
    if (!document.querySelector("form > [value=mark]")) return this.bench.say(this.bench.words.may_not_mark);
    const place = this.bench.reading.wanted();
    if (!place) return this.bench.say(this.bench.words.choose_words);
    const kind = document.getElementById("id_mark-kind").value;
    this.bench.saving.send("", [["do", "mark"], ["words", ""], ["part", place[0]], ["kind", kind], ["place", place.join(":")]], { marks: true });
  }

  pasted(form, button) {
    const fields = [...new FormData(form)];
    if (button?.name) fields.push([button.name, button.value]);
    this.bench.saving.send("", fields, { marks: true, pasted: form });
  }
}
