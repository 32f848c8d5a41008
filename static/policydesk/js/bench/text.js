// The text of the story as the server counts it: code points of a named part, without the numbers of its marks.
export const BLOCKS = "p, h2, h3, li";
const length = (text) => [...text].length;

export class Text {
  // `map` names blocks, sentences and claims as [part, start, end]; null when the page does not fit it.
  static of(story, map) {
    const text = new Text(story, map);
    return text.blocks.length === map.blocks.length ? text : null;
  }

  constructor(story, map) {
    Object.assign(this, { story, map });
    this.blocks = [...story.querySelectorAll(BLOCKS)].filter(holdsWords).filter((block) => block.id !== "story-title");
    this.runs = new Map(); // block → its text nodes, each with where it begins
  }

  runsOf(block) {
    if (!this.runs.has(block)) this.runs.set(block, [...runs(block, this.map.blocks[this.blocks.indexOf(block)][1])]);
    return this.runs.get(block);
  }

  // What [part, start, end] covers, as a Range; null for what is not on the page.
  range([part, start, end]) {
    const from = this.#find(part, start, false), to = this.#find(part, end, true);
    if (!from || !to) return null;
    const range = new Range();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  #find(part, at, ends) {
    const found = this.map.blocks.findIndex(([p, s, e]) => p === part && s <= at && at <= e);
    if (found < 0) return null;
    const run = this.runsOf(this.blocks[found]).find(({ start, size }) => (ends ? at <= start + size : at < start + size));
    return run ? [run.node, units(run.node.data, at - run.start)] : null;
  }

  words(place) {
    const range = this.range(place);
    if (!range) return "";
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll(".ref")) number.remove();
    for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
    return copy.textContent;
  }

  // The number of the sentence that stands at [part, code point]; -1 for none.
  sentenceAt([part, at]) {
    return this.map.sentences.findIndex(([p, start, end]) => p === part && start <= at && at < end);
  }
}

function holdsWords(block) {
  if (block.tagName !== "LI") return true;
  const first = [...block.childNodes].find((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim());
  return !first?.matches?.("p, h2, h3, ul, ol, blockquote");
}

function* runs(block, start) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node.nodeType === Node.TEXT_NODE || node.tagName === "BR") return NodeFilter.FILTER_ACCEPT;
    return node.matches(`.ref, ${BLOCKS}, ul, ol, blockquote`) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType !== Node.TEXT_NODE) {
      start += 1; // a line break
    } else if (node.data !== "\n" || node.nextSibling) {
      const size = length(node.data);
      yield { node, start, size };
      start += size;
    }
  }
}

// How many UTF-16 units the first `points` code points of `text` take.
function units(text, points) {
  let at = 0;
  for (const point of text) {
    if (points-- <= 0) break;
    at += point.length;
  }
  return at;
}
