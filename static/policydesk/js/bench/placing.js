// Where a click or a selection stands in the text of the story, and the claim there: loaded with the first of them.
import { BLOCKS } from "./text.js";

export default class Placing {
  constructor(bench) {
    this.bench = bench;
  }

  get text() {
    return this.bench.reading.text;
  }

  // Where a node and an offset of the DOM stand: [part, code point]; null outside the story.
  place(node, offset) {
    const { text } = this, element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const block = element.closest?.(BLOCKS), number = text.blocks.indexOf(block);
    if (number < 0) return null;
    const [part] = text.map.blocks[number], runs = text.runsOf(block), own = runs.find((run) => run.node === node);
    if (own) return [part, own.start + [...node.data.slice(0, offset)].length];
    const edge = new Range(); // inside the number of a mark, or between two nodes: the next words count
    edge.setStart(node, offset);
    const next = runs.find((run) => edge.comparePoint(run.node, 0) >= 0), last = runs.at(-1);
    return next ? [part, next.start] : last && [part, last.start + last.size];
  }

  // The native selection as [part, start, end] from its first word on; null when there is none in one part.
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.story.contains(range.commonAncestorContainer)) return null;
    const from = this.place(range.startContainer, range.startOffset), to = this.place(range.endContainer, range.endOffset);
    if (!from || !to || from[0] !== to[0]) return null;
    const lead = [...this.text.words([...from, to[1]])].findIndex((point) => point.trim());
    return lead < 0 ? null : [from[0], from[1] + lead, to[1]];
  }

  // What a new claim would be made of: the selection, else the sentence under the cursor.
  wanted() {
    const { reading } = this.bench, selected = this.selected(), place = reading.wording?.place;
    if (selected) getSelection().removeAllRanges();
    reading.leave();
    return selected ?? place ?? reading.sentence ?? null;
  }

  // Put the cursor on the sentence that was clicked, and choose the claim in it.
  clicked({ clientX, clientY }) {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    const range = caret ? null : document.caretRangeFromPoint?.(clientX, clientY);
    const place = caret ? this.place(caret.offsetNode, caret.offset) : range && this.place(range.startContainer, range.startOffset);
    const { reading } = this.bench, number = place ? this.text.sentenceAt(place) : -1;
    if (number < 0) return;
    reading.go(number, { quiet: true });
    const claim = this.#claim();
    if (claim) this.bench.choose(claim, { sheet: true });
  }

  // The first claim that touches the sentence under the cursor.
  #claim() {
    const [part, start, end] = this.bench.reading.sentence ?? [];
    return Object.entries(this.text.map.claims).find(([, [p, s, e]]) => p === part && s < end && start < e)?.[0];
  }

  toStory() {
    const { reading, claim } = this.bench;
    goTo(reading, claim);
    reading.story.focus({ preventScroll: true });
  }

  toList() {
    const claim = this.#claim();
    if (claim) this.bench.choose(claim);
    this.bench.listing.focus();
  }
}

// Put the cursor on the sentence in which `claim` begins.
export function goTo(reading, claim) {
  const number = reading.text.sentenceAt(reading.text.map.claims[claim] ?? []);
  if (number >= 0) reading.go(number);
}
