// Keeps typed text from being lost: while the story's form differs from what was saved, leaving the page asks, and
// what leads away from it is held with the reason. Without this module everything works; the reason stands there
// as advice.
const form = document.querySelector("#article_form");
const reason = document.querySelector("#save-first");
const ways = [...document.querySelectorAll("[data-leaves], .object-tools a")];
const refused = Boolean(form?.querySelector(".problems")); // typed, sent, and not saved
let leaving = false; // by saving

const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
const saved = form && typed();
const dirty = () => refused || typed() !== saved;

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

if (form) {
  for (const sign of ["input", "change"]) form.addEventListener(sign, hold);
  document.addEventListener("click", hold); // the calendar and its “Today” write without a sign
  form.addEventListener("submit", () => { leaving = true; });
  for (const way of ways) way.addEventListener("click", refuse);
  addEventListener("beforeunload", (event) => {
    if (!leaving && dirty()) event.preventDefault();
  });
  addEventListener("pageshow", () => { leaving = false; hold(); }); // back again by the browser's button
}
