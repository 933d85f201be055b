// What the editor knows: exactly the blocks and marks of the tree (`base::blocks`), and no more.
import { Extension, Node, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { address } from "./address.js";
import { button, runsOf } from "./doc.js";
import { picture } from "./picture.js";

/** A quotation of one paragraph. */
const Quote = Node.create({
  name: "quote",
  group: "block",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", ["p", 0]],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
  addKeyboardShortcuts() {
    return { Backspace: ({ editor }) => atStartOf(editor, this.name) && editor.commands.setNode("paragraph") };
  },
});

const atStartOf = ({ state: { selection } }, name) => selection.empty && selection.$from.parentOffset === 0 && selection.$from.parent.type.name === name;

/** A list of one level: an item is one paragraph. */
const Item = ListItem.extend({
  content: "paragraph",
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});
const Numbers = OrderedList.extend({
  addAttributes: () => ({ start: { default: 1, parseHTML: (element) => (Number(element.getAttribute("start") ?? 1) >= 0 ? Number(element.getAttribute("start") ?? 1) : 1), renderHTML: ({ start }) => (start === 1 ? {} : { start }) } }),
  addProseMirrorPlugins: () => [],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  // "2026. " begins a sentence sooner than a list.
  addInputRules() {
    return [wrappingInputRule({ find: /^(\d{1,2})[.)]\s$/, type: this.type, getAttributes: ([, number]) => ({ start: Number(number) }), joinPredicate: ([, number], node) => node.childCount + node.attrs.start === Number(number) })];
  },
});
const Bullets = BulletList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[-+*•]\s$/, type: this.type })];
  },
});

/** A table without widths, so without inline style; Tab goes through its cells and leaves it at the end. */
const Grid = Table.extend({
  renderHTML: () => ["div", { class: "editor__grid" }, ["table", ["tbody", 0]]],
  addKeyboardShortcuts() {
    return { Tab: () => this.editor.commands.goToNextCell(), "Shift-Tab": () => this.editor.commands.goToPreviousCell() };
  },
});
const cell = { content: "paragraph", addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } }) };
const Cell = TableCell.extend({ ...cell, renderHTML: () => ["td", 0] });
const HeaderCell = TableHeader.extend({ ...cell, renderHTML: () => ["th", { scope: "col" }, 0] });

/** A paragraph that Markdown would call a button looks like one. */
const Buttons = Extension.create({
  name: "buttons",
  addProseMirrorPlugins: () => [new Plugin({ props: { decorations: ({ doc }) => DecorationSet.create(doc, buttonsIn(doc)) } })],
});

function buttonsIn(doc) {
  const found = [];
  doc.forEach((node, at) => {
    if (["paragraph", "quote"].includes(node.type.name) && node.childCount > 0 && node.firstChild.marks.length > 1 && button(runsOf(node.toJSON()))) {
      found.push(Decoration.node(at, at + node.nodeSize, { class: "editor__button" }));
    }
  });
  return found;
}

/** All of them; `words` are the texts of the page. */
export function extensions(words) {
  return [
    Document, Text, Paragraph, HardBreak, Quote, Item, Bullets, Numbers, Grid, TableRow, Cell, HeaderCell, Buttons,
    Heading.configure({ levels: [2, 3, 4] }),
    Bold, Italic,
    Link.configure({
      openOnClick: false,
      defaultProtocol: "https",
      HTMLAttributes: { target: null, rel: null },
      isAllowedUri: (href) => address(href ?? "") !== null,
      // "wij.nl" in a sentence may be a slip of the finger; a whole address is meant.
      shouldAutoLink: (href) => /^(https?:\/\/|www\.|[^\s/]+@)/.test(href),
    }),
    HorizontalRule, picture(words),
    UndoRedo, Dropcursor.configure({ color: false, class: "editor__drop" }), Gapcursor,
    Placeholder.configure({ placeholder: words.placeholder ?? "", showOnlyWhenEditable: true }),
  ];
}
