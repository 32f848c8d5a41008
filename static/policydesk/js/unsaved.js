// Keeps typed text from being lost: while a form of the story or of its claims differs from what was saved, leaving the
// page asks, and so does sending another of its forms; on the story's form, what leads away is held with the reason.
// Without this module everything works; the reason stands there as advice.
const forms = [...document.querySelectorAll("#article_form, .bench .columns form")];
const reason = document.querySelector("#save-first");
const ways = [...document.querySelectorAll("[data-leaves], .object-tools a")];
const refused = forms.length && Boolean(document.querySelector(".problems")); // typed, sent, and not saved
let leaving = false; // by saving

const typed = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "draft"));
const saved = new Map(forms.map((form) => [form, typed(form)]));
const differs = (form) => typed(form) !== saved.get(form);
const dirty = () => refused || forms.some(differs);

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
  for (const sign of ["input", "change", "click"]) document.addEventListener(sign, hold); // a calendar writes without a sign
  for (const form of forms) {
    form.addEventListener("submit", () => { leaving = !forms.some((other) => other !== form && differs(other)); });
  }
  for (const way of ways) way.addEventListener("click", refuse);
  addEventListener("beforeunload", (event) => {
    if (!leaving && dirty()) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; hold(); }); // back again by the browser's button
}
