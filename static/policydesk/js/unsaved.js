// Keeps typed text from being lost: while a form of the story, of its claims, or of another page that loads this, differs
// from what was saved, leaving the page asks. Sending one of several forms keeps what stands in the others until the page
// is back in this tab, where the page says whose it is, else asks. On the story's form, what leads away is held with the
// reason. Without this module everything works; the reason stands there as advice.
const whose = document.querySelector("script[data-keeps-for]")?.dataset.keepsFor;
const forms = [...document.querySelectorAll(whose ? "#content form[method=post]" : "#article_form, .bench .columns form")];
const shelf = whose && `unsaved:${whose}:${location.pathname}`;
const reason = document.querySelector("#save-first");
const ways = [...document.querySelectorAll("[data-leaves], .object-tools a")];
const refused = forms.length && Boolean(document.querySelector(".problems")); // typed, sent, and not saved
let leaving = false; // by saving

const fields = (form) => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "draft"].includes(name));
const typed = (form) => JSON.stringify(fields(form));
const called = (form) => ["name", "value"].map((part) => form.querySelector("[type=submit]")?.[part]).join("=");
const saved = new Map(forms.map((form) => [form, typed(form)]));
const differs = (form) => typed(form) !== saved.get(form);
const dirty = () => refused || forms.some(differs);

function shelved() {
  try {
    return JSON.parse(sessionStorage.getItem(shelf)) ?? {};
  } catch {
    return {};
  }
}

// Whether nothing is lost when `sent` is: what stands in the other forms is put aside.
function putAside(sent) {
  const others = forms.filter((form) => form !== sent && differs(form));
  if (!shelf) return !others.length;
  const aside = { ...shelved().aside, ...Object.fromEntries(others.map((form) => [called(form), fields(form)])) };
  try {
    sessionStorage.setItem(shelf, JSON.stringify({ sent: called(sent), aside }));
    return true;
  } catch {
    return !others.length;
  }
}

function putBack() {
  const { sent, aside = {} } = shelved();
  for (const form of forms) {
    if (refused && called(form) === sent) saved.delete(form); // it stands there, and is not saved
    const kept = aside[called(form)];
    if (!kept) continue;
    delete aside[called(form)];
    for (const field of form.elements) {
      if (!field.name || ["submit", "file"].includes(field.type)) continue;
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) [field.value] = values;
    }
    form.closest("details")?.setAttribute("open", "");
  }
  if (sent !== undefined) sessionStorage.setItem(shelf, JSON.stringify({ aside })); // a form may come back later
}

function hold() {
  const held = dirty();
  reason?.classList.toggle("waiting", held);
  for (const way of ways) {
    if (held === (way.ariaDisabled === "true")) continue;
    if (held) {
      way.dataset.label = way.textContent;
      way.ariaDisabled = "true";
      if (reason) {
        way.setAttribute("aria-describedby", reason.id);
        way.textContent = reason.dataset.held.replace("%s", way.dataset.label);
      }
    } else {
      way.ariaDisabled = null;
      way.removeAttribute("aria-describedby");
      way.textContent = way.dataset.label;
    }
  }
}

function refuse(event) {
  if (!dirty()) return;
  hold();
  event.preventDefault();
  reason?.focus(); // what holds it is read out and in sight
}

if (forms.length) {
  if (shelf) putBack();
  for (const sign of ["input", "change", "click"]) document.addEventListener(sign, hold); // a calendar writes without a sign
  for (const form of forms) form.addEventListener("submit", () => { leaving = putAside(form); });
  for (const way of ways) way.addEventListener("click", refuse);
  addEventListener("beforeunload", (event) => {
    if (!leaving && dirty()) event.preventDefault();
  });
  addEventListener("pageshow", ({ persisted }) => { // back again by the browser's button
    leaving = false;
    if (persisted && shelf) sessionStorage.removeItem(shelf); // it stands in the forms
    hold();
  });
}
