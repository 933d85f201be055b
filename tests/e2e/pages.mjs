// Every page of the binary, as everyone who may see it. A route without a known sample fails the run.
import { availableParallelism } from "node:os";
import { axe, bringAxe, lookAtMail, lookHere, reflow, shape, shoot, valid, watch, widths, windowOf } from "./checks.mjs";
import { PATIENCE } from "./house.mjs";

/** The pages that are also looked at in the dark. */
const dark = ["/", "/aanmelden", "/archief", "/beheer", "/beheer/nummers/{id}", "/beheer/nummers/{id}/verzenden"];

/** Forms in which everything may be left empty; a planned issue has no subject yet, and the checks ask for one later; a test mail without an address goes to whoever asks for it. */
const emptyIsFine = /^(\/en)?\/(voorkeuren\/\{token\}$|afmelden\/|bijeenkomsten\/\{id\}\/aanmelden\/\{token\}$|consultaties\/antwoord\/\{token\}\/(vraag|alles)|besluiten\/antwoord\/\{token\}$|meelezen\/\{token\}$)|^\/beheer\/nummers\/\{id\}(\/verzenden)?$|^\/beheer\/(instellingen\/toegankelijkheid|bijeenkomsten\/\{id\}\/(deur|evaluatie|soorten)|consultaties\/\{id\}\/nota)$/;

/** Routes that only send on to the page that replaced them. */
const sendsOn = /^(\/en)?\/archief\/\{year\}$/;

const isPage = (route) => route.method === "GET" && !route.machine;
const isPublic = (route) => ["anyone", "holder"].includes(route.access.toLowerCase());
const isEnglish = (path) => path === "/en" || path.startsWith("/en/");

/** Whether a persona with roles may enter, the same rule as `staff::may`. */
export function may(roles, access) {
  const needed = access.toLowerCase();
  if (needed === "anyone" || needed === "holder") return true;
  if (needed === "member") return roles.length > 0;
  if (needed === "editor") return roles.includes("editor") || roles.includes("approver");
  return roles.includes(needed);
}

const pattern = (path) =>
  new RegExp(`^${path.replace(/[.+?^$()|[\]\\]/g, "\\$&").replace(/\{\*[^}]+\}/g, ".+").replace(/\{[^}]+\}/g, "[^/]+")}$`);
const literals = (path) => path.split("/").filter((part) => part && !part.startsWith("{")).length;

/** Links that lead nowhere on purpose: those in the preview of a mail. */
const isExample = (path) => path.endsWith("/voorbeeld");

/** The preview of a mail or web page already names the archive pages that begin to exist when the mail is sent. */
const isToCome = (from, to) => /^\/beheer\/nummers\/\d+\/(mail|webpagina)/.test(from) && /^(\/en)?\/archief\//.test(to);

