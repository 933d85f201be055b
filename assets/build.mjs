// Builds dist/: one stylesheet out of the Utrecht components we use, htmx, and the typeface.
// Run `npm ci && npm run build` here after changing a package; commit what changes in dist/.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { transform } from "lightningcss";

const packages = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
const components = Object.keys(packages).filter((name) => name.startsWith("@utrecht/"));

// The classes that pages may write. Every other rule of the packages goes: states for a style guide,
// variants, type scales for things we do not have. That is most of the bytes.
const used = `
alert alert--error alert--info alert--ok alert--warning alert__content alert__icon alert__message
button button--danger button--primary-action button--secondary-action button-group data-badge document
form-field form-field--checkbox form-field--invalid form-field--radio form-field__description
form-field__error-message form-field__input form-field__label form-field-description form-field-error-message
form-fieldset form-fieldset--invalid form-fieldset__legend form-label form-label--checkbox form-label--radio
heading-1 heading-2 heading-3 link select select--invalid skip-link skip-link--visible-on-focus table
table__body table__caption table__cell table__cell--numeric-column table__header table__header-cell
table__header-cell--numeric-column table__row textarea textarea--invalid textbox textbox--invalid
`.trim().split(/\s+/).map((name) => `utrecht-${name}`);

const read = (name) => readFileSync(`node_modules/${name}/dist/index.css`, "utf8").replace(/@charset[^;]*;/g, "");
const source = components.map(read).join("\n");
const classes = new Set([...source.matchAll(/\.([a-z][\w-]*)/g)].map((match) => match[1]));
const unusedSymbols = [...classes].filter((name) => !used.includes(name));
const unknown = used.filter((name) => !classes.has(name));
if (unknown.length > 0) throw new Error(`no package has ${unknown.join(", ")}`);

// We never disable or lock a control (a disabled button explains nothing), show focus with a ring only, and
// speak no Arabic or Japanese.
const isNeverShown = (part) =>
  part.type === "pseudo-class" && ["disabled", "read-only", "lang", "active", "focus", "dir"].includes(part.kind) ||
  part.type === "pseudo-element" && part.kind === "placeholder" ||
  part.type === "class" && unusedSymbols.includes(part.name);

const isSkipLink = (part) => part.type === "class" && part.name.startsWith("utrecht-skip-link");

const { code } = transform({
  filename: "utrecht.css",
  code: Buffer.from(source),
  minify: true,
  unusedSymbols,
  visitor: {
    Rule: {
      style(rule) {
        if (rule.value.selectors.every((selector) => selector.some(isNeverShown) && !selector.some(isSkipLink))) return [];
      },
    },
  },
});

// What the rules that went leave behind: private names (`--_…`) that nothing reads any more, or that nothing
// sets any more, so that only their fallback counts. A theme sets public names, so it misses nothing.
let css = code.toString().replace(/--_utrecht-[\w-]*-(?:disabled|active|pressed|focus)-(?!ring|outline)[\w-]*:[^;{}]*;?/g, "");
css = css.replace(/--utrecht-(?:icon|space-around|focus-background)[\w-]*:[^;{}]*;?/g, "");
// Forms that we do not write: an input inside its label, a quiet danger, a box as wide as its maximum length.
css = css.replace(/[^{}]+(?::has\([^{}]*|__label \.utrecht-form-field__input|secondary-action\.utrecht-button--danger)\{[^{}]*\}/g, "");
css = css.replace(/\.utrecht-button--hover:not\([^)]*\),/g, "").replace(/\.utrecht-badge-data,/g, "");
css = css.replace(/var\(--utrecht-badge-[\w-]+,([^(),]*)\)/g, "$1");
css = css.replace(/--_utrecht-textbox-(?:max-inline-size|value-char):[^;{}]*;?/g, "");
for (let before = ""; before !== css; ) {
  before = css;
  const privates = new Set(css.match(/--_utrecht-[\w-]+/g));
  for (const name of privates) {
    const isSet = new RegExp(`[;{]${name}:`).test(css);
    const isRead = new RegExp(`var\\(${name}[,)]`).test(css);
    if (!isRead) css = css.replace(new RegExp(`(?<=[;{])${name}:[^;{}]*;?`, "g"), "");
    if (!isSet) css = withoutFallbackOf(name, css);
  }
}
const isUsed = (selector) => (selector.match(/utrecht-[\w-]+/g) ?? []).every((name) => !unusedSymbols.includes(name));
css = css.replace(/([^{}@]+)\{/g, (_, list) => `${list.split(/,(?![^(]*\))/).filter(isUsed).join(",") || list}{`);
// Space around components is ours to give, so their own margins always count as nothing.
css = css.replace(/margin-(?:block|inline)-(?:start|end):calc\(var\(--utrecht-space-around,0\)[^;{}]*;?/g, "");
css = css.replace(/;}/g, "}").replace(/[^{}]+\{\}/g, "");
const short = new Map();
const shorten = (name) => short.get(name) ?? short.set(name, `--_${short.size.toString(36)}`).get(name);
css = css.replace(/--_utrecht-[\w-]+/g, shorten);

// `var(--_gone, fallback)` becomes `fallback`; without one it stays, and stays invalid.
function withoutFallbackOf(name, text) {
  const start = text.indexOf(`var(${name},`);
  if (start < 0) return text;
  let end = start + 4;
  for (let depth = 1; depth > 0; end += 1) depth += text[end] === "(" ? 1 : text[end] === ")" ? -1 : 0;
  const fallback = text.slice(start + `var(${name},`.length, end - 1).trim();
  return withoutFallbackOf(name, text.slice(0, start) + fallback + text.slice(end));
}

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/fonts", { recursive: true });
writeFileSync("dist/utrecht.css", `/* NL Design System, Utrecht components, EUPL-1.2; see LICENSES.md for what was left out. */\n${css}\n`);

copyFileSync("node_modules/htmx.org/dist/htmx.min.js", "dist/htmx.min.js");
const typeface = "node_modules/@fontsource-variable/atkinson-hyperlegible-next";
for (const subset of ["latin", "latin-ext"]) {
  copyFileSync(`${typeface}/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`, `dist/fonts/atkinson-next-${subset}.woff2`);
}
copyFileSync(`${typeface}/LICENSE`, "dist/fonts/OFL.txt");
console.log(`utrecht.css ${Math.round(css.length / 1000)} kB, ${classes.size - unusedSymbols.length} of ${classes.size} classes`);
