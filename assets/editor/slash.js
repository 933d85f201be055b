// The menu that opens with "/" in an empty paragraph. The cursor stays in the text; arrows choose, typing filters.
import { Plugin } from "@tiptap/pm/state";
import { icon, make } from "./dom.js";

const names = ["heading2", "heading3", "bullets", "numbers", "quote", "image", "table", "button", "divider", "heading4"];
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class SlashMenu {
  constructor(acts, words, id) {
    Object.assign(this, { acts, words, id });
    this.chosen = 0;
    this.found = [];
    this.closedAt = null;
    this.list = make("ul", { role: "listbox", id, "aria-label": words.insert });
    this.none = make("p", { class: "muted" }, words.menuNone);
    this.element = make("div", { class: "editor__slash", hidden: true, onmousedown: (event) => event.preventDefault() }, this.list, this.none, make("p", { class: "muted" }, words.menuHelp));
  }

  /** The plugin that watches the text and the keys. */
  plugin() {
    return new Plugin({
      props: { handleKeyDown: (view, event) => !this.element.hidden && this.key(view, event), handleDOMEvents: { blur: () => this.close() } },
      view: () => ({ update: (view) => this.update(view) }),
    });
  }

  update(view) {
    const { $from, empty } = view.state.selection;
    const text = $from.parent.textContent;
    const query = empty && view.hasFocus() && $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parentOffset === text.length ? /^\/([^/]*)$/.exec(text) : null;
    if (!query) this.closedAt = null;
    if (!query || this.closedAt === $from.before()) return this.close();
    this.found = names.filter((name) => bare(this.words[name]).includes(bare(query[1].trim())));
    // Three words that match nothing are a sentence that begins with a slash.
    if (this.found.length === 0 && query[1].length > 12) return this.close();
    this.chosen = Math.min(this.query === query[1] ? this.chosen : 0, Math.max(0, this.found.length - 1));
    this.query = query[1];
    this.draw(view);
  }

  draw(view) {
    this.list.replaceChildren(...this.found.map((name, index) => make("li", { role: "option", id: `${this.id}-${name}`, "aria-selected": String(index === this.chosen), onclick: () => this.choose(view, name) },
      make("b", {}, icon(name)), make("span", {}, this.words[name], make("small", {}, this.words[`${name}Hint`])))));
    this.list.hidden = this.found.length === 0;
    this.none.hidden = this.found.length > 0;
    this.element.hidden = false;
    const place = view.coordsAtPos(view.state.selection.from);
    const around = this.element.offsetParent.getBoundingClientRect();
    this.element.style.top = `${place.bottom - around.top + 6}px`;
    this.element.style.left = `${Math.max(0, Math.min(place.left - around.left, around.width - this.element.offsetWidth))}px`;
    this.element.scrollIntoView({ block: "nearest" });
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
    view.dom.setAttribute("aria-controls", this.id);
    if (this.found.length > 0) view.dom.setAttribute("aria-activedescendant", `${this.id}-${this.found[this.chosen]}`);
    else view.dom.removeAttribute("aria-activedescendant");
    this.view = view;
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.view?.dom.removeAttribute("aria-activedescendant");
    this.view?.dom.removeAttribute("aria-controls");
  }

  key(view, event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length > 0) {
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.draw(view);
    } else if (event.key === "Enter" && this.found.length > 0) this.choose(view, this.found[this.chosen]);
    else if (event.key === "Escape") {
      this.closedAt = view.state.selection.$from.before();
      this.close();
    } else return false;
    event.preventDefault();
    return true;
  }

  choose(view, name) {
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.start(), $from.end()));
    this.close();
    this.acts[name].run();
  }
}
