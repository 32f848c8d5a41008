// The pages that publish and schedule, in a dialog over the workbench: the same pages, forms and answers.
import { FIELDS } from "./panels.js";

const GLANCE = 50; // milliseconds between two looks whether all has arrived

export default class Publishing {
  constructor(bench) {
    this.bench = bench;
    this.typed = new Map(); // path of a page → its fields, once something was typed there
    const dialog = (this.dialog = document.createElement("dialog"));
    dialog.id = "publish";
    dialog.setAttribute("aria-labelledby", "publish-title");
    bench.root.after(dialog);
    dialog.addEventListener("submit", (event) => this.#submit(event));
    dialog.addEventListener("click", (event) => this.#click(event));
    dialog.addEventListener("input", () => this.#keep());
    dialog.addEventListener("close", () => {
      (document.querySelector(`#ready a[href="${this.path}"]`) ?? bench.listing.list).focus({ preventScroll: true });
    });
    addEventListener("beforeunload", (event) => this.typed.size && event.preventDefault());
  }

  // What is still on its way would go out unsaid: it arrives first. What cannot arrive now, or not at all, holds the page back.
  async open(address) {
    const { bench } = this;
    this.wanted = address; // the one that was pressed last opens
    bench.panels.flush();
    if (bench.saving.busy && !(await this.#arrived())) return;
    if (this.wanted !== address || this.dialog.open) return;
    this.address = address;
    this.path = new URL(address).pathname;
    if (!(await this.#load(address))) return;
    this.#restore();
    this.dialog.showModal();
  }

  async #arrived() {
    const { saving, words } = this.bench;
    this.bench.say(words.opens_then);
    while (saving.busy) {
      if (saving.trouble) return this.bench.say(words.opens_not, { wrong: true, unsaved: false });
      await new Promise((go) => setTimeout(go, GLANCE));
    }
    return !saving.refusal; // which is said
  }

  get fields() {
    return [...this.dialog.querySelectorAll(FIELDS)];
  }

  // What is typed outlasts the dialog; what the gate says does not: it is asked anew with each opening.
  #keep() {
    if (!this.fields.length) return; // a page that says what went wrong
    this.typed.delete(this.path);
    if (this.fields.some((field) => (ticked(field) ? field.checked : field.value))) {
      this.typed.set(this.path, this.fields.map(({ name, value, checked }) => ({ name, value, checked })));
    }
  }

  #restore() {
    for (const field of this.fields) {
      const same = ({ name, value }) => name === field.name && (value === field.value || !ticked(field));
      const kept = this.typed.get(this.path)?.find(same);
      if (kept) Object.assign(field, kept);
    }
  }

  async #load(address, more = {}) {
    const { words } = this.bench;
    try {
      const answer = await this.#answer(address, more), page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected && more.body && !answer.url.includes("/login/")) return this.#done(page);
      const content = page.getElementById("content");
      if (answer.redirected || !content) return this.#say(answer.url.includes("/login/") ? words.out_here : words.not_loaded);
      this.#show(content);
      return true;
    } catch ({ message }) {
      return this.#say(["out", "other"].includes(message) ? words.out_here : words.not_loaded);
    }
  }

  // A form outlives its session, but its token does not: refused, it goes once more with that of the present one.
  async #answer(address, more) {
    const answer = await fetch(address, more);
    if (answer.status !== 403 || !more.body) return answer;
    const { saving } = this.bench;
    await saving.ask({ stamp: "" }); // fails where nobody is signed in, or somebody else
    more.body.set("csrfmiddlewaretoken", saving.token);
    return fetch(address, more);
  }

  #show(content) {
    const title = document.createElement("h2"), head = content.querySelector("h1"), close = document.createElement("button");
    title.id = "publish-title";
    title.textContent = head.textContent;
    head.remove();
    Object.assign(close, { type: "button", className: "shut", textContent: document.getElementById("close").textContent });
    this.dialog.replaceChildren(title, ...content.childNodes);
    for (const back of this.dialog.querySelectorAll(".buttons a")) back.remove(); // the dialog is closed instead
    (this.dialog.querySelector(".buttons") ?? this.dialog).append(close);
    this.dialog.querySelector(".problems")?.focus();
  }

  #say(sentence) {
    this.bench.say(sentence, { wrong: true, unsaved: false });
    if (!this.dialog.open) return this.#leadsOut(sentence, document.getElementById("said"));
    const said = this.dialog.querySelector(".unsent") ?? document.createElement("p");
    said.className = "unsent errornote";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    this.#leadsOut(sentence, said);
    this.dialog.querySelector("form").before(said);
    return false;
  }

  // Beside the sentence that says one is signed out, the way in again.
  #leadsOut(sentence, said) {
    if (sentence === this.bench.words.out_here) said.append(" ", document.querySelector(".sign-in").cloneNode(true));
    return false;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    const body = new FormData(event.target, event.submitter);
    if (await this.#load(event.target.getAttribute("action") || this.address, { method: "POST", body })) this.#keep();
    this.sending = false;
  }

  // It is out, or has its time: the workbench says so, and shows the story as it stands now.
  async #done(page) {
    this.dialog.close();
    this.typed.clear();
    const told = [...page.querySelectorAll(".messagelist li")].map((message) => message.textContent.trim());
    await (await this.bench.part("answering")).anew();
    this.bench.say(told.join(" "));
  }

  #click(event) {
    const link = event.target.closest("a[href]");
    if (event.target.matches(".shut")) this.dialog.close();
    else if (link && "preview" in link.dataset) this.#preview(link, event.preventDefault());
    else if (link?.pathname === location.pathname) {
      event.preventDefault();
      this.dialog.close();
      const claim = new URL(link.href).searchParams.get("claim");
      if (claim) this.bench.choose(claim, { sheet: true });
      else this.bench.do("unclaimed");
    }
  }

  // The page of the story as readers would get it, below the link that asks for it.
  #preview(link) {
    const stands = this.dialog.querySelector("iframe");
    if (stands) return stands.remove();
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: link.href, title: link.textContent });
    link.closest("p").after(frame);
  }
}

const ticked = (field) => field.matches("[type=radio], [type=checkbox]");
