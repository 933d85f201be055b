// Every word that the script says is given by the server, and every word that is given is said.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

test("i04_the_editor_has_a_word_for_everything", () => {
  const folder = join(import.meta.dirname, "..");
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const rust = readFileSync(join(folder, "../../src/web/components/editor.rs"), "utf8");
  const given = new Set([...rust.matchAll(/\(\s*"(\w+)",\s*"/g)].map(([, key]) => key));
  const acts = [...readFileSync(join(folder, "acts.js"), "utf8").matchAll(/^ {4}(\w+): \{ run/gm)].map(([, name]) => name);
  const slash = /const names = \[(.*)\]/.exec(scripts)[1].match(/\w+/g);
  const prefixed = (prefix, pattern) => [...scripts.matchAll(pattern)].map(([, what]) => prefix + what);
  const said = new Set([
    ...[...scripts.matchAll(/words\.([a-z]\w*)/g)].map(([, key]) => key), ...acts, ...slash.map((name) => `${name}Hint`),
    ...prefixed("loss", /lose\((?:[^()]*\? )?"(\w+)"/g), "lossCode", ...prefixed("note", /(?:note|leave)\("(\w+)"/g),
  ]);
  assert.deepEqual([...said].filter((key) => !given.has(key)), [], "said and not given");
  assert.deepEqual([...given].filter((key) => !said.has(key)), [], "given and not said");
});
