// Making elements without HTML in text.

/** An element with attributes, listeners (`onclick`) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const shapes = {
  bullets: "M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01",
  numbers: "M8 5h9M8 10h9M8 15h9M2.500 4l1-.7V7M2.500 12.500h2l-2 3h2",
  quote: "M3 13c0-4 1-7 4-8M3 13a2 2 0 104 0 2 2 0 00-4 0M11 13c0-4 1-7 4-8M11 13a2 2 0 104 0 2 2 0 00-4 0",
  image: "M2.500 4h15v12h-15zM2.500 13.500l4-4 3.500 3.500 2.500-2.500 5 5M13 7.500h.01",
  table: "M2.500 4h15v12h-15zM2.500 8h15M8 8v8",
  button: "M2.500 6h15v8h-15zM6.500 10h7",
  divider: "M2.500 10h15",
  link: "M8.500 11.500a3 3 0 004.200 0l3-3a3 3 0 00-4.200-4.200l-.8.8M11.500 8.500a3 3 0 00-4.200 0l-3 3a3 3 0 004.200 4.200l.8-.8",
  undo: "M7 4L3 8l4 4M3 8h9a4.500 4.500 0 010 9H8",
  redo: "M13 4l4 4-4 4M17 8H8a4.500 4.500 0 000 9h4",
  down: "M5 8l5 5 5-5",
  close: "M5 5l10 10M15 5L5 15",
};

/** A small drawing in the colour of the text, or a letter for what has none. */
export function icon(name) {
  const letters = { heading2: "K", heading3: "k", heading4: "k", bold: "B", italic: "I", paragraph: "¶" };
  if (letters[name]) return make("span", { class: `editor__letter editor__letter--${name}`, "aria-hidden": "true" }, letters[name]);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", class: "editor__icon", "aria-hidden": "true", focusable: "false" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

/** A sentence with its holes filled: `say("{count} woorden", { count: 3 })`. */
export const say = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
