// What the editor makes of Markdown reads back as the same tree. This test compares with its own reader and keeps the
// pairs in roundtrip.json; the server's test (i03_what_the_editor_writes_has_the_same_tree) reads both with its own.
// `FUZZ=2000 node roundtrip.mjs` adds random trees to that file, to be tried once and not to be committed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { getSchema } from "@tiptap/core";
import { docOf, treeOf } from "../doc.js";
import { read } from "../read.js";
import { extensions } from "../schema.js";
import { write } from "../write.js";

const here = import.meta.dirname;
const demo = join(here, "../../../src/demo/content");
const articles = readdirSync(demo).filter((name) => name.endsWith(".md")).map((name) => readFileSync(join(demo, name), "utf8").split("\n").slice(3).join("\n").trim());
const hostile = JSON.parse(readFileSync(join(here, "hostile.json"), "utf8"));
const schema = getSchema(extensions({}));

/** Markdown through the document of the editor and back. */
function through(markdown) {
  const { tree, losses } = read(markdown);
  assert.deepEqual(losses, [], markdown);
  const doc = schema.nodeFromJSON(docOf(tree));
  doc.check();
  return { tree, written: write(treeOf(doc.toJSON())) };
}

test("i03_the_editor_gives_back_the_same_tree", () => {
  const markdowns = [...articles, ...hostile.kept, ...random(Number(process.env.FUZZ ?? 0))];
  const pairs = markdowns.map((markdown) => {
    const { tree, written } = through(markdown);
    assert.deepEqual(read(written), { tree, losses: [] }, `${markdown}\n--- became ---\n${written}`);
    assert.equal(through(written).written, written, "writing again changes it");
    return { markdown, written };
  });
  const file = join(here, "roundtrip.json");
  const text = `${JSON.stringify(pairs, null, 1)}\n`;
  if (process.env.WRITE || process.env.FUZZ) writeFileSync(file, text);
  assert.equal(readFileSync(file, "utf8"), text, "roundtrip.json is not of this editor: run WRITE=1 npm test and the server's tests");
});

test("i03_what_the_editor_cannot_hold_stays_markdown_and_says_why", () => {
  for (const [markdown, line, what] of hostile.refused) {
    assert.deepEqual(read(markdown).losses, [{ line, what }], markdown);
  }
});

test("i03_plain_words_are_written_plainly", () => {
  for (const markdown of hostile.plain) assert.equal(through(markdown).written, markdown);
});

/** Trees of random runs in random dress, with the signs that mean something in Markdown, as Markdown. */
function random(count) {
  let seed = 20261129;
  const below = (most) => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  const pick = (list) => list[below(list.length)];
  const parts = ["woord", "a", "1.", "3) ", "*", "**", "_", "__", "`", "[x]", "](y)", "<b>", "&amp;", "&copy", "\\", "#", "##", "- ", "+", "> ", "|", "~~~", "!", ".", "“", "”", "é", "10⁶", "€", " ", "  ", "\u00a0", "🙂", "---", "===", "http://x.nl", "<a@b.nl>", ":", "字", "\n", "\n- "];
  const runs = () => Array.from({ length: 1 + below(5) }, () => ({ text: Array.from({ length: 1 + below(4) }, () => pick(parts)).join(""), ...(below(3) || { bold: true }), ...(below(3) || { italic: true }), ...(below(4) || { link: pick(["https://voorbeeld.nl/a_(b)?c=1&copy=2", "mailto:a@b.nl", "https://voorbeeld.nl/`|*"]) }) }));
  const block = () => pick([
    () => ({ type: "paragraph", content: runs() }), () => ({ type: "heading", level: 2 + below(3), content: runs() }), () => ({ type: "quote", content: runs() }),
    () => ({ type: "list", ordered: below(2) === 0, ...(below(3) || { start: below(100) + 2 }), items: Array.from({ length: 1 + below(3) }, runs) }),
    () => { const width = 1 + below(3); const row = () => Array.from({ length: width }, runs); return { type: "table", header: row(), rows: [row(), row()] }; },
    () => ({ type: "divider" }),
  ])();
  // Through the document once, so that they are trees that an editor can have made.
  return Array.from({ length: count }, () => write(treeOf(docOf(Array.from({ length: 1 + below(4) }, block)))));
}
