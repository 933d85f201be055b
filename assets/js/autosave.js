// Saves what is typed without a press, keeps in this browser what could not be saved, and says who else is at it. Without this
// script the form is saved by its button.
//
// `[data-autosave=ADDRESS]` stands around the fields. All of them are posted there, among them the hidden `version` that they were
// made from. The answer is JSON:
//   200  { version, said }   it is saved as this version
//   409  { said }            somebody else saved meanwhile: nothing is written over, and nothing more is saved by itself
//   422  { said }            it cannot be saved as it is; typing on tries again
//   4xx  { said }            it cannot be saved any more
// After a sign-in that ended (a redirect), or when server or network do not answer, it is tried again and the text waits here.
// `data-here=ADDRESS`, where others write too, is asked while somebody is at the page: { version, others, fields, said }. A newer
// version is put into the fields as long as nothing was typed.
// `data-words` holds what the browser says itself, as JSON: offline, ended, title, when, newer, show, back, drop, both.
// Inside stand `[data-autosaved]` (a live region for what became of it), `[data-others]`, and `[data-meets]`, the button whose
// answer shows both texts. A page that follows a save has `gedaan` in its address.
"use strict";

{
  const prefix = "samenspraak-getypt ";
  /** Older ones are thrown away, so that texts do not stay behind on a computer. */
  const days = 30;
  const [pause, patience, look] = [1_500, 8_000, 15_000];

  const remember = (key, draft) => {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch { /* A browser that keeps nothing: the server still has what was saved. */ }
  };
  const recall = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
      if (Date.now() - (recall(key)?.at ?? 0) > days * 86_400_000) localStorage.removeItem(key);
    }
  } catch { /* It keeps nothing. */ }

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter(Boolean));
    return element;
  };
  const moment = (at) => {
    const language = document.documentElement.lang;
    const said = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hour12: false }).format(at);
    return language === "nl" ? `${said.replace(":", ".")} uur` : said;
  };

  class Autosave {
    constructor(root) {
      Object.assign(this, { root, key: prefix + root.dataset.autosave, words: JSON.parse(root.dataset.words) });
      this.said = root.querySelector("[data-autosaved]");
      this.others = root.querySelector("[data-others]");
      this.meets = root.querySelector("[data-meets]");
      this.form = root.closest("form");
      // A page that comes back with faults or with what a button elsewhere left in the fields shows what nobody has saved.
      const status = performance.getEntriesByType("navigation")[0]?.responseStatus;
      const isTyped = document.querySelector("[data-typed]") !== null || (status ? status !== 200 : false);
      this.saved = isTyped ? null : this.now(true);
      this.offer();
      root.addEventListener("input", () => this.typed());
      root.addEventListener("focusout", () => this.isDirty() && this.save());
      addEventListener("online", () => this.isDirty() && this.save());
      addEventListener("pagehide", () => this.leave());
      document.addEventListener("visibilitychange", () => document.hidden && this.isDirty() && this.save());
      // What is being saved becomes the version that the button goes on from.
      document.addEventListener("submit", (event) => this.press(event), true);
      for (const kind of ["keydown", "pointerdown"]) {
        addEventListener(kind, (event) => event.isTrusted && this.here(), { passive: true });
      }
      if (this.isDirty()) this.keep();
    }

    fields() {
      return [...this.root.querySelectorAll("input[name], textarea[name], select[name]")].filter((field) => !["submit", "button", "file", "password"].includes(field.type));
    }

    version() {
      return this.root.querySelector("[name=version]");
    }

    /** What stands in the fields, as the form would send it; or as the server drew them, whatever the browser put back. */
    sent(asDrawn = false) {
      const sent = new URLSearchParams();
      for (const field of this.fields()) {
        if (["checkbox", "radio"].includes(field.type)) {
          if (asDrawn ? field.defaultChecked : field.checked) sent.append(field.name, field.value);
        } else if (asDrawn && field.options) {
          const drawn = [...field.options];
          sent.append(field.name, (drawn.find((option) => option.defaultSelected) ?? drawn[0])?.value ?? "");
        } else sent.append(field.name, asDrawn && field.defaultValue !== undefined ? field.defaultValue : field.value);
      }
      return sent;
    }

    now(asDrawn) {
      const sent = this.sent(asDrawn);
      sent.delete("version");
      return sent.toString();
    }

    isDirty() {
      return this.now() !== this.saved;
    }

    typed() {
      this.keep();
      if (this.isOver) return;
      clearTimeout(this.timer);
      this.since ??= Date.now();
      this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(pause, this.since + patience - Date.now())));
    }

    again() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), look);
    }

    /** A copy in this browser, with the version that it goes on from, until the server has it. */
    keep(more) {
      // Whoever types on without choosing keeps what waited too, until they choose.
      const typed = { version: this.version()?.value ?? "", at: Date.now(), sent: this.now(), waits: this.waits ?? undefined, ...more };
      remember(this.key, this.isDirty() ? typed : this.waits);
    }

    async save() {
      clearTimeout(this.timer);
      if (this.asked || this.isOver || this.leaving || !this.isDirty()) return this.asked;
      this.since = undefined;
      this.asked = this.ask();
      await this.asked;
      this.asked = undefined;
    }

    async ask() {
      const sent = this.now();
      const answer = await this.post(this.root.dataset.autosave, this.sent());
      if (answer.status === 200) {
        this.saved = sent;
        if (this.version()) this.version().value = answer.version;
        this.keep();
        this.say(answer.said);
        if (this.isDirty()) this.typed();
        else this.root.dispatchEvent(new Event("autosaved", { bubbles: true }));
      } else if (answer.status >= 400) {
        this.isOver = answer.status !== 422;
        this.say(answer.said ?? this.words.ended, answer.status === 409);
      } else {
        this.say(answer.status === 0 ? this.words.offline : this.words.ended);
        this.again();
      }
    }

    /** Posts fields and gives what was answered: with status 303 for a sign-in that ended, and 0 when nobody of ours answered. */
    async post(address, body, keepalive = false) {
      try {
        const answer = await fetch(address, { method: "POST", body, keepalive, redirect: "manual", headers: { Accept: "application/json" } });
        if (answer.type === "opaqueredirect") return { status: 303 };
        const told = await answer.json().catch(() => ({}));
        const isOurs = answer.status < 500 && (!answer.ok || told.version !== undefined);
        return { ...told, status: isOurs ? answer.status : 0 };
      } catch {
        return { status: 0 };
      }
    }

    say(sentence, isMeeting = false) {
      if (this.said.textContent !== sentence) this.said.textContent = sentence;
      this.said.classList.toggle("is-met", isMeeting);
      if (isMeeting && this.meets && !this.both) {
        this.both = make("button", { type: "button", className: "utrecht-button utrecht-button--secondary-action", textContent: this.words.both, onclick: () => this.meets.click() });
        this.said.after(this.both);
      }
    }

    async press(event) {
      if (event.target !== this.form || this.leaving) return;
      if (this.asked) {
        event.preventDefault();
        event.stopImmediatePropagation();
        await this.asked;
        return this.form.requestSubmit(event.submitter);
      }
      clearTimeout(this.timer);
      if (this.root.contains(event.submitter)) this.keep({ isPressed: true });
      this.leaving = true;
      // A press that leads nowhere leaves the page as it was.
      setTimeout(() => (this.leaving = false), 8_000);
    }

    leave() {
      if (this.leaving || this.isOver || this.asked || !this.isDirty()) return;
      this.post(this.root.dataset.autosave, this.sent(), true);
    }

    /** Somebody is at the page: only then others hear of them, so that a robot is nobody. */
    here() {
      const { here } = this.root.dataset;
      if (!here || Date.now() - (this.lookedAt ?? 0) < look) return;
      this.lookedAt = Date.now();
      clearInterval(this.looking);
      this.looks = 8;
      this.looking = setInterval(() => (this.looks-- > 0 ? this.meet() : clearInterval(this.looking)), look);
      this.meet();
    }

    async meet() {
      if (document.hidden) return;
      const sent = new URLSearchParams({ version: this.version()?.value ?? "" });
      const { status, others, version, fields, said } = await this.post(this.root.dataset.here, sent);
      if (status !== 200) return;
      if (this.others && this.others.textContent !== others) this.others.textContent = others;
      if (!fields || this.isDirty() || this.asked || this.waits) return;
      for (const field of this.fields()) {
        if (!(field.name in fields)) continue;
        if (["checkbox", "radio"].includes(field.type)) field.checked = field.value === fields[field.name];
        else field.value = fields[field.name];
      }
      this.version().value = version;
      this.saved = this.now();
      this.say(said);
      this.root.dispatchEvent(new Event("autosaved", { bubbles: true }));
    }

    /** Offers what waits in this browser; until somebody chooses it stays. */
    offer() {
      let draft = recall(this.key);
      // What was pressed is saved once a page says so: as it was, or as somebody chose of two texts.
      if (draft?.isPressed && this.saved !== null && new URLSearchParams(location.search).has("gedaan")) draft = draft.waits;
      if (draft?.waits && draft.sent === this.now()) draft = draft.waits;
      if (!draft || draft.sent === this.now()) return this.saved !== null && remember(this.key, null);
      this.waits = draft;
      const text = [...new URLSearchParams(draft.sent).values()].join("\n");
      const button = (kind, label, act) => make("button", { type: "button", className: `utrecht-button utrecht-button--${kind}-action`, textContent: label, onclick: act });
      this.box = make("section", { className: "utrecht-alert utrecht-alert--warning" },
        make("div", { className: "utrecht-alert__content stack" },
          make("h2", { className: "utrecht-heading-3", textContent: this.words.title }),
          make("p", { textContent: this.words.when.replace("{when}", moment(draft.at)) }),
          draft.version !== (this.version()?.value ?? "") && make("p", { textContent: this.words.newer }),
          make("details", {}, make("summary", { textContent: this.words.show }), make("p", { className: "words", textContent: text })),
          make("div", { className: "row" }, button("primary", this.words.back, () => this.back(draft)), button("secondary", this.words.drop, () => this.drop()))));
      this.box.setAttribute("aria-label", this.words.title);
      this.root.prepend(this.box);
    }

    back({ version, sent }) {
      const values = new URLSearchParams(sent);
      for (const field of this.fields()) {
        if (field.name === "version") field.value = version;
        else if (["checkbox", "radio"].includes(field.type)) field.checked = values.getAll(field.name).includes(field.value);
        else if (values.has(field.name)) field.value = values.get(field.name);
      }
      this.chosen();
      this.save();
    }

    drop() {
      this.chosen();
    }

    chosen() {
      this.waits = null;
      this.box.remove();
      this.keep();
      this.fields().find((field) => field.type !== "hidden")?.focus();
    }
  }

  // A page that the browser brings back shows an older version than what was saved when it was left.
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const roots = document.querySelectorAll("[data-autosave]");
  if (isBack && roots.length > 0) location.reload();
  else for (const root of roots) new Autosave(root);
  addEventListener("pageshow", (event) => event.persisted && roots.length > 0 && location.reload());
}
