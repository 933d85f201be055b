// The steps that journeys are made of. Each says in one sentence what it could not do.
import { createHmac } from "node:crypto";
import { waitForMail } from "./house.mjs";
import { expect } from "./tally.mjs";

/** The heading of the page that is open. */
export const heading = async (page) => (await page.locator("h1").first().textContent()).trim();

/** Opens an address of ours and expects a page. */
export async function open(page, address) {
  const answer = await page.goto(address, { waitUntil: "load" });
  expect(answer?.status() === 200, `${address} answers ${answer?.status()}: ${await heading(page)}`);
}

/** Presses a button of a form and waits for the page that follows. */
export async function press(page, button) {
  const what = await button.textContent({ timeout: 5_000 }).catch(() => null);
  expect(what !== null, `a button is missing on ${page.url()} ("${await heading(page)}"): ${button}`);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST" && response.request().isNavigationRequest()),
    button.click(),
  ]);
  await page.waitForLoadState("load");
  const faults = (await page.locator(".faults a, .utrecht-alert--error").allTextContents()).map((text) => text.trim());
  expect(answer.status() < 400, `"${what.trim()}" gives ${answer.status()}: "${await heading(page)}" ${faults.join(" | ")}`);
}

/** The button of the form that posts to an address that ends like this. */
export const buttonTo = (page, ending) =>
  page.locator(`main form[method=post][action$="${ending}"] button[type=submit]`).first();

/** The button of the page's own form. */
export const mainButton = (page) => page.locator("main form[method=post] button[type=submit]").first();

/** Signs in by a link of the demo. Opening it does nothing; its button signs in. */
export async function signIn(context, link, language = "nl") {
  const page = await context.newPage();
  await open(page, link);
  await press(page, mainButton(page));
  expect(new URL(page.url()).pathname === "/beheer", `signing in leads to ${page.url()}, not to the desk`);
  if (language === "en") await press(page, page.locator('form[action="/beheer/taal"] button').first());
  expect((await page.locator("html").getAttribute("lang")) === language, `the desk is not in ${language}`);
  await page.close();
}

/** Fills in and sends the sign-up form, and confirms by the mailed link. Gives the welcome mail. */
export async function subscribe(page, house, address, name = "") {
  await open(page, `${house.base}/aanmelden`);
  expect((await page.locator("main input[type=checkbox]:checked").count()) === 0, "a box is ticked beforehand");
  await page.locator("main input[type=email]").first().fill(address);
  if (name) await page.locator('main input[autocomplete="name"]').first().fill(name);
  await page.locator("main input[type=checkbox]:visible").first().check();
  await press(page, mainButton(page));
  const asked = await waitForMail(house, address, /\/bevestigen\//);
  await open(page, asked.links.find((link) => link.includes("/bevestigen/")));
  expect(!(await hasMail(house, address, /\/voorkeuren\//)), "opening the link confirmed already");
  await press(page, mainButton(page));
  return waitForMail(house, address, /\/voorkeuren\//);
}

const hasMail = (house, address, link) =>
  house.mails().some((mail) => mail.to.includes(address) && mail.links.some((found) => link.test(found)));

/** Links of somebody who subscribed and somebody who has yet to confirm, for the pages that only a holder sees. */
export async function prepareHolder(house, visitor) {
  const context = await visitor();
  const page = await context.newPage();
  const welcome = await subscribe(page, house, "lezer-van-alles@voorbeeld.nl");
  await open(page, `${house.base}/aanmelden`);
  await page.locator("main input[type=email]").first().fill("nog-niet-bevestigd@voorbeeld.nl");
  await page.locator("main input[type=checkbox]:visible").first().check();
  await press(page, mainButton(page));
  const asked = await waitForMail(house, "nog-niet-bevestigd@voorbeeld.nl", /\/bevestigen\//);
  await context.close();
  const paths = [...asked.links, ...welcome.links, ...Object.values(house.links)].map((link) => new URL(link).pathname);
  // Holders' pages exist in English too.
  return [...paths, ...paths.map((path) => `/en${path}`)];
}

/** The code that an authenticator app shows now (RFC 6238), for a secret in base32. */
export function code(secret, now = Date.now()) {
  const bits = [...secret.replace(/[\s=]/g, "").toUpperCase()]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
