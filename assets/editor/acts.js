// What can be done to the text, by button, key and slash menu: one list.
import { closeHistory } from "@tiptap/pm/history";

/** The acts of an editor; `ask` opens the dialog of a link or button, `pick` asks for images. */
export function acts(editor, ask, pick) {
  // What an act changes is undone by itself, not with the words that were typed just before it.
  const now = () => editor.chain().focus().command(({ tr }) => Boolean(closeHistory(tr)));
  const become = (type, attributes) => now().clearNodes().setNode(type, attributes).run();
  const list = (type) => (type === "bulletList" ? now().toggleBulletList() : now().toggleOrderedList()).run();
  const isIn = (name, attributes) => () => editor.isActive(name, attributes);
  return {
    paragraph: { run: () => become("paragraph"), is: () => !["heading", "quote", "bulletList", "orderedList", "table"].some((name) => editor.isActive(name)) },
    heading2: { run: () => become("heading", { level: 2 }), is: isIn("heading", { level: 2 }), keys: "Ctrl+Alt+2" },
    heading3: { run: () => become("heading", { level: 3 }), is: isIn("heading", { level: 3 }), keys: "Ctrl+Alt+3" },
    heading4: { run: () => become("heading", { level: 4 }), is: isIn("heading", { level: 4 }), keys: "Ctrl+Alt+4" },
    bold: { run: () => now().toggleBold().run(), is: isIn("bold"), keys: "Ctrl+B" },
    italic: { run: () => now().toggleItalic().run(), is: isIn("italic"), keys: "Ctrl+I" },
    link: { run: () => ask("link"), is: isIn("link"), keys: "Ctrl+K" },
    bullets: { run: () => list("bulletList"), is: isIn("bulletList"), keys: "Ctrl+Shift+8" },
    numbers: { run: () => list("orderedList"), is: isIn("orderedList"), keys: "Ctrl+Shift+7" },
    quote: { run: () => become(editor.isActive("quote") ? "paragraph" : "quote"), is: isIn("quote"), keys: "Ctrl+Shift+9" },
    table: { run: () => now().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run() },
    image: { run: () => pick() },
    button: { run: () => ask("button") },
    divider: { run: () => now().setHorizontalRule().run() },
    undo: { run: () => now().undo().run(), keys: "Ctrl+Z" },
    redo: { run: () => now().redo().run(), keys: "Ctrl+Y" },
    rowAdd: { run: () => now().addRowAfter().run() },
    rowDrop: { run: () => now().deleteRow().run() },
    columnAdd: { run: () => now().addColumnAfter().run() },
    columnDrop: { run: () => now().deleteColumn().run() },
    tableDrop: { run: () => now().deleteTable().run() },
  };
}

/** What makes a block, which a cell of a table cannot hold. */
export const blocks = ["paragraph", "heading2", "heading3", "heading4", "bullets", "numbers", "quote", "table", "image", "button", "divider"];
