// Gives the editor the name of its field: it puts a box of its own in the place of the text field.
const name = () => {
  for (const area of document.querySelectorAll(".prose-editor > textarea")) {
    const label = document.querySelector(`label[for="${area.id}"]`);
    const box = area.parentElement.querySelector(".ProseMirror[contenteditable]");
    if (!box || box.hasAttribute("aria-labelledby") || !label) continue;
    label.id ||= `${area.id}_label`;
    box.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => box.focus());
  }
};
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
name();
