// The steps that journeys are made of. Each says in one sentence what it could not do.
import { createHmac } from "node:crypto";
import { holderLinks } from "./consultation.mjs";
import { deciderLinks } from "./decision.mjs";
import { PATIENCE, until, waitForMail } from "./house.mjs";
import { expect } from "./tally.mjs";

/** The heading of the page that is open. */
export const heading = async (page) => (await page.locator("h1").first().textContent()).trim();

/** Opens an address of ours and expects a page. */
export async function open(page, address) {
  const answer = await page.goto(address, { waitUntil: "load", timeout: PATIENCE });
  expect(answer?.status() === 200, `${address} answers ${answer?.status()}: ${await heading(page)}`);
  return answer.text();
}

/** Does something that sends a form, and waits until the page that follows is there. */
export async function send(page, act) {
  const [answer] = await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), act()]);
  const faults = (await page.locator(".faults a, .utrecht-alert--error").allTextContents()).map((text) => text.trim());
  expect(answer.status() < 400, `sending gives ${answer.status()}: "${await heading(page)}" ${faults.join(" | ")}`);
}

/** Presses a button of a form. */
export async function press(page, button) {
  const what = await button.textContent({ timeout: 5_000 }).catch(() => null);
  expect(what !== null, `a button is missing on ${page.url()} ("${await heading(page)}"): ${button}`);
  await send(page, () => button.click()).catch((error) => {
    throw new Error(`"${what.trim()}": ${error.message}`);
  });
}

/** Writes Markdown into the field of a page, in place of what the text editor shows of it where scripts run. */
export async function writeMarkdown(page, markdown, hasScript) {
  if (hasScript) await page.getByRole("button", { name: "Toon als Markdown" }).click();
  await page.locator("main textarea[name=source]").fill(markdown);
}

/** The button that goes to an address that ends like this: its own, or that of the section around it. */
export const buttonTo = (page, ending) =>
  page.locator(`main button[data-act$="${ending}"], main [data-act$="${ending}"] button[type=submit]`).first();

/** The first button of the page itself. */
export const mainButton = (page) => page.locator("main button[type=submit]").first();

/** Signs in by a link of the demo. Opening it does nothing; its button signs in. */
export async function signIn(context, link, language = "nl") {
  const page = await context.newPage();
  await open(page, link);
  await press(page, mainButton(page));
  expect(new URL(page.url()).pathname === "/beheer", `signing in leads to ${page.url()}, not to the desk`);
  if (language === "en") await press(page, page.locator('button[data-act="/beheer/taal"]').first());
  expect((await page.locator("html").getAttribute("lang")) === language, `the desk is not in ${language}`);
  await page.close();
}

/** Sends the sign-up form as a person does, who takes a moment to type. */
async function sendSignUp(page) {
  await page.waitForTimeout(2_200);
  await press(page, mainButton(page));
}

