// The story: a cursor of sentences, the marks of the chosen claim, and the words that a new claim is made of.
import { Text } from "./text.js";

export class Reading {
  constructor(bench, story, map) {
    this.bench = bench;
    this.story = story;
    this.at = -1;
    this.text = Text.of(story, map);
    if (!this.text) return;
    story.setAttribute("role", "application");
    this.dress();
    story.addEventListener("click", (event) => this.#click(event));
    story.addEventListener("focus", () => this.at < 0 && this.go(0, { quiet: true }));
  }

  dress() {
    for (const link of this.story.querySelectorAll("a")) link.tabIndex = -1; // the cursor walks; a click still opens
    for (const piece of this.story.querySelectorAll(".current")) piece.classList.remove("current");
    CSS.highlights.set("waived", new Highlight(...this.text.map.waived.map((place) => this.text.range(place)).filter(Boolean)));
  }

  // Mark the words of `claim` as the chosen ones and bring them into sight.
  show(claim, { scroll = false } = {}) {
    this.chosen = claim;
    const place = this.text.map.claims[claim], range = place && this.text.range(place);
    highlight("chosen", range);
    if (range && scroll) into(this.story, range);
  }

  get sentence() {
    return this.text.map.sentences[this.at];
  }

  go(number, { quiet = false } = {}) {
    const sentences = this.text.map.sentences;
    if (!sentences.length) return;
    this.wording = null;
    this.bench.inStory = true;
    this.at = Math.max(0, Math.min(sentences.length - 1, number));
    this.draw();
    if (quiet) return;
    into(this.story, this.text.range(this.sentence));
    this.bench.hear(this.text.words(this.sentence));
  }

  leave() {
    if (!this.wording) return;
    this.wording = null;
    this.draw();
    this.bench.say("");
  }

  draw() {
    highlight("cursor", this.at >= 0 ? this.text.range(this.wording?.place ?? this.sentence) : null);
  }

  #click(event) {
    const link = event.target.closest("a.ref");
    if (link) {
      event.preventDefault();
      return this.bench.choose(new URL(link.href).searchParams.get("claim"), { sheet: true });
    }
    if (getSelection().isCollapsed && !event.target.closest("a")) this.bench.part("placing").then((placing) => placing.clicked(event)).catch((problem) => this.bench.failed(problem));
  }
}

function highlight(name, range) {
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
}

// Scroll the pane, or the page where panes stack and the keys are in this one, until `range` is in sight.
function into(pane, range) {
  const place = range.getBoundingClientRect(), box = pane.getBoundingClientRect();
  const own = pane.scrollHeight > pane.clientHeight + 1;
  const top = own ? box.top : 0, bottom = own ? box.bottom : innerHeight, room = 48;
  const by = place.top < top + room ? place.top - top - room : place.bottom > bottom - room ? Math.min(place.bottom - bottom + room, place.top - top - room) : 0;
  if (by && (own || pane.contains(document.activeElement))) (own ? pane : window).scrollBy(0, by);
}
