// What is pasted to the block tree: from Word, Outlook, Google Docs and web pages. What the tree cannot hold is left out
// and counted, so that a line can say so. Nothing of the pasted HTML itself ever stands in the page: it is read in a
// document of its own, in which nothing runs or loads.
import { mended } from "./address.js";
import { button } from "./doc.js";
import { tidied, trimmed } from "./runs.js";
import { isSymbolFont, raised, lowered, symbol } from "./signs.js";

const never = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "HEAD", "TITLE", "META", "LINK", "XML", "COLGROUP"]);
const images = new Set(["IMG", "SVG", "PICTURE", "CANVAS", "MATH", "V:SHAPE", "V:IMAGEDATA"]);
const media = new Set(["VIDEO", "AUDIO", "IFRAME", "EMBED", "OBJECT", "INPUT", "SELECT", "TEXTAREA"]);
const boxes = new Set(["P", "DIV", "SECTION", "ARTICLE", "MAIN", "HEADER", "FOOTER", "ASIDE", "NAV", "ADDRESS", "FIGURE", "FIGCAPTION", "DL", "DT", "DD", "DETAILS", "SUMMARY", "FORM", "FIELDSET", "PRE", "TBODY", "THEAD", "TR", "TD", "TH", "TABLE", "CAPTION", "LI", "BODY"]);

