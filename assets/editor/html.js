// The block tree as plain HTML, for what is pasted.

const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function inline(runs) {
  return runs.map(({ text, bold, italic, link }) => {
    let html = safe(text).replace(/\n/g, "<br>");
    if (italic) html = `<em>${html}</em>`;
    if (bold) html = `<strong>${html}</strong>`;
    return link ? `<a href="${safe(link)}">${html}</a>` : html;
  }).join("");
}

const row = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}><p>${inline(cell)}</p></${tag}>`).join("")}</tr>`;

/** HTML of a tree. */
export function htmlOf(tree) {
  return tree.map((block) => {
    switch (block.type) {
      case "heading": return `<h${block.level}>${inline(block.content)}</h${block.level}>`;
      case "quote": return `<blockquote>${inline(block.content)}</blockquote>`;
      case "divider": return "<hr>";
      case "image": return `<img data-media="${block.media}" alt="${(block.alt ?? "").replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")}">`;
      case "button": return `<p>${inline([{ text: block.label, bold: true, link: block.href }])}</p>`;
      case "list": {
        const tag = block.ordered ? "ol" : "ul";
        return `<${tag}${block.start ? ` start="${block.start}"` : ""}>${block.items.map((item) => `<li><p>${inline(item)}</p></li>`).join("")}</${tag}>`;
      }
      case "table": return `<table><tbody>${row(block.header, "th")}${block.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
      default: return `<p>${inline(block.content)}</p>`;
    }
  }).join("");
}
