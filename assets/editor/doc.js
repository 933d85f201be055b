// The block tree and the document of the editor. A button is a paragraph that holds one bold link and nothing else: that
// is how Markdown says it, so it is drawn as a button and edited as the words it is.
import { tidied, trimmed } from "./runs.js";

/** The document of a tree; an empty one has one empty paragraph to write in. */
export function docOf(tree) {
  const content = tree.map(nodeOf);
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

function nodeOf(block) {
  switch (block.type) {
    case "heading": return { type: "heading", attrs: { level: block.level }, ...words(block.content) };
    case "button": return { type: "paragraph", ...words([{ text: block.label, bold: true, link: block.href }]) };
    case "divider": return { type: "horizontalRule" };
    case "image": return { type: "image", attrs: { media: block.media, alt: block.alt ?? "" } };
    case "list": return { type: block.ordered ? "orderedList" : "bulletList", ...(block.ordered && { attrs: { start: block.start ?? 1 } }), content: block.items.map((item) => ({ type: "listItem", content: [paragraph(item)] })) };
    case "table": return { type: "table", content: [row("tableHeader", block.header), ...block.rows.map((cells) => row("tableCell", cells))] };
    default: return { type: block.type, ...words(block.content) };
  }
}

const row = (type, cells) => ({ type: "tableRow", content: cells.map((cell) => ({ type, content: [paragraph(cell)] })) });
const paragraph = (runs) => ({ type: "paragraph", ...words(runs) });
const words = (runs) => (runs.length > 0 ? { content: runs.flatMap(textsOf) } : {});

function textsOf({ text, bold, italic, link }) {
  const marks = [link && { type: "link", attrs: { href: link } }, bold && { type: "bold" }, italic && { type: "italic" }].filter(Boolean);
  const dress = marks.length > 0 ? { marks } : {};
  return text.split(/(\n)/).filter(Boolean).map((part) => (part === "\n" ? { type: "hardBreak", ...dress } : { type: "text", text: part, ...dress }));
}

/** The tree of a document (as JSON). What has no words is no block. */
export function treeOf(doc) {
  return (doc.content ?? []).flatMap((node) => blockOf(node) ?? []);
}

function blockOf(node) {
  const content = () => runsOf(node);
  switch (node.type) {
    case "horizontalRule": return { type: "divider" };
    case "image": {
      const alt = node.attrs.alt.replace(/\s+/g, " ").trim();
      return node.attrs.media ? { type: "image", media: node.attrs.media, ...(alt && { alt }) } : null;
    }
    case "bulletList": case "orderedList": {
      const items = node.content.map((item) => runsOf(item.content?.[0])).filter((item) => item.length > 0);
      const start = node.attrs?.start ?? 1;
      return items.length > 0 ? { type: "list", ordered: node.type === "orderedList", ...(start !== 1 && { start }), items } : null;
    }
    case "table": return tableOf(node);
    case "heading": return content().length > 0 ? { type: "heading", level: node.attrs.level, content: content() } : null;
    // A paragraph or a quotation.
    default: return button(content()) ?? (content().length > 0 ? { type: node.type, content: content() } : null);
  }
}

/** The button that runs are, if they are one. */
export function button(runs) {
  const [only] = runs;
  return runs.length === 1 && only.bold && only.link ? { type: "button", label: only.text.replace(/\n/g, " "), href: only.link } : null;
}

/** The runs of a block of text, from its JSON. */
export function runsOf(node) {
  return tidied(trimmed((node?.content ?? []).map((text) => {
    const has = (type) => text.marks?.find((mark) => mark.type === type);
    return { text: text.type === "hardBreak" ? "\n" : text.text, ...(has("bold") && { bold: true }), ...(has("italic") && { italic: true }), ...(has("link") && { link: has("link").attrs.href }) };
  })));
}

/** A merged cell counts for its first place and leaves the others empty, so that no value moves to another column. */
function tableOf(node) {
  const rows = node.content.map((row) => (row.content ?? []).flatMap((cell) => [runsOf(cell.content?.[0]), ...Array((cell.attrs?.colspan ?? 1) - 1).fill([])]));
  const width = Math.max(...rows.map((row) => row.length));
  for (const row of rows) while (row.length < width) row.push([]);
  return { type: "table", header: rows[0], rows: rows.slice(1) };
}
