// The real binary with the demo in a folder of its own, and its postbox.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSink } from "./sink.mjs";

const root = join(import.meta.dirname, "../..");
const binary = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/samenspraak");

export function build() {
  const built = spawnSync("cargo", ["build", "--locked"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (built.status !== 0) throw new Error("cargo build failed");
}

/** Every route of the binary: `{ method, path, access, machine }`. */
export function routes() {
  const said = spawnSync(binary, ["routes", "--demo"], { cwd: root, encoding: "utf8" });
  if (said.status !== 0) throw new Error(`samenspraak routes --demo failed: ${said.stderr}`);
  return said.stdout.trim().split("\n").map((line) => JSON.parse(line));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long anything may take, in milliseconds: a build machine may be busy with something else. */
export const PATIENCE = 45_000;

/** Tries until `attempt` gives something, or fails with a sentence (or with what a function says at the end). */
export async function until(sentence, attempt, seconds = PATIENCE / 1_000) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const result = await attempt();
    if (result) return result;
    if (Date.now() > end) {
      throw new Error(`${typeof sentence === "function" ? await sentence() : sentence} (waited ${seconds} s)`);
    }
    await pause(100);
  }
}

/** Opens the demo and waits until it answers. */
export async function openDemo() {
  const house = await start((folder, bind) => ({ args: ["demo", "--data", folder, "--bind", bind] }));
  try {
    house.links = await until("the demo prints no sign-in links", () => signInLinks(house.base, house.said()));
    return house;
  } catch (error) {
    await house.close();
    throw new Error(`${error.message}\nThe demo said:\n${house.said()}`);
  }
}

/**
 * Opens a new installation that nobody has set up, and waits until it answers. Its relay is on this machine, and nobody
 * answers where it looks names up, whatever network the machine has.
 */
export async function openNew() {
  const sink = await openSink();
  try {
    const house = await start((folder, bind) => ({
      args: ["serve", "--migrate"],
      env: {
        SAMENSPRAAK_DATA_DIR: folder,
        SAMENSPRAAK_BIND: bind,
        SAMENSPRAAK_SMTP_URL: sink.url,
        SAMENSPRAAK_RESOLVER: "127.0.0.1:9",
      },
    }));
    const close = async () => {
      const ended = await house.close();
      await sink.close();
      return ended;
    };
    return { ...house, close, mails: () => sink.taken().map(({ to, raw }) => ({ ...mail(raw), to, raw })) };
  } catch (error) {
    await sink.close();
    throw error;
  }
}

async function start(how) {
  const folder = mkdtempSync(join(tmpdir(), "samenspraak-e2e-"));
  const base = `http://127.0.0.1:${await freePort()}`;
  const { args, env = {} } = how(folder, new URL(base).host);
  // Settings of the person who runs this must not reach it.
  const ours = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SAMENSPRAAK_")));
  const from = Date.now();
  const child = spawn(binary, args, { cwd: root, env: { ...ours, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let ended = null;
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  child.on("exit", (code, sign) => (ended = code ?? sign));
  const close = async () => {
    if (ended === null) {
      child.kill("SIGTERM");
      const end = Date.now() + 12_000;
      while (ended === null && Date.now() < end) await pause(50);
      if (ended === null) child.kill("SIGKILL");
    }
    rmSync(folder, { recursive: true, force: true });
    return ended;
  };
  try {
    await until(`${args[0]} does not answer on /healthz`, () => {
      if (ended !== null) throw new Error(`${args[0]} ended with ${ended}`);
      return fetch(`${base}/healthz`).then((answer) => answer.ok, () => false);
    });
  } catch (error) {
    await close();
    throw new Error(`${error.message}\nIt said:\n${said}`);
  }
  return { base, folder, close, said: () => said, mails: () => mailsIn(folder), readyAfter: (Date.now() - from) / 1000 };
}

/** The printed links by role, out of lines such as `Sanne (redacteur)  http://…`. */
function signInLinks(base, said) {
  const link = (role) => {
    const line = said.replace(/\x1b\[[0-9;]*m/g, "").split("\n").find((line) => role.test(line) && line.includes(base));
    return line?.match(/https?:\/\/\S+/)[0];
  };
  const links = { editor: link(/\((redacteur|editor)\)/i), approver: link(/\((keurt goed|approves|approver)\)/i) };
  return links.editor && links.approver ? links : null;
}

// --- The postbox ---------------------------------------------------------------------------------------------------

/** What was read already, by file. A mail is renamed into place, so what has a name is whole and stays as it is. */
const known = new Map();

function mailsIn(folder) {
  const postbox = join(folder, "postbus");
  let names = [];
  try {
    names = readdirSync(postbox, { recursive: true }).filter((name) => name.endsWith(".eml")).map((name) => join(postbox, name));
  } catch {
    // No mail has left yet.
  }
  for (const name of names.filter((name) => !known.has(name))) {
    known.set(name, { at: statSync(name).mtimeMs, name, mail: mail(readFileSync(name, "latin1")) });
  }
  const mails = names.map((name) => known.get(name));
  return mails.sort((a, b) => a.at - b.at || a.name.localeCompare(b.name)).map(({ mail }) => mail);
}

function mail(raw) {
  const [head] = raw.split(/\r?\n\r?\n/, 1);
  const header = (name) => head.replace(/\r?\n[ \t]+/g, " ").match(new RegExp(`^${name}:\\s*(.*)$`, "im"))?.[1]?.trim() ?? "";
  const text = part(raw, "text/plain");
  return {
    to: header("To"),
    subject: words(header("Subject")),
    text,
    html: part(raw, "text/html"),
    links: [...text.matchAll(/https?:\/\/[^\s<>()]+/g)].map(([link]) => link.replace(/[.,]$/, "")),
  };
}

const words = (header) =>
  header.replace(/\?=\s+=\?/g, "?==?").replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, body) =>
    kind.toLowerCase() === "b" ? Buffer.from(body, "base64").toString() : quoted(body.replace(/_/g, " ")));

const quoted = (body) =>
  Buffer.from(
    body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16))),
    "latin1",
  ).toString();

/** The decoded body of the first part of a type. */
function part(raw, type) {
  const at = raw.search(new RegExp(`^content-type:\\s*${type}`, "im"));
  if (at < 0) return "";
  const start = raw.slice(0, at).search(/\r?\n\r?\n(?![\s\S]*\r?\n\r?\n)/);
  const piece = raw.slice(Math.max(start, 0));
  const [, head, rest] = piece.match(/^\s*([\s\S]*?)\r?\n\r?\n([\s\S]*)$/) ?? [null, "", piece];
  // A boundary of ours; two hyphens alone may also draw a line below a heading.
  const body = rest.split(/\r?\n--=_/, 1)[0];
  if (/transfer-encoding:\s*base64/i.test(head)) return Buffer.from(body, "base64").toString();
  return /transfer-encoding:\s*quoted-printable/i.test(head) ? quoted(body) : Buffer.from(body, "latin1").toString();
}

/** Waits for the newest mail to an address, with a link that matches when one is asked for. */
export const waitForMail = (house, address, link = null) =>
  until(`no mail to ${address}${link ? ` with a link ${link}` : ""}`, () =>
    house.mails().findLast((mail) => mail.to.includes(address) && (!link || mail.links.some((found) => link.test(found)))));
