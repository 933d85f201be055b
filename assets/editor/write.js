// The block tree to Markdown. A block breaks its line only where a line break is meant, so that only the first signs of a
// line and the signs of a run can mean something else than themselves.
import { readLine } from "./read.js";

/** Markdown of a tree. */
export function write(tree) {
  const blocks = [];
  let before = {};
  for (const block of tree) {
    // Two lists of one kind after each other need another sign, or they would become one.
    const isOther = block.type === "list" && before.type === "list" && before.ordered === block.ordered && !before.isOther;
    blocks.push(lines(block, isOther));
    before = { ...block, isOther };
  }
  return blocks.join("\n\n");
}

function lines(block, isOther) {
  switch (block.type) {
    case "heading": return `${"#".repeat(block.level)} ${inline(block.content, { hash: true })}`;
    case "paragraph": return inline(block.content);
    case "quote": return under("> ", "> ", inline(block.content));
    case "button": return `**[${words(block.label, {})}](${target(block.href)})**`;
    case "divider": return "---";
    case "image": return `![${words(block.alt ?? "", {})}](media:${block.media})`;
    case "list": return block.items.map((item, index) => {
      const first = `${sign(block, index, isOther)} `;
      return under(first, " ".repeat(first.length), inline(item));
    }).join("\n");
    case "table": {
      const row = (cells) => `| ${cells.map((cell) => inline(cell, { table: true })).join(" | ")} |`;
      return [row(block.header), `|${" --- |".repeat(block.header.length)}`, ...block.rows.map(row)].join("\n");
    }
  }
}

const sign = ({ ordered, start = 1 }, index, isOther) => (ordered ? `${start + index}${isOther ? ")" : "."}` : isOther ? "*" : "-");
const under = (first, others, text) => first + text.replace(/\n/g, `\n${others}`);

/** Markdown for runs of text, as plain as can be and still read back as the same runs. */
function inline(runs, options = {}) {
  const pieces = [];
  group(runs, [], pieces, options);
  const plain = joined(pieces);
  const isSure = runs.every((run) => !run.bold && !run.italic) || JSON.stringify(readLine(plain)) === JSON.stringify(runs);
  const lines = (isSure ? plain : joined(pieces, true)).split("\n");
  return lines.map((line, index) => (index === 0 ? atStart(line) : atNext(line))).join("\n");
}

// The mark that goes on longest is the outermost; of equals a link, since brackets fit anywhere.
const marks = ["link", "bold", "italic"];

function group(runs, open, pieces, options) {
  for (let index = 0; index < runs.length; ) {
    const run = runs[index];
    const ends = marks.filter((mark) => run[mark] && !open.includes(mark)).map((mark) => {
      let end = index + 1;
      while (end < runs.length && runs[end][mark] === run[mark]) end += 1;
      return { mark, end };
    });
    if (ends.length === 0) {
      pieces.push({ text: run.text, ...options });
      index += 1;
      continue;
    }
    const { mark, end } = ends.reduce((longest, one) => (one.end > longest.end ? one : longest));
    pieces.push({ mark, isOpen: true });
    group(runs.slice(index, end), [...open, mark], pieces, options);
    pieces.push({ mark, href: run.link, ...options });
    index = end;
  }
}

/**
 * Puts the pieces together, carefully when stars would touch each other in a way that is read as something else. Stars open only before a letter and close only after one, unless there is white space or
 * punctuation on their other side; a letter there is written as a number (`&#98;`), which begins and ends with punctuation.
 */
function joined(pieces, isCareful = false) {
  const isMark = (piece) => piece && piece.mark && piece.mark !== "link";
  // Where a run touches stars, its outermost signs may have to be numbers.
  const texts = pieces.map((piece, index) => {
    if (piece.mark) return piece;
    const signs = [...piece.text];
    const isTight = (inner, outer) => !/[\p{L}\p{N}]/u.test(inner ?? " ") && /[\p{L}\p{N}\p{S}\p{Co}\p{Cn}\p{Cf}\p{M}]/u.test(outer ?? " ");
    const first = isMark(pieces[index - 1]) && (pieces[index - 1].isOpen ? /\s/u.test(signs[0]) : isTight(lastBefore(pieces, index), signs[0]));
    const last = isMark(pieces[index + 1]) && (pieces[index + 1].isOpen ? isTight(firstAfter(pieces, index), signs.at(-1)) : /\s/u.test(signs.at(-1)));
    return { ...piece, first: first || (isCareful && Boolean(pieces[index - 1])), last: last || (isCareful && Boolean(pieces[index + 1])) };
  });
  return texts.map((piece, index) => {
    if (!piece.mark) return words(piece.text, { ...piece, beforeLink: firstMark(texts, index) === "link" });
    if (piece.mark === "link") return piece.isOpen ? "[" : `](${target(piece.href, piece.table)})`;
    return piece.mark === "bold" ? "**" : isCareful ? "_" : "*";
  }).join("");
}

/** The sign inside, on the near side of the stars that stand before or after a run; a bracket counts as punctuation. */
function lastBefore(pieces, index) {
  for (let at = index - 1; at >= 0; at -= 1) {
    if (pieces[at].mark === "link") return "]";
    if (!pieces[at].mark) return [...pieces[at].text].at(-1);
  }
}
function firstAfter(pieces, index) {
  for (let at = index + 1; at < pieces.length; at += 1) {
    if (pieces[at].mark === "link") return "[";
    if (!pieces[at].mark) return [...pieces[at].text][0];
  }
}
const firstMark = (pieces, index) => (pieces[index + 1]?.isOpen ? pieces[index + 1].mark : null);

const numbered = (sign) => `&#${sign.codePointAt(0)};`;

/** Text with everything escaped that Markdown reads as a sign. */
function words(text, { first, last, hash, table, beforeLink }) {
  const signs = [...text];
  return signs.map((sign, index) => {
    if ((first && index === 0) || (last && index === signs.length - 1)) return numbered(sign);
    // A heading and a cell are one line, in which a break is a tag.
    if (sign === "\n") return table || hash ? "<br>" : "\\\n";
    if (table && sign === "|") return numbered(sign);
    if (sign === "_" && /[\p{L}\p{N}]/u.test(signs[index - 1] ?? " ") && /[\p{L}\p{N}]/u.test(signs[index + 1] ?? " ")) return sign;
    if (sign === "&" && !/[#\p{L}]/u.test(signs[index + 1] ?? "#")) return sign;
    if (sign === "!" && beforeLink && index === signs.length - 1) return "\\!";
    if (hash && sign === "#") return "\\#";
    return /[\\`*_[\]<&]/.test(sign) ? `\\${sign}` : sign;
  }).join("");
}

/** What begins a line must not begin a heading, list, quote, table or line. */
function atStart(line) {
  return line.replace(/^(\d{0,9})(>|#(?=#{0,5}(?:\s|$))|~(?=~~)|[-+](?=\s|$)|-(?=-+\s*$)|(?<=\d)[.)](?=\s|$))/, "$1\\$2");
}

/** Nor must a line below another one make that a heading or the head of a table. */
const atNext = (line) => (/^[=+:|-]/.test(line) ? `\\${line}` : atStart(line));

function target(href, table) {
  const safe = href.replace(/&/g, "&amp;").replace(/[\\()<>`]/g, "\\$&").replace(/\s/g, "%20");
  return table ? safe.replace(/\|/g, "&#124;") : safe;
}
