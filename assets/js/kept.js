// What is typed and not saved waits in this browser, with the version that it began from: after a lost network, a session that
// ended or a crash it is offered again. It goes once it is saved. A newer text on the server is never written over: what is put
// back goes on from the version that it began from, so that saving shows both.
//
// `[data-kept]` (drawn by web::kept) stands on the page of a form: `data-about` is the [data-act] of its section, `data-words` what is
// said here. A section whose text is saved by itself says so with the event `samenspraak:saved`; a page that follows a save by
// hand has `gedaan` in its address.
"use strict";

{
  const prefix = "samenspraak-getypt ";
  /** Older ones are thrown away, so that texts do not stay behind on a computer. */
  const days = 30;

  const remember = (key, typed) => {
    try {
      if (typed) localStorage.setItem(key, JSON.stringify(typed));
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
  const isBox = (field) => ["checkbox", "radio"].includes(field.type);

  class Kept {
    constructor(frame, section) {
      Object.assign(this, { frame, section, words: JSON.parse(frame.dataset.words), key: prefix + frame.dataset.about });
      // A page that comes back with faults, or with what a button elsewhere left in the fields, shows what nobody has saved.
      const status = performance.getEntriesByType("navigation")[0]?.responseStatus;
      this.isSaved = document.querySelector("[data-typed]") === null && (status ? status === 200 : true);
      this.saved = this.isSaved ? this.typed(true) : null;
      this.offer();
      section.addEventListener("input", () => this.soon());
      section.addEventListener("change", () => this.soon());
      section.addEventListener("samenspraak:saved", ({ detail }) => {
        if (detail.whole) this.saved = this.typed();
        this.keep();
      });
      document.addEventListener("submit", ({ submitter }) => section.contains(submitter) && this.keep({ isPressed: true }));
      addEventListener("pagehide", () => this.timer && this.keep());
      if (this.typed() !== this.saved) this.keep();
    }

    fields() {
      return [...this.section.querySelectorAll("input, textarea, select")].filter((field) => field.name && !["hidden", "submit", "button", "file", "password"].includes(field.type));
    }

    version() {
      return this.section.querySelector("input[type=hidden][name=version]");
    }

    /** What stands in the fields; or what the server drew in them, whatever the browser put back. */
    typed(asDrawn = false) {
      const typed = new URLSearchParams();
      for (const field of this.fields()) {
        if (!isBox(field)) typed.append(field.name, asDrawn ? field.defaultValue ?? field.value : field.value);
        else if (asDrawn ? field.defaultChecked : field.checked) typed.append(field.name, field.value);
      }
      return typed.toString();
    }

    soon() {
      this.timer ??= setTimeout(() => this.keep(), 400);
    }

    keep(more) {
      clearTimeout(this.timer);
      this.timer = null;
      const typed = this.typed();
      // Whoever types on without choosing keeps what waited too, until they choose.
      const kept = { version: this.version()?.value ?? "", at: Date.now(), typed, ...(this.waits && { waits: this.waits }), ...more };
      remember(this.key, typed === this.saved ? this.waits : kept);
    }

    offer() {
      let kept = recall(this.key);
      // What was pressed is saved once a page says so: as it was, or as somebody chose of two texts.
      if (kept?.isPressed && this.isSaved && new URLSearchParams(location.search).has("gedaan")) kept = kept.waits;
      if (kept?.waits && kept.typed === this.typed()) kept = kept.waits;
      if (!kept || kept.typed === this.typed()) {
        if (this.isSaved) remember(this.key, null);
        return;
      }
      this.waits = kept;
      const { words } = this;
      const text = [...new URLSearchParams(kept.typed).values()].join("\n");
      const button = (kind, label, act) => make("button", { type: "button", className: `utrecht-button utrecht-button--${kind}-action`, textContent: label, onclick: act });
      const title = make("h2", { className: "utrecht-heading-3", textContent: words.title, id: "weer-terug" });
      this.box = make("section", { className: "utrecht-alert utrecht-alert--warning kept" },
        make("div", { className: "utrecht-alert__content stack" }, title,
          make("p", { textContent: words.when.replace("{when}", moment(kept.at)) }),
          kept.version !== (this.version()?.value ?? "") && make("p", { textContent: words.newer }),
          make("details", {}, make("summary", { textContent: words.show }), make("p", { className: "words", textContent: text })),
          make("div", { className: "row" }, button("primary", words.back, () => this.back(kept)), button("secondary", words.drop, () => this.chosen()))));
      this.box.setAttribute("aria-labelledby", title.id);
      this.frame.append(this.box);
    }

    back({ version, typed }) {
      const values = new URLSearchParams(typed);
      for (const field of this.fields()) {
        if (isBox(field)) field.checked = values.getAll(field.name).includes(field.value);
        else if (values.has(field.name)) field.value = values.get(field.name);
      }
      if (this.version()) this.version().value = version;
      this.chosen();
      this.section.dispatchEvent(new Event("input", { bubbles: true }));
    }

    chosen() {
      this.waits = null;
      this.box.remove();
      this.keep();
      this.fields()[0]?.focus();
    }
  }

  for (const frame of document.querySelectorAll("[data-kept]")) {
    const section = document.querySelector(`[data-act="${CSS.escape(frame.dataset.about)}"]`);
    if (section) new Kept(frame, section);
  }
}
