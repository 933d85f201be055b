// Images: placing files, and the block that shows one.
import { Node } from "@tiptap/core";
import { make, say } from "./dom.js";

/** Where the library takes a file. */
const library = "/beheer/beelden";

/** An image between paragraphs, with its description below it. */
export const picture = (words) => Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    media: { default: null, parseHTML: (element) => Number(element.dataset.media) || null, renderHTML: ({ media }) => ({ "data-media": media }) },
    alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "" },
  }),
  parseHTML: () => [{ tag: "img[data-media]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
  addNodeView: () => ({ node, editor, getPos }) => {
    let shown = node;
    const image = make("img", { src: `${library}/${node.attrs.media}/bestand`, alt: node.attrs.alt });
    const alt = make("input", { type: "text", value: node.attrs.alt, maxlength: 300, placeholder: words.imageAltEmpty, oninput: () => change() });
    const dom = make("figure", { class: "editor__picture", contenteditable: "false" }, image,
      make("label", {}, make("span", {}, words.imageAlt), alt),
      make("a", { class: "utrecht-link", href: `${library}/${node.attrs.media}`, target: "_blank", rel: "noopener" }, words.imageOpen));
    const change = () => {
      const at = getPos();
      if (at === undefined) return;
      editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...shown.attrs, alt: alt.value.replace(/\s+/g, " ") }));
    };
    return {
      dom,
      update: (next) => {
        if (next.type !== shown.type || next.attrs.media !== shown.attrs.media) return false;
        shown = next;
        image.alt = next.attrs.alt;
        if (document.activeElement !== alt) alt.value = next.attrs.alt;
        return true;
      },
      // What is typed in the field is not typed in the text.
      stopEvent: (event) => event.target === alt && event.type !== "dragstart",
      ignoreMutation: () => true,
    };
  },
});

/** Places files where they were dropped, pasted or picked: each on its way keeps its place while one types on. */
export class Placing {
  constructor(editor, words, tell) {
    Object.assign(this, { editor, words, tell });
    this.waiting = new Set();
    editor.on("transaction", ({ transaction }) => {
      for (const place of this.waiting) place.at = transaction.mapping.map(place.at);
    });
  }

  /** Asks for files and places them at the cursor. */
  pick() {
    const at = this.editor.state.selection.from;
    const input = make("input", { type: "file", accept: "image/jpeg,image/png,image/gif,image/webp", multiple: true, onchange: () => this.all([...input.files], at) });
    input.click();
  }

  async all(files, at) {
    const place = { at };
    this.waiting.add(place);
    const faults = [];
    for (const file of files) {
      this.tell([], say(this.words.imagePlacing, { name: file.name }));
      const told = await this.send(file);
      if (told.fault) faults.push(`${file.name}: ${told.fault}`);
      else this.insert(place, told);
    }
    this.waiting.delete(place);
    if (faults.length > 0) this.tell(faults, this.words.imageRefused);
    else this.tell([], this.words.imagePlaced);
  }

  async send(file) {
    const body = new FormData();
    body.append("file", file);
    try {
      const answer = await fetch(`${library}/nieuw`, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 413) return { fault: this.words.imageTooLarge };
      if (!answer.headers.get("content-type")?.includes("json")) return { fault: answer.redirected || answer.status === 403 || answer.status === 401 ? this.words.imageSignedOut : this.words.imageFailed };
      return await answer.json();
    } catch {
      return { fault: this.words.imageFailed };
    }
  }

  insert(place, { id }) {
    const { state } = this.editor;
    const at = state.doc.resolve(Math.min(place.at, state.doc.content.size));
    // An image stands between blocks: after the one in which the cursor is, or in the place of an empty paragraph.
    const isEmpty = at.depth === 1 && at.parent.type.name === "paragraph" && at.parent.content.size === 0;
    const node = state.schema.nodes.image.create({ media: id, alt: "" });
    const tr = state.tr;
    const begins = isEmpty ? at.before() : at.depth === 0 ? at.pos : at.after(1);
    if (isEmpty) tr.replaceWith(begins, at.after(), [node, state.schema.nodes.paragraph.create()]);
    else tr.insert(begins, [node, ...(at.depth === 0 || begins < state.doc.content.size ? [] : [state.schema.nodes.paragraph.create()])]);
    this.editor.view.dispatch(tr.scrollIntoView());
    // The next file of the same drop comes after this one.
    place.at = begins + node.nodeSize;
  }
}
