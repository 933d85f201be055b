// Where images come when several are placed at once: in the order in which they were chosen.
import assert from "node:assert/strict";
import test from "node:test";
import { Schema } from "@tiptap/pm/model";
import { EditorState } from "@tiptap/pm/state";
import { Placing } from "../picture.js";

const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "text*" },
    image: { group: "block", atom: true, attrs: { media: {}, alt: {} } },
    text: {},
  },
});

/** An editor of paragraphs with these texts, which knows no more of one than placing asks. */
function editorOf(texts) {
  const paragraphs = texts.map((text) => schema.node("paragraph", null, text ? [schema.text(text)] : []));
  const heard = [];
  const editor = {
    state: EditorState.create({ doc: schema.node("doc", null, paragraphs) }),
    on: (_, hears) => heard.push(hears),
    view: { dispatch: (transaction) => { editor.state = editor.state.apply(transaction); heard.forEach((hears) => hears({ transaction })); } },
  };
  return editor;
}

const shown = (editor) => editor.state.doc.content.content.map((node) => (node.type.name === "image" ? node.attrs.media : node.textContent));

async function placed(texts, at) {
  const editor = editorOf(texts);
  const placing = new Placing(editor, { imagePlacing: "", imagePlaced: "" }, () => {});
  placing.send = async (file) => ({ id: file.id });
  await placing.all([{ id: 1 }, { id: 2 }, { id: 3 }], at);
  return shown(editor);
}

test("i04_several_images_come_in_the_order_in_which_they_were_chosen", async () => {
  assert.deepEqual(await placed(["een", "twee"], 2), ["een", 1, 2, 3, "twee"]);
  assert.deepEqual(await placed([""], 1), [1, 2, 3, ""]);
  assert.deepEqual(await placed(["een"], 2), ["een", 1, 2, 3, ""]);
});
