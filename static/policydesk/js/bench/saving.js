// Changes on their way to the server: one at a time, each kept with all that was typed until it has arrived.
const AGAIN = 5; // seconds

export class Saving {
  constructor(bench) {
    this.bench = bench;
    this.waiting = []; // the first is on its way
    this.versions = new Map(); // claim → the version that this person has seen, or made
    this.token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    this.user = bench.root.dataset.user;
    this.refusal = ""; // why the last change was not saved; something sent from rest is another story
    addEventListener("online", () => this.waiting.length && this.now());
  }

  get busy() {
    return this.waiting.length > 0;
  }

  isWaiting(claim) {
    return this.waiting.some((job) => job.claim === claim);
  }

  // `fields` is what a form of the page sends; `claim` the one it is about, if any.
  send(claim, fields, more = {}) {
    const same = (job) => job.form && job.form === more.form && JSON.stringify(job.fields) === JSON.stringify(fields);
    if (this.waiting.some(same)) return;
    if (!this.busy) this.refusal = "";
    this.waiting.push({ claim, fields, key: newKey(), ...more });
    if (this.waiting.length === 1) this.#next();
  }

  now() {
    clearTimeout(this.timer);
    this.#next();
  }

  async ask(query) {
    const answer = await fetch(`${this.bench.url}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } });
    return this.#read(answer);
  }

  async #read(answer) {
    if (answer.status >= 500) throw new Error("down");
    if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("out");
    const found = await answer.json();
    if (String(found.user) !== this.user) throw new Error("other");
    this.token = found.token;
    return [found, answer.status];
  }

  async #next() {
    const job = this.waiting[0];
    if (!job || this.flying) return;
    this.flying = true;
    this.bench.note("saving");
    let answer, answering; // read by what is loaded with the first of them
    try {
      if (this.trouble && this.trouble !== "down") await this.ask({ stamp: "" }); // who is signed in now, and the token
      [answer, answering] = await Promise.all([this.#post(job), this.bench.part("answering")]);
      this.trouble = "";
    } catch (problem) {
      this.trouble = ["out", "other"].includes(problem.message) ? problem.message : "down";
    }
    this.flying = false;
    if (!answer) return this.#wait();
    this.waiting.shift();
    answering.answered(job, ...answer);
    if (!this.busy) this.bench.note(this.refusal ? "refused" : "saved");
    this.#next();
  }

  async #post(job) {
    const body = new URLSearchParams(job.fields);
    if (body.has("version") && this.versions.has(job.claim)) body.set("version", this.versions.get(job.claim));
    const query = job.claim ? `?${new URLSearchParams({ claim: job.claim })}` : "";
    const headers = { Accept: "application/json", "X-CSRFToken": this.token, "Idempotency-Key": job.key };
    return this.#read(await fetch(this.bench.url + query, { method: "POST", headers, body }));
  }

  #wait() {
    this.bench.note(this.trouble);
    if (this.trouble === "down") this.timer = setTimeout(() => this.#next(), AGAIN * 1000);
  }
}

// Names one change: the server makes it once, however often it is sent. (randomUUID is not there without HTTPS.)
function newKey() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
