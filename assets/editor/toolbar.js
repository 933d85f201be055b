// The bar of buttons: one stop for Tab, arrows within it (the toolbar pattern of the ARIA practices).
import { blocks } from "./acts.js";
import { icon, make } from "./dom.js";

const groups = [["bold", "italic", "link"], ["bullets", "numbers", "quote"], ["image", "table", "button", "divider"], ["undo", "redo"]];
const inTable = ["rowAdd", "rowDrop", "columnAdd", "columnDrop", "tableDrop"];
const styles = ["paragraph", "heading2", "heading3", "heading4"];

export class Toolbar {
  constructor(editor, acts, words) {
    Object.assign(this, { editor, acts, words });
    this.style = this.styleButton();
    this.table = make("div", { class: "editor__group", role: "group", "aria-label": words.inTable, hidden: true }, ...inTable.map((name) => this.button(name, words[name])));
    this.element = make("div", { class: "editor__tools", role: "toolbar", "aria-label": words.tools, onkeydown: (event) => this.key(event) },
      make("div", { class: "editor__group" }, this.style, this.menu),
      ...groups.map((names) => make("div", { class: "editor__group" }, ...names.map((name) => this.button(name, icon(name))))),
      this.table);
    this.stop(this.style);
  }

  button(name, face) {
    const { run, is, keys } = this.acts[name];
    const label = this.words[name];
    const shown = keys && navigator.platform.startsWith("Mac") ? keys.replace("Ctrl", "⌘") : keys;
    return make("button", {
      type: "button", class: "editor__tool", tabindex: -1, "data-act": name, "aria-pressed": is ? "false" : null,
      "aria-label": typeof face === "string" ? null : label, "data-tip": typeof face === "string" ? null : shown ? `${label} (${shown})` : label,
      "aria-keyshortcuts": keys?.replace("Ctrl", navigator.platform.startsWith("Mac") ? "Meta" : "Control") ?? null,
      // The selection in the text stays where it is.
      onmousedown: (event) => event.preventDefault(),
      onclick: (event) => event.currentTarget.getAttribute("aria-disabled") || run(),
    }, face);
  }

  styleButton() {
    const choose = (name) => {
      this.close();
      this.acts[name].run();
    };
    this.menu = make("div", { class: "editor__menu", role: "menu", hidden: true, "aria-label": this.words.tools, onkeydown: (event) => this.menuKey(event) },
      ...styles.map((name) => make("button", { type: "button", role: "menuitemradio", "aria-checked": "false", tabindex: -1, class: `editor__choice editor__choice--${name}`, "data-act": name, onmousedown: (event) => event.preventDefault(), onclick: () => choose(name) }, this.words[name])));
    addEventListener("pointerdown", (event) => this.element.contains(event.target) || this.close());
    return make("button", {
      type: "button", class: "editor__tool editor__style", tabindex: -1, "aria-haspopup": "menu", "aria-expanded": "false",
      onmousedown: (event) => event.preventDefault(), onclick: () => (this.menu.hidden ? this.open() : this.close()),
    }, make("span", {}, this.words.paragraph), icon("down"));
  }

  open() {
    if (this.style.getAttribute("aria-disabled")) return;
    this.menu.hidden = false;
    this.style.setAttribute("aria-expanded", "true");
    (this.menu.querySelector("[aria-checked=true]") ?? this.menu.firstChild).focus();
  }

  close() {
    this.menu.hidden = true;
    this.style.setAttribute("aria-expanded", "false");
  }

  menuKey(event) {
    const items = [...this.menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      this.close();
      this.style.focus();
    } else return;
    event.stopPropagation();
    if (event.key !== "Tab") event.preventDefault();
  }

  key(event) {
    const all = [...this.element.querySelectorAll(".editor__tool")].filter((button) => button.offsetParent);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: (at + 1) % all.length, ArrowLeft: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      this.stop(all[to]);
      this.focus();
    } else if (event.key === "ArrowDown" && document.activeElement === this.style) this.open();
    else if (event.key === "Escape") this.editor.commands.focus();
    else return;
    event.preventDefault();
  }

  /** The button where Tab stops. */
  stop(button) {
    for (const other of this.element.querySelectorAll(".editor__tool")) other.tabIndex = other === button ? 0 : -1;
  }

  focus() {
    // The bar sticks to the top, where it is in view already: the text must not move away below it.
    const { top, bottom } = this.element.getBoundingClientRect();
    this.element.querySelector(".editor__tool[tabindex='0']").focus({ preventScroll: top >= 0 && bottom <= innerHeight });
  }

  /** Shows what holds where the cursor is. */
  show() {
    const cells = this.editor.isActive("table");
    this.table.hidden = !cells;
    for (const element of this.element.querySelectorAll("[data-act]")) {
      const name = element.dataset.act;
      const is = this.acts[name].is?.() ?? false;
      const state = element.getAttribute("role") === "menuitemradio" ? "aria-checked" : "aria-pressed";
      if (element.hasAttribute(state)) element.setAttribute(state, String(is));
      const can = !(cells && blocks.includes(name)) && (!["undo", "redo"].includes(name) || this.editor.can()[name]());
      element.toggleAttribute("aria-disabled", !can);
      if (!can) element.setAttribute("aria-disabled", "true");
    }
    const style = styles.find((name) => this.acts[name].is()) ?? "paragraph";
    this.style.firstChild.textContent = this.words[style];
    if (cells) this.style.setAttribute("aria-disabled", "true");
    else this.style.removeAttribute("aria-disabled");
    if (cells === false && this.table.contains(document.activeElement)) this.stop(this.style);
    if (!this.element.querySelector(".editor__tool[tabindex='0']")?.offsetParent) this.stop(this.style);
  }
}
