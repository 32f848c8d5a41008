// Pasting or dropping into the editor from Word, Word on the web or Google Docs: headings, lists, links, bold and
// italics stay, everything else goes. It takes the event before the editor does, because the editor parses what it
// is given as it comes, and each style attribute in it would be a report against the content policy.

const OURS = new WeakSet(); // events that hold what this module made
const GONE = ".EOP, style, script, title, meta, link, img, xml, template, svg, math, iframe, object";
const HEADINGS = { H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3" };
const KEPT = new Set("P H2 H3 UL OL LI BLOCKQUOTE A STRONG EM BR".split(" "));
const BLOCKS = new Set("P H2 H3 UL OL LI BLOCKQUOTE DIV TABLE TBODY TR TD SECTION ARTICLE".split(" "));
const BULLET = /^\s*[·•▪◦‣●■\uf0b7]\s+(?=\S)/; // \uf0b7 is Word's own, of its Symbol font
const TAG = /<([a-z][^\s>/]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;

const same = { bubbles: true, cancelable: true };
const AGAIN = {
  paste: (_event, data) => new ClipboardEvent("paste", { ...same, clipboardData: data }),
  drop: ({ clientX, clientY }, data) => new DragEvent("drop", { ...same, clientX, clientY, dataTransfer: data }),
};

for (const kind of Object.keys(AGAIN)) document.addEventListener(kind, (event) => {
  const editor = event.target.closest?.(".ProseMirror");
  const brought = event.clipboardData ?? event.dataTransfer;
  const html = brought?.getData("text/html");
  if (!editor || !html || OURS.has(event) || html.includes("data-pm-slice")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const data = new DataTransfer();
  data.setData("text/html", tidy(html));
  data.setData("text/plain", brought.getData("text/plain"));
  const again = AGAIN[kind](event, data);
  OURS.add(again);
  event.target.dispatchEvent(again);
}, true);

// The same content in the small schema of a story's body, without a single style attribute.
export function tidy(html) {
  const bare = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(TAG, (_tag, name, attributes) => `<${name}${renamed(attributes)}>`);
  const body = new DOMParser().parseFromString(bare, "text/html").body;
  for (const element of body.querySelectorAll(GONE)) element.remove();
  makeLists(body);
  for (const element of [...body.querySelectorAll("*")].reverse()) settle(element);
  return body.innerHTML;
}

// Parsing alone would report these two kinds of attributes.
function renamed(attributes) {
  return attributes.replace(/([\s/"'])style(\s*=)/gi, "$1data-look$2").replace(/([\s/"'])on[a-z]+(\s*=)/gi, "$1data-gone$2");
}

function look(element, property) {
  for (const part of (element.dataset?.look ?? "").split(";")) {
    const [name, ...value] = part.split(":");
    if (name.trim().toLowerCase() === property) return value.join(":").trim().toLowerCase();
  }
  return "";
}

// Word writes a list as paragraphs that name their list and level and carry the bullet as text. Other programs, and
// what went through them, keep the bullet alone.
function makeLists(body) {
  let open = []; // the lists around the last item, outermost first
  let last = null;
  for (const paragraph of body.querySelectorAll("p")) {
    const [, named] = /level(\d)/.exec(look(paragraph, "mso-list")) ?? [];
    const level = named ?? (!paragraph.closest("li") && withoutBullet(paragraph) ? 1 : 0);
    if (!level) continue;
    const marker = [...paragraph.querySelectorAll("[data-look]")].find((span) => look(span, "mso-list") === "ignore");
    const kind = /^\s*\(?[0-9a-z]{1,4}[.)]/i.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    if (!last || paragraph.previousElementSibling !== open[0]) open = [];
    open.length = Math.min(open.length, Number(level));
    if (!open.length) {
      open = [body.ownerDocument.createElement(kind)];
      paragraph.before(open[0]);
    }
    while (open.length < Number(level) && open.at(-1).lastElementChild) {
      const inner = body.ownerDocument.createElement(kind);
      open.at(-1).lastElementChild.append(inner);
      open.push(inner);
    }
    last = body.ownerDocument.createElement("li");
    last.append(paragraph);
    open.at(-1).append(last);
  }
}

// Takes the bullet off the beginning of a paragraph that has one; says whether there was one.
function withoutBullet(paragraph) {
  const [bullet] = BULLET.exec(paragraph.textContent) ?? [];
  let left = bullet?.length ?? 0;
  const texts = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (left && texts.nextNode()) {
    const cut = Math.min(left, texts.currentNode.length);
    texts.currentNode.deleteData(0, cut);
    left -= cut;
  }
  return Boolean(bullet);
}

// One element, its children done before it: renamed, kept bare, or replaced by what it holds.
function settle(element) {
  const heading = element.getAttribute("role") === "heading" && `H${element.getAttribute("aria-level") ?? 2}`;
  const title = /^Mso(Sub)?title$/i.test(element.className);
  const name = HEADINGS[heading || element.tagName] ?? (title ? "h2" : element.tagName.toLowerCase());
  const weight = look(element, "font-weight");
  const bold = /^(b|strong)$/.test(name) ? weight !== "normal" && weight !== "400" : /^(bold|[6-9]00)$/.test(weight);
  const slanted = /^(i|em)$/.test(name) ? look(element, "font-style") !== "normal" : look(element, "font-style") === "italic";
  const link = name === "a" && /^(https?:|mailto:)/i.test(element.getAttribute("href") ?? "");
  const block = BLOCKS.has(name.toUpperCase());
  if (block || name === "br") {
    rebuild(element, KEPT.has(name.toUpperCase()) ? name : block && !holdsBlocks(element) ? "p" : "");
    return;
  }
  let inner = [...element.childNodes];
  for (const [wanted, tag] of [[slanted, "em"], [bold && !element.closest("h1, h2, h3, h4, h5, h6"), "strong"]]) {
    if (wanted && element.textContent.trim() && !holdsBlocks(element)) inner = [wrap(element, tag, inner)];
  }
  if (link) {
    const anchor = wrap(element, "a", inner);
    anchor.setAttribute("href", element.getAttribute("href"));
    inner = [anchor];
  }
  element.replaceWith(...inner);
}

function holdsBlocks(element) {
  return [...element.children].some((child) => BLOCKS.has(child.tagName));
}

function wrap(element, tag, nodes) {
  const made = element.ownerDocument.createElement(tag);
  made.append(...nodes);
  return made;
}

function rebuild(element, tag) {
  if (tag === "p" && !element.textContent.trim() && !element.querySelector("br")) element.remove();
  else if (tag) element.replaceWith(wrap(element, tag, [...element.childNodes]));
  else element.replaceWith(...element.childNodes);
}