/** Fills in and sends the sign-up form, and confirms by the mailed link. Gives the welcome mail. */
export async function subscribe(page, house, address, name = "") {
  await open(page, `${house.base}/aanmelden`);
  expect((await page.locator("main input[type=checkbox]:checked").count()) === 0, "a box is ticked beforehand");
  await page.locator("main input[type=email]").first().fill(address);
  if (name) await page.locator('main input[autocomplete="name"]').first().fill(name);
  await page.locator("main input[type=checkbox]:visible").first().check();
  await sendSignUp(page);
  const asked = await waitForMail(house, address, /\/bevestigen\//);
  await open(page, asked.links.find((link) => link.includes("/bevestigen/")));
  expect(!(await hasMail(house, address, /\/voorkeuren\//)), "opening the link confirmed already");
  await press(page, mainButton(page));
  return waitForMail(house, address, /\/voorkeuren\//);
}

const hasMail = (house, address, link) =>
  house.mails().some((mail) => mail.to.includes(address) && mail.links.some((found) => link.test(found)));

/** Asks for the newsletter and gives the link of the letter that asks to confirm. */
async function ask(page, house, address) {
  await open(page, `${house.base}/aanmelden`);
  await page.locator("main input[type=email]").first().fill(address);
  await page.locator("main input[type=checkbox]:visible").first().check();
  await sendSignUp(page);
  const asked = await waitForMail(house, address, /\/bevestigen\//);
  return asked.links.find((link) => link.includes("/bevestigen/"));
}

/** Asks in the preferences for another address, and gives the link of the letter to it. */
export async function askToMove(page, house, preferences, address) {
  await open(page, preferences);
  await page.locator('main a[href$="/adres"]').first().click();
  await page.locator("main input[type=email]").first().fill(address);
  await press(page, mainButton(page));
  const asked = await waitForMail(house, address, /\/nieuw-adres\//);
  return asked.links.find((link) => link.includes("/nieuw-adres/"));
}

/** Registers for the network day of the demo, on two screens. Gives the page of the form, one that waits for its second screen, and the page of the place. */
async function attend(page, house) {
  const forms = [];
  for (const [name, send] of [["Femke Visser", true], ["Pim de Vries", false]]) {
    await page.goto(`${house.base}/bijeenkomsten`);
    await page.getByRole("link", { name: "Netwerkdag voorjaar" }).click();
    await page.getByRole("link", { name: "Meld u aan" }).click();
    await page.getByLabel("Uw naam").fill(name);
    await page.getByLabel("Uw e-mailadres").fill(`${name.split(" ")[0].toLowerCase()}-komt@voorbeeld.nl`);
    await press(page, page.getByRole("button", { name: "Verder" }));
    forms.push(page.url());
    if (send) await press(page, page.getByRole("button", { name: "Meld mij aan" }));
  }
  const ticket = await waitForMail(house, "femke-komt@voorbeeld.nl", /\/bijeenkomsten\/aanmelding\//);
  // The evaluation of a day that is still to come says when it opens.
  const early = ticket.links.filter((link) => link.includes("/aanmelding/")).map((link) => `${link}/evaluatie`);
  return [...forms, ...ticket.links, ...early, ...early.map((link) => link.replace("/bijeenkomsten/", "/en/bijeenkomsten/"))];
}

/** Links of somebody who subscribed, somebody who left and somebody who has yet to confirm: what only holders see. */
export async function prepareHolders(house, visitor) {
  const context = await visitor();
  const page = await context.newPage();
  const welcome = await subscribe(page, house, "lezer-van-alles@voorbeeld.nl");
  const asked = await ask(page, house, "nog-niet-bevestigd@voorbeeld.nl");
  const leaver = await subscribe(page, house, "gaat-weer-weg@voorbeeld.nl");
  await open(page, leaver.links.find((link) => link.includes("/afmelden/")));
  await press(page, mainButton(page));
  const left = page.url();
  const preferencesOf = (mail) => mail.links.find((link) => link.includes("/voorkeuren/"));
  const asksToMove = await askToMove(page, house, preferencesOf(welcome), "lezer-elders@voorbeeld.nl");
  const mover = await subscribe(page, house, "verhuist@voorbeeld.nl");
  await open(page, await askToMove(page, house, preferencesOf(mover), "verhuisd@voorbeeld.nl"));
  await press(page, mainButton(page));
  const notice = await waitForMail(house, "verhuist@voorbeeld.nl", /\/oud-adres\//);
  const attending = await attend(page, house);
  const moves = [asksToMove, `${preferencesOf(welcome)}/adres`, ...notice.links];
  await context.close();
  const invited = await until("no invitation in the postbox", () => house.mails().find((mail) => mail.links.some((link) => link.includes("/uitnodiging/"))));
  const invitation = invited.links.find((link) => link.includes("/uitnodiging/"));
  // Who reads along in the demo; the links of the journey are taken back.
  const reading = house.mails().filter((mail) => !mail.to.includes("lezer-")).flatMap((mail) => mail.links).filter((link) => link.includes("/meelezen/"));
  const ownData = ["gegevens", "gegevens/code"].map((page) => `${preferencesOf(welcome)}/${page}`);
  const paths = [...welcome.links, ...ownData, asked, left, ...moves, ...attending, ...reading, invitation, `${invitation}/aanmelden`, ...Object.values(house.links), ...holderLinks(house), ...deciderLinks(house)].map((link) => new URL(link).pathname);
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
