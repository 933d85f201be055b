// Builds dist/editor.js out of editor/: one file, with the licences of what is in it beside it.
// Run `npm ci && npm run build` here after a change; commit what changes in dist/. With `--check` it only compares.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What the whole may weigh, compressed. */
const MOST = 300_000;

const { outputFiles, metafile } = await build({
  entryPoints: ["editor/main.js"], bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8",
  legalComments: "none", metafile: true, write: false, outfile: "dist/editor.js",
});
const [{ text }] = outputFiles;
const packages = [...new Set(Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean))].sort();
const licences = packages.map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found));
  return `${name} ${version}, ${license}\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : "(no file of its own)"}\n`;
}).join("\n---\n\n");

const size = gzipSync(text).length;
if (size > MOST) throw new Error(`editor.js is ${size} bytes compressed, more than ${MOST}`);
const outputs = { "dist/editor.js": text, "dist/editor.LICENSES.txt": licences };
for (const [name, content] of Object.entries(outputs)) {
  if (!process.argv.includes("--check")) writeFileSync(name, content);
  else if (readFileSync(name, "utf8") !== content) throw new Error(`${name} is not built from editor/: run npm run build`);
}
console.log(`editor.js ${Math.round(size / 1000)} kB compressed, of ${packages.length} packages`);