/** Follows links as a persona. Gives the addresses that answered, and those that are dead with the page that has them. */
async function crawl(persona, base, starts) {
  const found = new Map(starts.map((path) => [path, "the list of routes"]));
  const queue = [...starts];
  const kinds = new Map();
  const alive = [];
  const dead = [];
  while (queue.length > 0) {
    const path = queue.shift();
    const answer = await persona.context.request.get(base + path, { failOnStatusCode: false });
    if (answer.status() === 404 || answer.status() >= 500) {
      dead.push(`${path} answers ${answer.status()}; ${found.get(path)} links to it`);
      continue;
    }
    alive.push(path);
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    for (const [, link] of (await answer.text()).matchAll(/\s(?:href|src)="([^"#]+)/g)) {
      const url = new URL(link.replaceAll("&amp;", "&"), answer.url());
      const next = url.pathname + url.search;
      if (url.origin !== base || url.pathname.startsWith("/bestanden/") || isExample(url.pathname) || isToCome(path, url.pathname) || found.has(next)) continue;
      found.set(next, path);
      // A few pages of a kind are enough: the hundredth subscriber teaches nothing new.
      const kind = url.pathname.replace(/\/\d[^/]*/g, "/N").replace(/\/[^/]{25,}/g, "/T") + [...url.searchParams.keys()];
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (kinds.get(kind) <= 8) queue.push(next);
    }
  }
  return { alive, dead };
}

/** Concrete addresses for each page route, and every dead link that was met while looking for them. */
export async function samples(list, personas, base, extra) {
  const starts = (persona) =>
    list.filter((route) => isPage(route) && !route.path.includes("{") && may(persona.roles, route.access)).map((route) => route.path);
  const crawled = await Promise.all(personas.map((persona) => crawl(persona, base, starts(persona))));
  const found = [...extra, ...crawled.flatMap(({ alive }) => alive)];
  const dead = crawled.flatMap(({ dead }, at) => dead.map((link) => `as ${personas[at].name}: ${link}`));
  // People shorten addresses, so what stands above an address may be one too.
  for (const above of new Set(found.map((address) => address.split("?")[0].replace(/\/[^/]*$/, "")))) {
    const answer = await personas.at(-1).context.request.get(base + above, { failOnStatusCode: false });
    if (answer.ok()) found.push(above);
  }
  const byLiterals = [...list].sort((a, b) => literals(b.path) - literals(a.path));
  const result = new Map(list.map((route) => [route.path, new Map()]));
  for (const address of found) {
    const path = address.split("?")[0];
    // A path belongs to the route with the most fixed parts, as the router decides.
    const owner = byLiterals.find((route) => pattern(route.path).test(path));
    if (!owner) continue;
    // One sample for each word in the path (`voorbeeld/telefoon`, `voorbeeld/tekst`); numbers and names are all alike.
    const kind = path.split("/").map((part) => (/\d/.test(part) || part.length > 24 ? "*" : part)).join("/");
    const kinds = result.get(owner.path);
    if (!kinds.has(kind) && kinds.size < 8) kinds.set(kind, path);
  }
  for (const route of list) if (!route.path.includes("{")) result.set(route.path, new Map([["", route.path]]));
  return { addresses: new Map([...result].map(([route, kinds]) => [route, [...kinds.values()]])), dead };
}

/**
 * Lends a reader's page out, with what it complains about. Making one costs as much as looking at a small page, so it is
 * used again by whoever comes next; what it had left to say when it was given back is forgotten.
 */
async function onPage(persona, base, act) {
  const idle = (persona.idle ??= []);
  const kept = idle.pop() ?? (await newPage(persona, base));
  kept.noise.take();
  try {
    return await act(kept.page, kept.noise);
  } finally {
    idle.push(kept);
  }
}

async function newPage(persona, base) {
  const page = await persona.context.newPage();
  await bringAxe(page);
  return { page, noise: watch(page, base) };
}

/** Looks at a page as a persona, at each width. */
const look = (persona, route, path, base, at = widths) =>
  onPage(persona, base, async (page, noise) => {
    await page.setViewportSize(windowOf(1280));
    const answer = await page.goto(base + path, { waitUntil: "load", timeout: PATIENCE });
    const faults = [];
    if (!answer) return ["no answer"];
    if (answer.status() !== 200) faults.push(`status ${answer.status()}`);
    if (new URL(page.url()).pathname !== path && !sendsOn.test(route.path)) return [`leads to ${page.url()}: this page was not seen`];
    const type = answer.headers()["content-type"] ?? "";
    if (!type.startsWith("text/html")) return [...faults, `is ${type}; declare it with machine_get`];
    const language = isPublic(route) ? (isEnglish(path) ? "en" : "nl") : persona.language;
    faults.push(...await lookHere(page, await answer.text(), `${path.split("?")[0]}-${persona.name}`, language, at));
    return [...faults, ...noise.take()];
  });

export async function visitPages(tally, list, personas, base, addresses, seen) {
  const [anonymous, ...members] = personas;
  const wasSeen = (route) => seen.some((path) => pattern(route.path).test(path));
  const visits = [];
  for (const route of list.filter(isPage).filter((route) => !wasSeen(route))) {
    const paths = addresses.get(route.path);
    const readers = isPublic(route) ? [anonymous] : members.filter((persona) => may(persona.roles, route.access));
    if (paths.length === 0) {
      visits.push([route.path, () => ["no sample: link to this page somewhere, or add an address to run.mjs"]]);
    } else if (readers.length === 0) {
      visits.push([route.path, () => [`nobody here may see it (${route.access})`]]);
    }
    for (const path of paths) {
      for (const [turn, persona] of readers.entries()) {
        // Where two read a page, or it is there in two languages, one is on a phone and the other at a desk.
        const [phone, desk] = widths;
        const inBoth = isPublic(route) && (isEnglish(route.path) || list.some((other) => other.path === `/en${route.path}`.replace(/\/$/, "")));
        const at = readers.length === widths.length ? [widths[turn]] : inBoth ? [isEnglish(path) ? desk : phone] : widths;
        visits.push([`${path} as ${persona.name}`, () => look(persona, route, path, base, at)]);
      }
    }
    if (!isPublic(route) && paths.length > 0) {
      visits.push([`${paths[0]} is closed to others`, () => closed(route, paths[0], personas, base)]);
    }
  }
  await abreast(visits, (visit) => tally.check(...visit));
}

/** Works off a list, as many at a time as there are processors. */
async function abreast(list, work) {
  const rest = [...list];
  const worker = async () => {
    while (rest.length > 0) await work(rest.shift());
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Whoever may not enter gets the sign-in page, or a page that says no. */
async function closed(route, path, personas, base) {
  const faults = [];
  for (const persona of personas.filter((persona) => !may(persona.roles, route.access))) {
    const answer = await persona.context.request.get(base + path, { maxRedirects: 0, failOnStatusCode: false });
    const expected = persona.roles.length > 0 ? 403 : 303;
    if (answer.status() !== expected) faults.push(`${persona.name} gets ${answer.status()}, not ${expected}`);
  }
  return faults;
}

/** The mails themselves. They come with a policy that runs no script, axe included, so each is looked at in a blank page. */
export async function visitMails(tally, list, personas, base, addresses) {
  const isMail = (route) => route.method === "GET" && /\/mail$/.test(route.path);
  for (const route of list.filter(isMail)) {
    const persona = readerOf(route, personas);
    for (const path of addresses.get(route.path)) {
      await tally.check(`${path} as a mail`, () => mailOf(persona, path, base));
    }
  }
}

async function mailOf(persona, path, base) {
  const answer = await persona.context.request.get(base + path);
  if (!/^sandbox/.test(answer.headers()["content-security-policy"] ?? "")) return ["its policy has no sandbox"];
  const page = await persona.context.newPage();
  try {
    return await lookAtMail(page, await answer.text(), `${path}-mail`);
  } finally {
    await page.close();
  }
}

/** A handful of pages in the dark. */
export async function visitInTheDark(tally, list, personas, base, addresses, contextFor) {
  for (const wanted of dark) {
    const route = list.find((route) => isPage(route) && route.path === wanted);
    const path = addresses.get(wanted)?.[0];
    if (!route || !path) {
      await tally.check(`${wanted} in the dark`, () => ["no such page any more; mend the list in pages.mjs"]);
      continue;
    }
    const persona = readerOf(route, personas);
    const context = await contextFor(persona, { colorScheme: "dark" });
    const reader = { ...persona, name: `${persona.name}-dark`, context };
    await tally.check(`${path} in the dark`, () => look(reader, route, path, base));
    await context.close();
  }
}

const readerOf = (route, personas) =>
  isPublic(route) ? personas[0] : personas.findLast((persona) => may(persona.roles, route.access));

/** Every form sent empty: the page comes back, says what to do, and is as good as before. */
export async function sendEmptyForms(tally, list, personas, base, addresses) {
  const takes = (path) => list.some((route) => route.method === "POST" && route.path === path);
  const forms = list.filter((route) => isPage(route) && takes(route.path) && !emptyIsFine.test(route.path));
  // A page without a sample has failed already.
  const sent = forms
    .map((route) => ({ persona: readerOf(route, personas), path: addresses.get(route.path)?.[0] }))
    .filter(({ persona, path }) => persona && path);
  await abreast(sent, ({ persona, path }) => tally.check(`${path} sent empty`, () => sendEmpty(persona, path, base)));
}

const typed = "input:not([type=hidden],[type=checkbox],[type=radio],[type=submit],[type=file]):visible, textarea:visible";

const sendEmpty = (persona, path, base) =>
  onPage(persona, base, async (page, noise) => {
    await page.goto(base + path);
    const form = page.locator("main [data-act][data-guard]").filter({ has: page.locator(typed) }).first();
    // A page with buttons only has nothing to leave out.
    if ((await form.count()) === 0) return [];
    for (const field of await form.locator(typed).all()) await field.fill("");
    for (const box of await form.locator("input[type=checkbox]:checked").all()) await box.uncheck();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST" && response.request().isNavigationRequest()),
      form.locator("button[type=submit], button:not([type])").last().click(),
    ]);
    if (answer.status() !== 422) return [`status ${answer.status()} instead of 422 with the form`];
    const html = await answer.text();
    await page.waitForLoadState("load");
    const faults = [...await shape(page), ...await summary(page), ...await axe(page), ...await valid(html), ...await reflow(page)];
    await shoot(page, `${path}-${persona.name}-empty`, faults);
    return [...faults, ...noise.take()];
  });

/** The summary of faults has focus, and each of its links leads to a field. */
const summary = (page) =>
  page.evaluate(() => {
    const faults = [];
    if (!/^(Fout|Error): /.test(document.title)) faults.push(`title ${document.title}`);
    if (!document.activeElement?.closest(".faults")) faults.push("the summary of faults has no focus");
    const links = [...document.querySelectorAll(".faults a")];
    if (links.length === 0) faults.push("the summary has no links");
    for (const { hash } of links) {
      if (!document.getElementById(hash.slice(1))) faults.push(`the summary links to ${hash}, which is not there`);
    }
    return faults;
  });