/** `{ tree, notes }` of HTML from the clipboard; `notes` says what was left out: a key and a count. */
export function treeOfHtml(html) {
  const paste = new Paste();
  // Under another name a style is only text: the browser neither applies it nor reports each one to the policy, which
  // takes seconds for a long text.
  const inert = html.replace(/<style\b[^]*?<\/style\s*>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  paste.walk(new DOMParser().parseFromString(inert, "text/html").body, {});
  paste.flush();
  return { tree: paste.tree, notes: paste.notes };
}

class Paste {
  constructor() {
    this.tree = [];
    this.notes = {};
    this.runs = [];
    this.kind = { type: "paragraph" };
    this.list = null;
  }

  note(what, count = 1) {
    this.notes[what] = (this.notes[what] ?? 0) + count;
  }

  /** Ends the block that is being read. */
  flush() {
    const runs = finished(this.runs);
    this.runs = [];
    if (runs.length === 0) return;
    const { type, level, list } = this.kind;
    if (type === "item") this.item(list, runs);
    else if (type === "heading") this.tree.push({ type, level, content: runs.map(({ bold, ...run }) => run) });
    else this.tree.push(button(runs) ?? { type, content: runs });
  }

  item(list, runs) {
    const last = this.tree.at(-1);
    if (this.list === list && last?.type === "list") last.items.push(runs);
    else this.tree.push({ type: "list", ordered: list.ordered, ...(list.ordered && list.start > 1 && { start: list.start }), items: [runs] });
    this.list = list;
  }

  /** Reads a block of a kind. */
  block(kind, element, dress) {
    this.flush();
    const outer = this.kind;
    this.kind = kind;
    this.children(element, dress);
    this.flush();
    this.kind = outer;
  }

  children(element, dress) {
    for (const child of element.childNodes) this.walk(child, dress);
  }

  walk(node, dress) {
    if (node.nodeType === 3) return this.text(node.data, dress);
    if (node.nodeType !== 1) return;
    const tag = node.tagName.toUpperCase();
    const style = styleOf(node);
    if (never.has(tag)) return;
    if (images.has(tag)) return this.note("Image");
    if (media.has(tag)) return this.note("Media");
    if (isHidden(node, style)) return this.leave("Hidden", node);
    if (/^(S|STRIKE|DEL)$/.test(tag) || /line-through/.test(style["text-decoration"] ?? style["text-decoration-line"])) return this.leave("Struck", node);
    if (tag === "BR") return this.lineBreak(node);
    const inner = this.dress(node, tag, style, dress);
    if (/^H[1-6]$/.test(tag)) return this.block(this.in("cell") ?? { type: "heading", level: Math.min(4, Math.max(2, Number(tag[1]))) }, node, inner);
    if (tag === "HR") return this.divider();
    if (tag === "UL" || tag === "OL") return this.listOf(node, tag, inner);
    if (tag === "LI") return this.block(this.kind.list ? this.kind : { type: "item", list: { ordered: false } }, node, inner);
    if (tag === "BLOCKQUOTE") return this.block(this.in("cell") ?? { type: "quote" }, node, inner);
    if (tag === "TABLE" && this.kind.type !== "cell" && isData(node)) return this.table(node);
    const wordList = /\bl(\d+)\s+level(\d+)/.exec(style["mso-list"] ?? "");
    if (wordList && !this.in("cell")) return this.wordItem(node, wordList, inner);
    if (tag === "PRE") return this.lines(node.textContent, inner);
    if (boxes.has(tag)) return this.block(this.kind, node, inner);
    this.children(node, inner);
  }

  /** The kind of the block that is being read, if it is this one, which headings and quotations do not change. */
  in(type) {
    return this.kind.type === type ? this.kind : null;
  }

  leave(what, node) {
    if (node.textContent.trim()) this.note(what);
  }

  lineBreak(node) {
    if (node.classList.contains("Apple-interchange-newline")) return;
    // Two breaks are an empty line, as many mails have between their paragraphs.
    const isSecond = this.runs.findLast((run) => run.text.trim() || run.text === "\n")?.text === "\n";
    if (isSecond && !["item", "cell"].includes(this.kind.type)) this.flush();
    else this.runs.push({ text: "\n" });
  }

  divider() {
    this.flush();
    if (this.kind.type !== "cell") this.tree.push({ type: "divider" });
  }

  lines(text, dress) {
    for (const line of text.replace(/\n$/, "").split("\n")) {
      if (line.trim()) this.text(line, dress);
      else this.flush();
      this.runs.push({ text: "\n" });
    }
    this.flush();
  }

  dress(node, tag, style, outer) {
    const dress = { ...outer };
    const weight = style["font-weight"];
    if (weight ? /^(bold|bolder|[6-9]00)$/.test(weight) : /^(B|STRONG)$/.test(tag)) dress.bold = true;
    else if (weight) dress.bold = false;
    if (style["font-style"] ? /italic|oblique/.test(style["font-style"]) : /^(I|EM)$/.test(tag)) dress.italic = true;
    else if (style["font-style"]) dress.italic = false;
    if (style["font-family"]) dress.font = isSymbolFont(style["font-family"]);
    const raise = parseFloat(style["mso-text-raise"]) || 0;
    if (tag === "SUP" || style["vertical-align"] === "super" || raise > 0) dress.shift = raised;
    if (tag === "SUB" || style["vertical-align"] === "sub" || raise < 0) dress.shift = lowered;
    if (tag === "A" && node.getAttribute("href")) {
      dress.link = mended(node.getAttribute("href"));
      if (!dress.link && node.textContent.trim()) this.note("Link");
    }
    return dress;
  }

  text(data, { bold, italic, link, font, shift }) {
    let text = data.replace(/[ \t\r\n\f]+/g, " ").replace(/[\u0000-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "");
    text = [...text].map((sign) => symbol(sign, font)).join("").normalize("NFC");
    const unknown = text.match(/\ufffd/g)?.length;
    if (unknown) this.note("Symbol", unknown);
    if (shift && text.trim()) text = shift(text);
    this.runs.push({ text, ...(bold && { bold }), ...(italic && { italic }), ...(link && { link }) });
  }

  listOf(node, tag, dress) {
    if (this.in("cell")) return this.block(this.kind, node, dress);
    const start = Number(node.getAttribute("start") ?? 1);
    const last = this.tree.at(-1);
    // Word on the web makes a list of every item; the next number says that it goes on.
    const goesOn = this.list && last?.type === "list" && !this.kind.list && last.ordered === (tag === "OL") &&
      (tag === "OL" ? start > 1 && start === last.items.length + 1 : node.closest(".ListContainerWrapper"));
    if (this.kind.list) this.note("Nested");
    const list = this.kind.list ?? (goesOn ? this.list : { ordered: tag === "OL", start });
    this.block({ type: "item", list }, node, dress);
  }

  /** Word's clipboard has paragraphs that look like items, each with its number or bullet as text. */
  wordItem(node, [, id, level], dress) {
    const ignored = [...node.querySelectorAll("[data-style]")].filter((element) => /^ignore$/i.test(styleOf(element)["mso-list"] ?? ""));
    const marker = ignored[0]?.textContent.trim() ?? "";
    for (const element of ignored) element.remove();
    const ordered = /^\(?(\d+|[a-z]|[ivxlcdm]+)[.)]/i.exec(marker);
    const goesOn = this.list?.id === id && this.tree.at(-1)?.type === "list";
    if (Number(level) > 1) this.note("Nested");
    this.flush();
    this.block({ type: "item", list: goesOn ? this.list : { id, ordered: Boolean(ordered), start: Number(ordered?.[1]) || 1 } }, node, dress);
  }

  table(node) {
    this.flush();
    if (node.caption) this.block({ type: "paragraph" }, node.caption, {});
    const rows = [...node.rows].map(() => []);
    [...node.rows].forEach((row, at) => {
      let column = 0;
      for (const cell of row.cells) {
        while (rows[at][column] !== undefined) column += 1;
        if (cell.colSpan > 1 || cell.rowSpan > 1) this.note("Merged");
        const words = this.cell(cell);
        for (let down = 0; down < Math.min(cell.rowSpan, rows.length - at); down += 1) {
          for (let along = 0; along < cell.colSpan; along += 1) rows[at + down][column + along] = down + along === 0 ? words : [];
        }
        column += cell.colSpan;
      }
    });
    const filled = rows.filter((row) => row.some((cell) => cell?.length > 0));
    const width = Math.max(0, ...filled.map((row) => row.length));
    if (width === 0) return;
    for (const row of filled) for (let at = 0; at < width; at += 1) row[at] ??= [];
    const [header, ...rest] = filled;
    this.tree.push({ type: "table", header: header.map((cell) => trimmed(cell.map(({ bold, ...run }) => run))), rows: rest });
  }

  /** The runs of a cell, whatever blocks stand in it. */
  cell(element) {
    const inner = new Paste();
    inner.notes = this.notes;
    inner.kind = { type: "cell" };
    inner.flush = () => inner.runs.push({ text: "\n" });
    inner.children(element, {});
    return finished(inner.runs);
  }
}

/** Whether a table holds values, and does not only put things beside each other. */
function isData(table) {
  const widest = Math.max(0, ...[...table.rows].map((row) => row.cells.length));
  return widest > 1 && !table.querySelector("table") && table.getAttribute("role") !== "presentation";
}

function isHidden(node, style) {
  return node.hidden || style.display === "none" || style.visibility === "hidden" || style["mso-hide"] === "all" ||
    /^comment/.test(style["mso-element"] ?? "") || /MsoComment(Reference|Text)/.test(node.className);
}

/** What the style of an element says. */
function styleOf(node) {
  const style = {};
  for (const [, name, value] of (node.getAttribute("data-style") ?? "").matchAll(/([\w-]+)\s*:\s*([^;]+)/g)) {
    style[name.toLowerCase()] = value.trim().toLowerCase();
  }
  return style;
}

/** Runs as they stay: one space or line break where there were more. */
function finished(runs) {
  let before = "\n";
  const single = runs.map((run) => {
    let text = run.text.replace(/[ \u00a0]{2,}/g, " ");
    if (/\s/.test(before)) text = text.replace(/^ /, "");
    if (before === "\n") text = text.replace(/^\n+/, "");
    if (text) before = text.at(-1);
    return { ...run, text };
  });
  return tidied(trimmed(single));
}

/** The tree of plain text: a line is a paragraph, unless it is a long one that runs on in the next, as in a PDF. */
export function treeOfText(text) {
  // The line that the library gives for an image.
  const line = /^\s*!\[([^\]\n]*)\]\(media:(\d{1,15})\)\s*$/.exec(text);
  if (line) return [{ type: "image", media: Number(line[2]), ...(line[1].trim() && { alt: line[1].trim() }) }];
  const clean = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g, "").normalize("NFC");
  const joined = clean.replace(/(.{39}\p{Ll})-\n(?=\p{Ll})/gu, "$1").replace(/(.{39}[\p{L}\p{N},;])[ \t]*\n(?=\p{Ll})/gu, "$1 ");
  return joined.split(/\n+/).map((line) => trimmed([{ text: line.replace(/[ \t]+/g, " ") }])).filter((runs) => runs.length > 0)
    .map((content) => ({ type: "paragraph", content }));
}
