// Markdown to the block tree, as `base::markdown` on the server does it. Where the server would leave something out or
// change it, this says so and gives no tree: the field then stays Markdown.
import MarkdownIt from "markdown-it";
import { address } from "./address.js";
import { trimmed } from "./runs.js";

const parser = new MarkdownIt("commonmark", { html: true }).enable("table");
// Addresses are judged below, as they were written.
parser.validateLink = () => true;
parser.normalizeLink = (href) => href;

/** `{ tree, losses }`; a loss is `{ line, what }`, from line 1. With losses the tree is not whole. */
export function read(markdown) {
  const env = {};
  const reader = new Reader(parser.parse(markdown, env));
  while (reader.at < reader.tokens.length) reader.block();
  if (Object.keys(env.references ?? {}).length > 0) reader.lose("Reference");
  return { tree: reader.tree, losses: reader.losses };
}

/** The runs of one line, without what its beginning may mean. */
export function readLine(line) {
  const reader = new Reader(parser.parseInline(line, {}));
  const runs = [];
  reader.children(reader.tokens[0].children, runs);
  return trimmed(runs);
}

class Reader {
  constructor(tokens) {
    this.tokens = tokens;
    this.at = 0;
    this.line = 1;
    this.tree = [];
    this.losses = [];
  }

  lose(what) {
    if (!this.losses.some((loss) => loss.line === this.line && loss.what === what)) this.losses.push({ line: this.line, what });
  }

  next() {
    const token = this.tokens[this.at++];
    if (token.map) this.line = token.map[0] + 1;
    return token;
  }

  block() {
    const token = this.next();
    if (token.type === "paragraph_open") return this.paragraph();
    if (token.type === "heading_open") return this.heading(Number(token.tag[1]));
    if (/^(bullet|ordered)_list_open$/.test(token.type)) return this.list(token);
    if (token.type === "blockquote_open") return this.quote(token);
    if (token.type === "table_open") return this.table(token);
    if (token.type === "hr") return this.tree.push({ type: "divider" });
    this.lose(token.type === "html_block" ? "Html" : "Code");
  }

  /** A paragraph; an image of ours parts it. */
  paragraph() {
    const token = this.next();
    if (token.type !== "inline") return;
    const runs = [];
    this.children(token.children, runs, true);
    this.next();
    let part = [];
    for (const run of [...runs, { image: null }]) {
      if (run.image === undefined) {
        part.push(run);
        continue;
      }
      this.add("paragraph", trimmed(part));
      part = [];
      if (run.image) this.tree.push(run.image);
    }
  }

  heading(level) {
    if (level < 2 || level > 4) this.lose("Level");
    this.add("heading", this.inline(), { level });
  }

  add(type, content, more = {}) {
    const [only] = content;
    if (content.length === 1 && type !== "heading" && only.bold && only.link) {
      this.tree.push({ type: "button", label: only.text.replace(/\n/g, " "), href: only.link });
    } else if (content.some((run) => /\P{White_Space}/u.test(run.text))) {
      this.tree.push({ type, ...more, content });
    }
  }

  /** The tokens up to the one that closes an opening. */
  *within({ type, level }) {
    const close = type.replace("open", "close");
    for (let token = this.next(); token.type !== close || token.level !== level; token = this.next()) yield token;
  }

  quote(open) {
    for (const token of this.within(open)) {
      if (token.level > open.level + 1) continue;
      if (token.type === "paragraph_open") this.add("quote", this.inline());
      else if (token.nesting >= 0) this.lose("Quote");
    }
  }

  list(open) {
    const items = [];
    const ordered = open.type.startsWith("ordered");
    const start = ordered ? Number(open.attrGet("start") ?? 1) : 1;
    let before = start;
    let count = 0;
    for (const opening of this.within(open)) {
      if (opening.nesting < 0) continue;
      // Numbers go up by one, or all are the same, which says "count them".
      const number = ordered ? Number(opening.info) : start;
      if (ordered && number !== start + count && !(number === start && before === start)) this.lose("Number");
      before = number;
      count += 1;
      const item = [];
      for (const token of this.within(opening)) {
        if (token.level > open.level + 2) continue;
        // Every paragraph of an item begins a line.
        if (token.type === "paragraph_open") item.push(...(item.length > 0 ? [{ text: "\n" }] : []), ...this.inline());
        else if (token.nesting >= 0) this.lose("Nested");
      }
      const runs = trimmed(item);
      if (runs.length > 0) items.push(runs);
    }
    if (items.length > 0) this.tree.push({ type: "list", ordered, ...(start !== 1 && { start }), items });
  }

  table(open) {
    const rows = [];
    for (const token of this.within(open)) {
      if (token.type === "tr_open") rows.push([]);
      if (/^t[hd]_open$/.test(token.type)) rows.at(-1).push(this.inline());
    }
    const [header, ...rest] = rows;
    this.tree.push({ type: "table", header, rows: rest });
  }

  /** The runs of text between an opening and its closing token. */
  inline() {
    const token = this.next();
    const runs = [];
    if (token.type === "inline") {
      this.children(token.children, runs);
      this.next();
    }
    return trimmed(runs);
  }

  children(tokens, runs, canHold = false) {
    let bold = 0;
    let italic = 0;
    let link = null;
    const add = (text) => runs.push({ text, ...(bold && { bold: true }), ...(italic && { italic: true }), ...(link && { link }) });
    for (const token of tokens) {
      switch (token.type) {
        case "text": case "text_special": add(token.content); break;
        case "softbreak": add(" "); break;
        case "strong_open": bold += 1; break;
        case "strong_close": bold -= 1; break;
        case "em_open": italic += 1; break;
        case "em_close": italic -= 1; break;
        case "link_open": link = this.link(token); break;
        case "link_close": link = null; break;
        case "hardbreak": add("\n"); break;
        case "image": {
          const image = canHold && !link && this.image(token);
          if (image) runs.push({ image });
          else this.lose("Image");
          break;
        }
        case "html_inline":
          if (/^< *br *\/? *>$/i.test(token.content)) add("\n");
          else this.lose("Html");
          break;
        default: this.lose("Code");
      }
    }
  }

  /** An image of the library; its description is the plain words of it. */
  image(token) {
    const media = /^media:(\d{1,15})$/.exec(token.attrGet("src") ?? "");
    if (!media || token.children.some((child) => child.type === "image")) return null;
    if (token.attrGet("title")) this.lose("Title");
    if (token.children.some((child) => child.type === "html_inline")) this.lose("Html");
    const alt = token.children.map((child) => (/break$/.test(child.type) ? " " : child.content)).join("").replace(/\s+/g, " ").trim();
    return { type: "image", media: Number(media[1]), ...(alt && { alt }) };
  }

  link(token) {
    if (token.attrGet("title")) this.lose("Title");
    const found = address(token.attrGet("href"));
    if (!found) this.lose("Link");
    return found;
  }
}
