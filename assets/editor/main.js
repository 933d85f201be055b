// The editor of a Markdown field. The field stays what is sent: on every change the editor writes Markdown into it, and
// reads it from there. Without this script the field is what it always was.
import { Editor, Extension } from "@tiptap/core";
import { Fragment, Slice } from "@tiptap/pm/model";
import { acts } from "./acts.js";
import { docOf, treeOf } from "./doc.js";
import { make, icon, say } from "./dom.js";
import { Drafts } from "./drafts.js";
import { htmlOf } from "./html.js";
import { LinkDialog } from "./link-dialog.js";
import { treeOfHtml, treeOfText } from "./paste.js";
import { Placing } from "./picture.js";
import { read } from "./read.js";
import { extensions } from "./schema.js";
import { SlashMenu } from "./slash.js";
import { Toolbar } from "./toolbar.js";
import { write } from "./write.js";

const choice = "samenspraak-markdown";

class Writer {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words);
    this.area = root.querySelector("textarea");
    this.label = root.querySelector("label");
    this.help = root.parentElement.querySelector("[data-markdown-help]");
    this.label.id ||= `${this.area.id}-label`;
    this.label.addEventListener("click", (event) => this.isRich() && (event.preventDefault(), this.editor.commands.focus()));
    this.build();
    this.original = { markdown: this.area.value, tree: null };
    if (localGet(choice) === "1") this.showMarkdown();
    else this.showEditor();
    // A link to the field, as the summary of faults has, leads to where one writes.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.(`a[href="#${this.area.id}"]`);
      if (!link || !this.isRich()) return;
      event.preventDefault();
      this.goTo(link.dataset.find);
    });
    addEventListener("pageshow", () => this.area.value !== this.last && this.again());
  }

  /** Goes to words of the text, or to the image of that address; to the text when they are not there any more. */
  goTo(sought) {
    const { editor } = this;
    let at = null;
    if (sought) editor.state.doc.descendants((node, pos) => {
      if (at) return false;
      if (node.type.name === "image" && `(media:${node.attrs.media})` === sought) at = { from: pos, to: pos + node.nodeSize };
      if (!node.isTextblock) return true;
      const found = node.textBetween(0, node.content.size, null, "\n").indexOf(sought);
      if (found >= 0) at = { from: pos + 1 + found, to: pos + 1 + found + sought.length };
      return false;
    });
    editor.chain().focus().command(({ commands }) => !at || commands.setTextSelection(at)).scrollIntoView().run();
  }

  isRich() {
    return !this.shell.hidden;
  }

  build() {
    const { words, area } = this;
    this.paper = make("div", { class: "editor__paper" });
    this.said = make("div", { class: "editor__said", role: "status" });
    this.count = make("span", { class: "muted" });
    const helpId = `${area.id}-editor-help`;
    this.shell = make("div", { class: "editor", hidden: true }, this.paper, this.said,
      make("div", { class: "editor__foot" }, this.count, make("span", { class: "muted editor__keys", id: helpId }, words.toolsHelp), this.link(words.toMarkdown, () => this.showMarkdown(true))));
    this.refused = make("div", { role: "status" });
    this.bar = make("div", { class: "editor__bar", hidden: true }, this.refused, this.link(words.toEditor, () => this.showEditor(true)));
    area.before(this.bar, this.shell);
    let dialog;
    const slash = new SlashMenu({}, words, `${area.id}-insert`);
    this.editor = new Editor({
      element: this.paper,
      injectCSS: false,
      extensions: [...extensions(words), this.keys(() => this.toolbar.focus(), () => dialog.open("link"), slash)],
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": this.label.id, "aria-describedby": [area.getAttribute("aria-describedby"), helpId].filter(Boolean).join(" "), ...(area.getAttribute("aria-invalid") && { "aria-invalid": "true" }), class: "editor__text", translate: "no", spellcheck: "true" },
        transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : this.pasted(html)),
        clipboardTextParser: (text) => Slice.maxOpen(this.editor.schema.nodeFromJSON(docOf(treeOfText(text))).content),
        handlePaste: (view, event, slice) => this.files(event.clipboardData) || this.intoCell(slice),
        handleDrop: (view, event) => this.files(event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
      },
      onUpdate: () => this.write(),
      onTransaction: () => this.toolbar?.show(),
    });
    dialog = new LinkDialog(this.editor, words);
    this.placing = new Placing(this.editor, words, (notes, title) => this.say(notes, title));
    const all = acts(this.editor, (kind) => dialog.open(kind), () => this.placing.pick());
    slash.acts = all;
    this.toolbar = new Toolbar(this.editor, all, words);
    this.shell.prepend(this.toolbar.element);
    this.paper.append(slash.element);
    const language = area.form?.elements.language;
    const speak = () => language?.value && this.editor.view.dom.setAttribute("lang", language.value);
    language?.addEventListener("change", speak);
    speak();
  }

  keys(toToolbar, toLink, slash) {
    return Extension.create({
      name: "pageKeys",
      priority: 1_000,
      addKeyboardShortcuts: () => ({
        "Alt-F10": () => (toToolbar(), true),
        "Mod-k": () => (toLink(), true),
        "Mod-Shift-9": ({ editor }) => editor.chain().clearNodes().setNode(editor.isActive("quote") ? "paragraph" : "quote").run(),
      }),
      addProseMirrorPlugins: () => [slash.plugin()],
    });
  }

  link(label, act) {
    return make("button", { type: "button", class: "editor__switch", onclick: act }, label);
  }

  /** The text of the field, when it is not what the editor wrote: a draft that came back, a browser that filled it in. */
  again() {
    if (this.isRich()) this.showEditor();
  }

  showEditor(byHand = false) {
    this.last = this.area.value;
    const { tree, losses } = read(this.area.value);
    this.refused.replaceChildren();
    if (losses.length > 0) {
      const reasons = losses.slice(0, 5).map(({ line, what }) => make("li", {}, `${say(this.words.line, { line })}: ${this.words[`loss${what}`]}`));
      this.refused.append(make("p", {}, this.words.stays), make("ul", {}, ...reasons));
      return this.showMarkdown();
    }
    const doc = docOf(tree);
    const isFirst = this.original.tree === null;
    this.editor.commands.setContent(doc, { emitUpdate: false });
    if (isFirst) this.forgetUndo(doc);
    this.original.tree ??= JSON.stringify(treeOf(this.editor.getJSON()));
    this.show(true);
    this.tell();
    if (byHand) {
      localSet(choice, null);
      this.editor.commands.focus("start");
    }
  }

  /** What was loaded is where undoing ends. */
  forgetUndo() {
    const { state, view } = this.editor;
    const name = state.plugins.find((plugin) => plugin.key.startsWith("history$"));
    if (!name) return;
    view.updateState(state.reconfigure({ plugins: state.plugins.filter((plugin) => plugin !== name) }));
    view.updateState(view.state.reconfigure({ plugins: state.plugins }));
  }

  showMarkdown(byHand = false) {
    this.show(false);
    if (!byHand) return;
    localSet(choice, "1");
    this.refused.replaceChildren();
    this.area.focus();
  }

  show(isRich) {
    this.shell.hidden = !isRich;
    this.area.hidden = isRich;
    this.bar.hidden = isRich;
    if (this.help) this.help.hidden = isRich;
    this.label.htmlFor = this.area.id;
    if (isRich) this.toolbar.show();
  }

  /** The document as Markdown in the field; a text that is what was loaded stays as it was written. */
  write() {
    const tree = treeOf(this.editor.getJSON());
    this.area.value = JSON.stringify(tree) === this.original.tree ? this.original.markdown : write(tree);
    this.last = this.area.value;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.tell();
  }

  tell() {
    const count = (this.editor.getText({ blockSeparator: " " }).match(/[\p{L}\p{N}][^\s]*/gu) ?? []).length;
    this.count.textContent = count === 1 ? this.words.word : say(this.words.words, { count: new Intl.NumberFormat(document.documentElement.lang).format(count) });
  }

  pasted(html) {
    const { tree, notes } = treeOfHtml(html);
    this.say(Object.entries(notes).map(([what, count]) => say(this.words[`note${what}`], { count })));
    return htmlOf(tree);
  }

  /** Images are placed, other files are said; text beside them goes before them. */
  files(transfer, at = this.editor.state.selection.from) {
    if (!transfer?.files.length || transfer.types.some((type) => /^text\/(html|plain)$/.test(type))) return false;
    const images = [...transfer.files].filter((file) => file.type.startsWith("image/"));
    if (images.length > 0) this.placing.all(images, at);
    else this.say([], this.words.noFiles);
    return true;
  }

  /** In a cell of a table blocks become lines, so that they do not part the table. */
  intoCell(slice) {
    const { schema } = this.editor;
    const isTable = slice.content.firstChild?.type === schema.nodes.table || slice.content.firstChild?.type === schema.nodes.tableRow;
    if (!this.editor.isActive("table") || isTable || slice.content.childCount < 1) return false;
    const lines = [];
    slice.content.descendants((node) => {
      if (!node.isTextblock) return true;
      if (lines.length > 0) lines.push(schema.nodes.hardBreak.create());
      lines.push(...node.content.content);
      return false;
    });
    if (lines.length === 0) return false;
    this.editor.view.dispatch(this.editor.state.tr.replaceSelection(new Slice(Fragment.from(lines), 0, 0)).scrollIntoView());
    return true;
  }

  say(notes, title = this.words.pasted) {
    this.said.replaceChildren();
    if (notes.length === 0 && title === this.words.pasted) return;
    const close = make("button", { type: "button", class: "editor__close", "aria-label": this.words.close, onclick: () => { this.said.replaceChildren(); this.editor.commands.focus(); } }, icon("close"));
    this.said.append(make("div", { class: "editor__note" }, make("div", {}, make("p", {}, title), notes.length > 0 ? make("ul", {}, ...notes.map((note) => make("li", {}, note))) : null), close));
  }
}

function localGet(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function localSet(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* A browser that keeps nothing begins with the editor every time. */ }
}

function start() {
  const forms = new Map();
  for (const root of document.querySelectorAll("[data-editor]")) {
    const form = root.querySelector("textarea").form;
    const writer = new Writer(root);
    forms.set(form, [...(forms.get(form) ?? []), writer]);
  }
  for (const [form, writers] of forms) {
    const { root, words } = writers[0];
    new Drafts(form, root.dataset.person, words, () => writers.forEach((writer) => writer.again()));
    // A file that is dropped beside the text never leaves the page.
    for (const type of ["dragover", "drop"]) {
      addEventListener(type, (event) => {
        if (!event.dataTransfer?.types.includes("Files") || event.defaultPrevented) return;
        event.preventDefault();
        if (type === "drop") writers[0].say([], words.noFiles);
      });
    }
  }
}

// The page shows the editor when its own style is there, so that nothing jumps.
const first = document.querySelector("[data-editor]");
if (first) {
  const sheet = make("link", { rel: "stylesheet", href: first.dataset.style });
  sheet.addEventListener("load", start, { once: true });
  document.head.append(sheet);
}
