// Keeps what is typed into the form of a story in this browser until it is saved, and offers it when the form is opened
// again: nothing comes back by itself. A draft goes with the save, with signing out, for another person, and after two
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
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && !name.startsWith("_"));
  return Object.fromEntries(fields);
}

function keep(key, editors) {
  const atFirst = JSON.stringify(typed());
  const refused = Boolean(document.querySelector(".problems")); // it stands in the form, and is not saved
  let offered = refused ? null : read(key);
  let timer = 0;

  function write(sent) {
    clearTimeout(timer);
    const fields = typed();
    if (offered) return; // what waits for an answer is not written over
    if (!refused && JSON.stringify(fields) === atFirst) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent, fields }));
  }

  function put() {
    for (const [name, value] of Object.entries(offered.fields)) {
      const field = form.elements.namedItem(name);
      if (!field || field.type === "checkbox") continue;
      if (editors.has(name)) editors.get(name).commands.setContent(value, { emitUpdate: true });
      field.value = value;
    }
    for (const field of form.querySelectorAll("input[type=checkbox]")) field.checked = field.name in offered.fields;
    answer(box.dataset.back);
    write(false);
  }

  function answer(words) {
    offered = null;
    box.querySelector("p").textContent = words;
    box.querySelector("p").focus();
    box.querySelector(".buttons").hidden = true;
  }

  if (offered && JSON.stringify(offered.fields) === atFirst) {
    localStorage.removeItem(key);
    offered = null;
  }
  if (offered) {
    const time = box.querySelector("time");
    const at = new Date(offered.at);
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(document.documentElement.lang);
    box.hidden = false;
  }
  box.addEventListener("click", (event) => {
    const does = event.target.dataset.draft;
    if (does === "put") put();
    if (does === "drop") {
      localStorage.removeItem(key);
      answer(box.dataset.gone);
    }
  });
  for (const sign of ["input", "change", "click"]) {
    document.addEventListener(sign, () => {
      clearTimeout(timer);
      timer = setTimeout(write, WAIT, false);
    });
  }
  form.addEventListener("submit", () => write(true));
  addEventListener("pagehide", () => { if (!read(key)?.sent) write(false); });
}

// A page that came after a save says which story it was: “kept-17”, or “kept-new”.
const saved = [...document.querySelectorAll(".messagelist [class*=kept-]")].flatMap((line) => [...line.classList]);
const editors = new Map(); // by the name of the field whose place they take
document.addEventListener("prose-editor:ready", ({ detail }) => editors.set(detail.textarea.name, detail.editor));
try {
  const mine = box ? `draft:${box.dataset.of.split(":")[0]}:` : "draft:";
  forget((key) => document.querySelector("[data-forget-drafts]") || !key.startsWith(mine)
    || !(Date.now() - read(key)?.at < SPAN) || (read(key).sent && saved.includes(`kept-${key.split(":")[2]}`)));
  if (box && form) keep(`draft:${box.dataset.of}`, editors);
} catch (error) {
  if (!(error instanceof DOMException)) throw error; // a browser that keeps nothing, or has no room
}
