// The dialog of a link and of a button: a text and an address, judged as the server judges it.
import { mended } from "./address.js";
import { make } from "./dom.js";

export class LinkDialog {
  constructor(editor, words) {
    Object.assign(this, { editor, words });
    this.title = make("h2", { id: "editor-link-title" });
    this.text = this.field("editor-link-text", words.linkText);
    this.address = this.field("editor-link-address", words.linkAddress, words.addressHint);
    this.set = make("button", { type: "submit", class: "utrecht-button utrecht-button--primary-action" });
    this.drop = make("button", { type: "button", class: "utrecht-button utrecht-button--secondary-action", onclick: () => this.close(() => this.editor.chain().focus().extendMarkRange("link").unsetLink().run()) }, words.linkDrop);
    const cancel = make("button", { type: "button", class: "utrecht-button utrecht-button--secondary-action", onclick: () => this.close() }, words.cancel);
    const form = make("form", { class: "form", novalidate: true, onsubmit: (event) => this.submit(event) }, this.title, this.text.box, this.address.box, make("div", { class: "row" }, this.set, this.drop, cancel));
    this.element = make("dialog", { class: "editor__dialog", "aria-labelledby": "editor-link-title", oncancel: () => this.editor.commands.focus() }, form);
    // Outside the form of the page: a form holds no form.
    document.body.append(this.element);
  }

  field(id, label, hint) {
    const fault = make("p", { class: "utrecht-form-field-error-message utrecht-form-field__error-message", id: `${id}-fault`, hidden: true });
    const input = make("input", { id, class: "utrecht-textbox utrecht-form-field__input", autocomplete: "off", "aria-describedby": hint ? `${id}-hint ${id}-fault` : `${id}-fault` });
    const box = make("div", { class: "utrecht-form-field field" }, make("div", { class: "utrecht-form-field__label" }, make("label", { for: id, class: "utrecht-form-label" }, label)),
      hint ? make("div", { id: `${id}-hint`, class: "utrecht-form-field-description utrecht-form-field__description" }, hint) : null, fault, input);
    return { box, input, fault };
  }

  open(kind) {
    const { editor, words } = this;
    if (editor.isActive("link")) editor.commands.extendMarkRange("link");
    const { from, to } = editor.state.selection;
    this.kind = kind;
    this.title.textContent = kind === "link" ? words.linkTitle : words.buttonTitle;
    this.set.textContent = kind === "link" ? words.linkSet : words.buttonSet;
    this.drop.hidden = kind !== "link" || !editor.isActive("link");
    this.chosen = kind === "link" ? editor.state.doc.textBetween(from, to, " ") : "";
    this.text.input.value = this.chosen;
    this.address.input.value = kind === "link" ? (editor.getAttributes("link").href ?? "") : "";
    for (const { input, fault } of [this.text, this.address]) this.say(input, fault, "");
    this.element.showModal();
    (this.text.input.value ? this.address : this.text).input.focus();
  }

  submit(event) {
    event.preventDefault();
    event.stopPropagation();
    const text = this.text.input.value.trim();
    const href = mended(this.address.input.value);
    this.say(this.address.input, this.address.fault, href ? "" : this.words.addressWrong);
    this.say(this.text.input, this.text.fault, text ? "" : this.words.textMissing);
    if (!text || !href) return (text ? this.address : this.text).input.focus();
    this.close(() => (this.kind === "link" ? this.link(text, href) : this.button(text, href)));
  }

  say(input, fault, sentence) {
    fault.textContent = sentence;
    fault.hidden = !sentence;
    input.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) input.setAttribute("aria-invalid", "true");
  }

  link(text, href) {
    const now = this.editor.chain().focus();
    // Words that stay as they are keep what is bold in them.
    if (text === this.chosen.trim() && this.chosen) return now.setLink({ href }).run();
    const marks = this.editor.state.selection.$from.marks().filter((mark) => mark.type.name !== "link").map((mark) => mark.toJSON());
    now.insertContent({ type: "text", text, marks: [...marks, { type: "link", attrs: { href } }] }).unsetMark("link").run();
  }

  button(text, href) {
    const words = { type: "text", text, marks: [{ type: "link", attrs: { href } }, { type: "bold" }] };
    const paragraph = { type: "paragraph", content: [words] };
    this.editor.chain().focus().insertContent([paragraph, { type: "paragraph" }]).run();
  }

  close(then = () => this.editor.commands.focus()) {
    this.element.close();
    then();
  }
}
