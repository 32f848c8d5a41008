// Takes words that are marked in the copy into the next empty row of the sheet; without this module they are pasted.
// Leaving the sheet asks while its grid has words that are not proposed.
const sheet = document.querySelector(".gathering");
const copy = document.querySelector("[data-copy]");
const take = document.querySelector("[data-take]");

function marked() {
  const chosen = document.getSelection();
  return copy.contains(chosen.anchorNode) && copy.contains(chosen.focusNode) ? chosen.toString().trim() : "";
}

if (copy && take) {
  take.closest("[data-mark]").hidden = false;
  take.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay marked
  take.addEventListener("click", () => {
    const words = marked();
    const row = [...document.querySelectorAll("[data-words]")].find((field) => !field.value.trim());
    if (!words || !row) return;
    row.value = words;
    row.dispatchEvent(new Event("input", { bubbles: true }));
    row.focus();
  });
}

if (sheet) {
  let leaving = false; // by a button of the sheet, which keeps them
  const rows = [...sheet.querySelectorAll("[data-words]")];
  sheet.addEventListener("submit", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && rows.some((field) => field.value.trim())) event.preventDefault();
  });
}
