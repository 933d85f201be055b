// What was typed and not saved waits in this browser: per person and page, with the version it began from. It is offered
// again after a crash, an expired session or a conflict, and goes after a save. A newer version on the server is never
// written over: the text goes back with the version it began from, so that the server shows both texts side by side.
import { make, say } from "./dom.js";

const prefix = "samenspraak-concept";
const sent = `${prefix}-verstuurd`;
/** Older ones are thrown away, so that texts do not stay behind on a computer. */
const days = 30;

export class Drafts {
  constructor(form, person, words, put) {
    Object.assign(this, { form, words, put });
    this.key = `${prefix} ${person} ${location.pathname}`;
    // A page that answers with faults or with somebody else's text shows what was typed, which nobody has saved.
    const status = performance.getEntriesByType("navigation")[0]?.responseStatus;
    // A button elsewhere on the page may have left in the fields what is not saved.
    const isTyped = document.querySelector("[data-typed]") !== null;
    this.isSaved = !isTyped && (status ? status === 200 : !document.querySelector(".faults, textarea[readonly]"));
    this.shown = this.fields();
    this.status = make("p", { class: "muted editor__draft-state", role: "status" });
    form.append(this.status);
    clearSaved();
    // Even when it is shown beside a newer version: the text goes on from the version that it began from.
    this.from = this.isSaved ? null : load(this.key)?.version;
    this.offer();
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    // A section that saves itself says so; until then this copy stays.
    this.isQuiet = document.querySelector("[data-saving]") !== null;
    form.addEventListener("samenspraak:saved", ({ target, detail }) => this.saved(target, detail.whole));
    form.addEventListener("submit", () => {
      this.keep();
      try {
        sessionStorage.setItem(sent, this.key);
      } catch { /* A browser that keeps nothing: the server still has the last word. */ }
    });
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
  }

  /** What is typed, without what the page itself fills in. */
  fields(elements = this.form.elements) {
    const fields = {};
    for (const { name, type, value, checked } of elements) {
      if (!name || ["hidden", "submit", "button", "password", "file"].includes(type)) continue;
      if (type === "radio" ? checked : type !== "checkbox") fields[name] = value;
      if (type === "checkbox") fields[`${name} ${value}`] = String(checked);
    }
    return fields;
  }

  version() {
    return (this.form.elements.version ?? this.form.elements.seen)?.value ?? "";
  }

  soon() {
    this.timer ??= setTimeout(() => this.keep(), 1_500);
  }

  keep() {
    clearTimeout(this.timer);
    this.timer = null;
    const fields = this.fields();
    if (this.isSaved && isSame(fields, this.shown)) {
      if (!this.waits) this.forget();
      return;
    }
    // Whoever types on without choosing keeps what waited too, until they choose.
    const draft = { version: this.from ?? this.version(), at: Date.now(), fields, ...(this.waits && { waits: this.waits }) };
    const isKept = store(this.key, draft);
    this.say(isKept ? (this.isQuiet ? "" : this.words.draftKept) : this.words.draftFull);
  }

  /** What a section holds is on the server; what waits beside it, and what is typed elsewhere, stays. */
  saved(section, isWhole) {
    if (!isWhole) return;
    Object.assign(this.shown, this.fields(section.querySelectorAll("input, textarea, select")));
    this.isSaved = true;
    this.from = null;
    this.keep();
  }

  say(sentence) {
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
  }

  forget() {
    localRemove(this.key);
    this.say("");
  }

  offer() {
    let draft = load(this.key);
    if (draft?.waits && isSame(draft.fields, this.shown)) draft = draft.waits;
    if (!draft) return;
    if (isSame(draft.fields, this.shown)) return this.isSaved && this.forget();
    this.waits = draft;
    const { words } = this;
    const when = moment(draft.at);
    const changed = Object.entries(draft.fields).filter(([name, value]) => value !== this.shown[name]);
    const button = (kind, label, act) => make("button", { type: "button", class: `utrecht-button utrecht-button--${kind}-action`, onclick: act }, label);
    this.box = make("section", { class: "utrecht-alert utrecht-alert--warning editor__draft", "aria-labelledby": "editor-draft-title" }, make("div", { class: "utrecht-alert__content stack" },
      make("h2", { id: "editor-draft-title", class: "utrecht-heading-3" }, words.draftTitle),
      make("p", {}, say(words.draftWhen, { when })),
      draft.version !== this.version() ? make("p", {}, words.draftNewer) : null,
      make("details", {}, make("summary", {}, words.draftShow), ...changed.map(([name, value]) => make("pre", { "data-field": name, tabindex: 0 }, value))),
      make("div", { class: "row" }, button("primary", words.draftBack, () => this.back(draft)), button("secondary", words.draftDrop, () => this.drop()))));
    this.form.before(this.box);
  }

  back({ fields, version }) {
    for (const element of this.form.elements) {
      const { name, type } = element;
      if (type === "checkbox" && fields[`${name} ${element.value}`]) element.checked = fields[`${name} ${element.value}`] === "true";
      else if (type === "radio" && fields[name] !== undefined) element.checked = element.value === fields[name];
      else if (name && type !== "hidden" && fields[name] !== undefined && type !== "checkbox") element.value = fields[name];
    }
    const from = this.form.elements.version ?? this.form.elements.seen;
    if (from && version) from.value = version;
    this.done();
    this.put();
    this.keep();
    // What stands in the fields again is no different from what is typed.
    this.form.querySelector("[contenteditable], input:not([type=hidden])")?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  drop() {
    this.done();
    this.forget();
    this.keep();
  }

  done() {
    this.waits = null;
    this.box.remove();
    const first = this.form.querySelector("input:not([type=hidden]), [contenteditable]");
    first?.focus();
  }
}

/** A moment as the rest of the house writes it: "29 november om 14.32 uur". */
function moment(at) {
  const language = document.documentElement.lang;
  const said = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", hour: "numeric", minute: "2-digit", hour12: false }).format(at);
  return language === "nl" ? `${said.replace(":", ".")} uur` : said;
}

/** What an act says that saved nothing. */
const notSaved = ["ingehaald", "dicht", "onbekend"];

/** After a save the page that follows says so in its address; what was sent then needs no copy any more. */
function clearSaved() {
  const said = new URLSearchParams(location.search).get("gedaan");
  try {
    const key = sessionStorage.getItem(sent);
    sessionStorage.removeItem(sent);
    const path = key?.slice(key.lastIndexOf(" ") + 1);
    const isHere = path === location.pathname || (said === "gemaakt" && path?.endsWith("/nieuw"));
    if (said && isHere && !notSaved.includes(said)) localStorage.removeItem(key);
    for (const old of Object.keys(localStorage).filter((name) => name.startsWith(`${prefix} `))) {
      if (Date.now() - (load(old)?.at ?? 0) > days * 86_400_000) localStorage.removeItem(old);
    }
  } catch { /* A browser that keeps nothing. */ }
}

const words = (text) => text.replace(/\s+/g, " ").trim();
const isSame = (one, two) => [...new Set([...Object.keys(one), ...Object.keys(two)])].every((name) => words(one[name] ?? "") === words(two[name] ?? ""));

function store(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function localRemove(key) {
  try {
    localStorage.removeItem(key);
  } catch { /* Nothing was kept either. */ }
}
