// A form that saves itself while one types, and says so; and who else has it open. Without this script its button saves it.
//
// The frame is `[data-saving]`, with these attributes (see web::saving, which draws it):
//   data-saving   where the fields of the section are posted to, with one field more: `doe` is `bewaar` (save), `hier` (I am
//                 here; the hidden fields only) or `weg` (I leave). It answers `{ state, said, here, fields, moved }`.
//   data-about    the section: what stands in [data-act] of that address
//   data-words    what the script says itself
// and in it [data-said], [data-here], [data-live] for who hears the page, and [data-way] for the one thing that can be done.
//
// `state` is `saved`, `same`, `faults` (it waits for the next letter), `waits` (not by itself, for a reason that is said),
// `met` (somebody saved another text) or `newer` (the same, while nothing was typed here). `fields` are put into the hidden
// fields of the section; `moved` is a version that became another, for the buttons beside it. What was not answered is sent
// once more to the letter before anything newer is, so that an answer that got lost is no conflict with oneself.
// After a save the section gets the event `samenspraak:saved`; `detail.whole` says that nothing was typed since.
"use strict";

const PAUSE = 2_000;
const MOST = 10_000;
const BEAT = 20_000;
const ANSWER = 20_000;
/** A request that outlives its page may not be larger. */
const PARTING = 60_000;

