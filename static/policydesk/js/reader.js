// Comfort for readers with a keyboard. Every page is complete without it: cards open and close as plain links.
// Esc closes the open card; arrow left and right go to the card before and after; a button copies its address. A card
// opened by its address brings the words that it is about into sight.

const cards = [...document.querySelectorAll(".card[id^=claim-]")];
const open = () => cards.find((card) => card.matches(":target"));
const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

function close(card) {
  const mark = document.querySelector(`a.ref[href="#${card.id}"]`);
  card.querySelector(".close").click();
  mark?.focus({ preventScroll: true });
}

function step(card, by) {
  const next = cards[cards.indexOf(card) + by];
  if (!next) return;
  location.replace(`#${next.id}`); // replace: Back leaves the cards instead of walking through them
  next.querySelector(".close").focus({ preventScroll: true });
}

function show() {
  const card = open();
  const words = card && document.getElementById(card.id.replace("claim-", "t"));
  if (!words) return;
  const floor = matchMedia("(min-width: 75rem)").matches ? innerHeight : card.getBoundingClientRect().top; // a sheet below
  const { top, bottom } = words.getBoundingClientRect();
  if (bottom < 0 || top > floor) words.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", show);
addEventListener("load", show); // after the browser went to the card

document.addEventListener("keydown", (event) => {
  const card = open();
  if (!card || typing(event.target) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const act = { Escape: () => close(card), ArrowLeft: () => step(card, -1), ArrowRight: () => step(card, 1) }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

for (const link of document.querySelectorAll(".card .acts a[data-copy]")) {
  if (!navigator.clipboard) break; // only on https or this machine; the link itself can always be copied by hand
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = link.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.href);
    button.textContent = link.dataset.copied;
  });
  link.after(" · ", button);
}
