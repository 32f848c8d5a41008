// Keeps what is typed into the form of a story in this browser until it is saved, and offers it when the form is opened
// again: nothing comes back by itself. Each opened form keeps its own, so that no other tab writes over it or takes it
// away. A draft goes with its save, with the answer to its offer, with signing out, for another person, and after two
// weeks. Without this module everything works.
const SPAN = 14 * 24 * 3600 * 1000;
const WAIT = 500; // milliseconds after the last key
const box = document.querySelector("#draft");
const form = document.querySelector("#article_form");

function drafts() {
  return Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(unwanted) {
  for (const key of drafts()) if (unwanted(key)) localStorage.removeItem(key);
}

function typed() {
  const aside = ["csrfmiddlewaretoken", "draft"];
  return Object.fromEntries([...new FormData(form)].filter(([name]) => !aside.includes(name) && !name.startsWith("_")));
}

function keep(story, editors) {
  const atFirst = JSON.stringify(typed());
  const refused = Boolean(document.querySelector(".problems")); // it stands in the form, and is not saved
  const mark = form.elements.namedItem("draft"); // sent along: the message that it was saved says it
  let own = "";
  let timer = 0;

  function begin(known) {
    mark.value = known || Date.now().toString(36) + Math.random().toString(36).slice(2);
    own = `${story}:${mark.value}`;
  }

  function write() {
    clearTimeout(timer);
    const fields = typed();
    if (!refused && JSON.stringify(fields) === atFirst) localStorage.removeItem(own);
    else localStorage.setItem(own, JSON.stringify({ at: Date.now(), fields }));
  }

  function put({ fields }) {
    write();
    if (read(own)) {
      offer(own); // what stood in the form until now
      begin();
    }
    for (const [name, value] of Object.entries(fields)) {
      const field = form.elements.namedItem(name);
      if (!field || field.type === "checkbox") continue;
      if (editors.has(name)) editors.get(name).commands.setContent(value, { emitUpdate: true });
      field.value = value;
    }
    for (const field of form.querySelectorAll("input[type=checkbox]")) field.checked = field.name in fields;
    write();
  }

  function offer(key) {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const { at, fields } = read(key);
    const time = row.querySelector("time");
    time.dateTime = new Date(at).toISOString();
    time.textContent = new Date(at).toLocaleString(document.documentElement.lang);
    row.querySelector("bdi").textContent = fields.headline ?? "";
    row.addEventListener("click", ({ target }) => {
      if (!target.dataset.draft) return;
      const kept = read(key) ?? { fields }; // its tab may have written more
      row.remove();
      if (target.dataset.draft === "put") put(kept);
      localStorage.removeItem(key);
      const told = box.querySelector("p");
      told.textContent = target.dataset.done;
      told.focus();
    });
    box.querySelector("ul").append(row);
    box.hidden = false;
  }

  begin(refused && mark.value);
  forget((key) => key.startsWith(`${story}:`) && key !== own && JSON.stringify(read(key).fields) === atFirst);
  const others = drafts().filter((key) => key.startsWith(`${story}:`) && key !== own);
  for (const key of others.sort((one, other) => read(other).at - read(one).at)) offer(key);
  for (const sign of ["input", "change", "click"]) {
    document.addEventListener(sign, () => {
      clearTimeout(timer);
      timer = setTimeout(write, WAIT);
    });
  }
  form.addEventListener("submit", write);
  addEventListener("pagehide", write);
}

// A page that came after a save says which draft it was: “kept-m1x8…”.
const saved = [...document.querySelectorAll(".messagelist [class*=kept-]")].flatMap((line) => [...line.classList]);
const editors = new Map(); // by the name of the field whose place they take
document.addEventListener("prose-editor:ready", ({ detail }) => editors.set(detail.textarea.name, detail.editor));
try {
  if (document.querySelector("[data-forget-drafts]")) sessionStorage.clear();
  const mine = box ? `draft:${box.dataset.of.split(":")[0]}:` : "draft:";
  forget((key) => document.querySelector("[data-forget-drafts]") || !key.startsWith(mine)
    || !(Date.now() - read(key)?.at < SPAN) || saved.includes(`kept-${key.split(":")[3]}`));
  if (box && form) keep(`draft:${box.dataset.of}`, editors);
} catch (error) {
  if (!(error instanceof DOMException)) throw error; // a browser that keeps nothing, or has no room
}