class Saving {
  constructor(frame, section) {
    Object.assign(this, { frame, section, words: JSON.parse(frame.dataset.words), form: section.closest("form") });
    this.part = (name) => frame.querySelector(`[data-${name}]`);
    this.kept = this.typed();
    this.wait = PAUSE;
    this.kind = "";
    // What the fields hold that is not saved: faults, another's text, a button elsewhere on the page.
    if (document.querySelector("[data-typed], .faults")) this.kept = null;
    section.addEventListener("input", () => this.soon());
    section.addEventListener("change", () => this.soon());
    // Before all others that listen: an act waits for what is on its way, and nothing follows it.
    document.addEventListener("submit", (event) => this.submit(event), true);
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && (this.gone = false, this.here()));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.isDirty() && this.save() : this.here()));
    setInterval(() => !document.hidden && this.here(), BEAT);
    this.here();
    this.soon();
  }

  body(only = () => true) {
    const all = new URLSearchParams();
    for (const field of this.section.querySelectorAll("input, textarea, select")) {
      const isOff = ["checkbox", "radio"].includes(field.type) && !field.checked;
      const isNone = ["file", "password"].includes(field.type);
      if (field.name && !field.name.startsWith("_") && !isOff && !isNone && only(field)) all.append(field.name, field.value);
    }
    return all;
  }

  typed() {
    return this.body((field) => field.type !== "hidden").toString();
  }

  isDirty() {
    return this.typed() !== this.kept;
  }

  soon() {
    if (this.gone || this.met) return;
    clearTimeout(this.timer);
    if (!this.isDirty() && !this.unanswered) return;
    this.since ??= Date.now();
    const left = Math.max(0, MOST - (Date.now() - this.since));
    this.timer = setTimeout(() => this.save(), Math.max(this.wait > PAUSE ? this.wait : 0, Math.min(PAUSE, left)));
  }

  /** Sends what is typed, or what was sent before and not answered. Gives once it is over. */
  save() {
    if (this.gone || this.met || !(this.unanswered || this.isDirty())) return Promise.resolve();
    this.going ??= this.send().finally(() => {
      this.going = null;
      this.soon();
    });
    return this.going;
  }

  async send() {
    clearTimeout(this.timer);
    this.since = null;
    this.unanswered ??= { body: this.body(), typed: this.typed() };
    const { body, typed } = this.unanswered;
    if (this.kind !== "lost") this.say("busy", this.words.busy);
    const answer = await this.post(body, "bewaar");
    if (!answer) return;
    this.unanswered = null;
    this.wait = PAUSE;
    this.take(answer);
    if (["saved", "same"].includes(answer.state)) {
      this.kept = typed;
      this.section.dispatchEvent(new CustomEvent("samenspraak:saved", { bubbles: true, detail: { whole: !this.isDirty() } }));
    } else {
      // What was refused is not sent again as it is.
      this.wait = answer.state === "waits" ? BEAT : PAUSE;
      this.met = answer.state === "met";
      if (!this.met) this.kept = typed;
    }
  }

  /** Says that one is here, and hears who else is. */
  async here() {
    if (this.gone || this.going || this.asking) return;
    this.asking = true;
    const answer = await this.post(this.body((field) => field.type === "hidden"), "hier", true);
    this.asking = false;
    if (!answer || this.going) return;
    this.take(answer);
    if (this.kind !== "lost" || answer.said) return;
    if (this.isDirty()) this.save();
    else this.say("same", this.words.back);
  }

  async post(body, what, isQuiet = false) {
    const all = new URLSearchParams(body);
    all.append("doe", what);
    try {
      const answer = await fetch(this.frame.dataset.saving, { method: "POST", body: all, headers: { accept: "application/json" }, signal: AbortSignal.timeout(ANSWER) });
      const isOurs = answer.headers.get("content-type")?.startsWith("application/json");
      if (answer.ok && isOurs) return await answer.json();
      if (!isQuiet || answer.redirected) this.failed(answer);
    } catch {
      if (!isQuiet) this.lost(this.words.offline);
    }
    return null;
  }

  failed(answer) {
    const { words } = this;
    if (answer.redirected) return this.lost(words.signedOut, { text: words.signIn, href: answer.url, apart: true });
    if (answer.status === 413) return this.lost(words.tooLarge);
    this.lost(answer.status === 429 ? words.tooMany : words.failed);
  }

  /** Nothing is lost: it is tried again, less and less often. */
  lost(sentence, way) {
    this.wait = Math.min(Math.max(this.wait * 2, 5_000), 30_000);
    this.say("lost", sentence, way);
  }

  take({ state, said, here, fields = {}, moved }) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.section.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
      if (field) field.value = value;
    }
    if (moved) this.move(moved);
    if (here !== undefined && this.part("here").textContent !== here) this.part("here").textContent = here;
    if (!said) return;
    const { words } = this;
    const both = { text: words.both, act: () => this.form.requestSubmit(this.section.querySelector("button[type=submit]")) };
    const again = { text: words.again, href: location.pathname };
    this.say(state, said, { met: both, newer: this.isDirty() ? both : again, waits: null }[state]);
  }

  /** Buttons elsewhere on the page that name the version which this save changed. */
  move([was, now]) {
    for (const button of this.form?.querySelectorAll("button[name=_press]") ?? []) {
      button.value = button.value.replace(new RegExp(`(?<=[ &]version=)${was}(?=&|$)`), now);
    }
  }

  say(kind, sentence, way) {
    const isNews = kind !== this.kind && ["lost", "waits", "met", "newer", "faults"].includes(kind);
    const isBetter = ["saved", "same"].includes(kind) && ["lost", "faults", "waits"].includes(this.kind);
    this.frame.dataset.state = kind;
    if (kind !== "busy" || this.kind === "") this.kind = kind;
    this.part("said").textContent = sentence;
    // Who hears the page is told what changes, not every few seconds that all is well.
    if (isNews || isBetter) this.part("live").textContent = sentence;
    this.part("way").replaceChildren();
    if (!way) return;
    const element = document.createElement(way.href ? "a" : "button");
    element.className = way.href ? "utrecht-link" : "utrecht-button utrecht-button--secondary-action small";
    element.textContent = way.text;
    if (way.href) element.href = way.href;
    if (way.apart) element.target = "_blank";
    if (way.act) Object.assign(element, { type: "button", onclick: way.act });
    this.part("way").append(element);
  }

  submit(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    if (this.going || this.unanswered) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const over = new Promise((resume) => setTimeout(resume, 4_000));
      const { submitter } = event;
      Promise.race([this.save(), over]).then(() => {
        this.unanswered = null;
        this.going = null;
        this.form.requestSubmit(submitter);
      });
      return;
    }
    clearTimeout(this.timer);
    this.gone = true;
    // An answer that is a download leaves the page where it is.
    setTimeout(() => {
      this.gone = false;
      this.soon();
    }, 8_000);
  }

  leave() {
    const isSent = this.gone;
    this.gone = true;
    const all = isSent || this.met || this.going || !this.isDirty() ? new URLSearchParams() : this.unanswered?.body ?? this.body();
    const saves = all.size > 0 && all.toString().length < PARTING;
    const parting = saves ? all : new URLSearchParams();
    parting.append("doe", saves ? "bewaar" : "weg");
    if (saves) parting.append("weg", "ja");
    navigator.sendBeacon(this.frame.dataset.saving, parting);
  }
}

for (const frame of document.querySelectorAll("[data-saving]")) {
  const section = document.querySelector(`[data-act="${CSS.escape(frame.dataset.about)}"]`);
  if (section) new Saving(frame, section);
}
