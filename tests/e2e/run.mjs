// The browser run: opens the real binary with its demo, walks the journeys, then looks at every page of it.
//
//   node run.mjs                  everything: the pages beside the journeys, which mostly wait, each with a house of its own
//   node run.mjs journeys|first-day|editor|pages   a part (the journeys have the first day too)
//   E2E_SHOTS=1 node run.mjs      with a picture of every page, not only of those with faults
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import { editing } from "./editor.mjs";
import { firstRun } from "./first-run.mjs";
import { address as erased, ownData } from "./own-data.mjs";
import { build, openDemo, routes } from "./house.mjs";
import { journeys } from "./journeys.mjs";
import { takenBack } from "./review.mjs";
import { samples, sendEmptyForms, visitInTheDark, visitMails, visitPages } from "./pages.mjs";
import { prepareHolders, signIn } from "./steps.mjs";
import { Tally } from "./tally.mjs";

/** The run ends after this many minutes, whatever hangs. */
const LONGEST = 18;

const parts = process.argv.slice(2);
const wants = (part) => parts.length === 0 || parts.includes(part);
const tally = new Tally();

if (!process.env.E2E_NO_BUILD) build();
if (parts.length === 0) process.exit(await besideEachOther(["journeys", "pages"]));
const house = await openDemo();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // Chromium has no sandbox for root, which a build machine often is. Without a graphics card it plays one in software, which
  // costs a fifth of all this run computes.
  args: ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
});

/** A visitor with a browser of their own: Dutch, in Amsterdam, without animations. */
const visitor = (options = {}) =>
  browser.newContext({ locale: "nl-NL", timezoneId: "Europe/Amsterdam", reducedMotion: "reduce", ...options });

const watchdog = setTimeout(async () => {
  tally.failures.push({ name: `the run took more than ${LONGEST} minutes`, faults: [] });
  await finish();
}, LONGEST * 60_000);

/** Runs parts as processes of their own; what the second and later ones say comes after the first. */
async function besideEachOther(all) {
  const run = (part, at) =>
    new Promise((done) => {
      const options = { env: { ...process.env, E2E_NO_BUILD: "1" }, stdio: ["ignore", at === 0 ? "inherit" : "pipe", "inherit"] };
      const child = spawn(process.execPath, [import.meta.filename, part], options);
      let said = "";
      child.stdout?.on("data", (bytes) => (said += bytes));
      child.on("close", (code) => done({ code: code ?? 1, said }));
    });
  const ended = await Promise.all(all.map(run));
  for (const { said } of ended) process.stdout.write(said);
  return Math.max(...ended.map(({ code }) => code));
}

async function finish() {
  clearTimeout(watchdog);
  await browser.close();
  const ended = await house.close();
  if (ended !== 0) tally.failures.push({ name: `the demo ended with ${ended} instead of 0`, faults: [] });
  process.exit(tally.close());
}

/** The readers of pages: each signs in by the link that the demo printed. */
async function personas() {
  const staff = async (name, link, roles, language) => {
    const context = await visitor();
    await signIn(context, link, language);
    return { name, roles, language, context };
  };
  return [
    { name: "anonymous", roles: [], context: await visitor() },
    await staff("editor", house.links.editor, ["editor"], "en"),
    await staff("approver", house.links.approver, ["approver", "administrator"], "nl"),
  ];
}

/**
 * Links in mails that open nothing any more: those to an address that somebody moved from, but for leaving, which still
 * works, all of those to an address that was erased, and those to read along that were taken back.
 */
function revoked(mails) {
  const linksTo = (addresses) => mails.filter((mail) => addresses.some((address) => mail.to.includes(address))).flatMap((mail) => mail.links);
  const moved = mails.filter((mail) => mail.links.some((link) => link.includes("/oud-adres/"))).map((mail) => mail.to);
  const paths = (links) => links.map((link) => new URL(link).pathname);
  const reading = paths(linksTo(takenBack)).filter((path) => path.includes("/meelezen/"));
  return [...paths(linksTo(moved)).filter((path) => /\/(voorkeuren|bevestigen)\//.test(path)), ...paths(linksTo([erased])), ...reading];
}

try {
  console.log(`The demo answered after ${house.readyAfter.toFixed(1)} s at ${house.base}`);
  // Pages that only exist before there is a centre, or half-way through signing in, are looked at on the way.
  const seen = [];
  await Promise.all([
    wants("journeys") && journeys(tally, house, visitor),
    firstRun(tally, visitor, seen, wants("journeys") || wants("first-day")),
  ]);
  if (wants("journeys") || wants("editor")) await editing(tally, house, visitor);
  await tally.check("a reader sees, downloads and erases what is known of them", () => ownData(house, visitor, seen));
  if (wants("pages")) {
    const list = routes();
    const readers = await personas();
    const { addresses, dead } = await samples(list, readers, house.base, await prepareHolders(house, visitor));
    const gone = revoked(house.mails());
    const isRevoked = (line) => gone.some((path) => line.includes(` ${path} answers 404;`));
    await tally.check("no link leads nowhere", () => dead.filter((line) => !isRevoked(line)));
    await visitPages(tally, list, readers, house.base, addresses, seen);
    await visitMails(tally, list, readers, house.base, addresses);
    await visitInTheDark(tally, list, readers, house.base, addresses, async (persona, options) => {
      const context = await visitor(options);
      await context.addCookies(await persona.context.cookies());
      return context;
    });
    await sendEmptyForms(tally, list, readers, house.base, addresses);
  }
} catch (error) {
  tally.failures.push({ name: "the run itself", faults: [] });
  console.error(error);
} finally {
  await finish();
}
