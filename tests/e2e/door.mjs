// The door on a phone: with a network, without one, and when it comes back.
import { PATIENCE, until, waitForMail } from "./house.mjs";
import { open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const PEOPLE = ["Yara Deurman", "Sven Poorter", "Nora Drempel"];
const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** Somebody registers for the webinar of the demo. Gives the code of their mail. */
async function register(page, house, name) {
  const address = `${name.split(" ")[0].toLowerCase()}-deur@voorbeeld.nl`;
  await open(page, `${house.base}/bijeenkomsten`);
  await page.getByRole("link", { name: "Opslag in de wijk" }).click();
  await page.getByRole("link", { name: "Meld u aan" }).click();
  await page.getByLabel("Uw naam").fill(name);
  await page.getByLabel("Uw e-mailadres").fill(address);
  await press(page, page.getByRole("button", { name: "Verder" }));
  await press(page, page.getByRole("button", { name: "Meld mij aan" }));
  const ticket = await waitForMail(house, address, /\/bijeenkomsten\/aanmelding\//);
  await open(page, ticket.links.find((link) => link.includes("/bijeenkomsten/aanmelding/")));
  return (await page.locator(".key").innerText()).trim();
}

/** What the stage says, once it says it. */
const verdict = (page, pattern) =>
  until(`the door does not say ${pattern}`, async () => pattern.test(await page.locator("[data-stage]").innerText()));

/** Counts what the queue of this phone holds. */
const queued = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("samenspraak-deur-")).reduce((many, [, value]) => many + JSON.parse(value).length, 0));

async function show(page, code) {
  await page.locator("#code").fill(code);
  await page.locator("#code").press("Enter");
}

export async function door(house, someone) {
  const visitor = await someone();
  const codes = [];
  for (const name of PEOPLE) codes.push(await register(visitor, house, name));

  const phone = await someone(house.links.editor);
  await phone.setViewportSize({ width: 390, height: 844 });
  await open(phone, `${house.base}/beheer/bijeenkomsten`);
  await phone.getByRole("link", { name: "Opslag in de wijk" }).first().click();
  const event = phone.url().split(/[?#]/)[0];
  const list = phone.waitForResponse((answer) => answer.url().endsWith("/deur/lijst"), { timeout: PATIENCE });
  await open(phone, `${event}/deur`);
  await list;
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!wide, "the door is wider than the phone");

  // With a network: the house answers, in place, and small letters without a space are the same code.
  await show(phone, codes[0].toLowerCase().replace(" ", ""));
  await verdict(phone, /Welkom[\s\S]*Yara Deurman/);
  expect(phone.url() === `${event}/deur`, "the page was left");
  expect((await queued(phone)) === 0, "what was answered still waits");

  // The network goes. What is shown waits, is not called certain, and the same person waits once.
  await phone.context().setOffline(true);
  await show(phone, codes[1]);
  await verdict(phone, /nog niet zeker[\s\S]*Sven Poorter/);
  await show(phone, codes[1]);
  await show(phone, "AAAA AAAA");
  await verdict(phone, /nog niet zeker[\s\S]*Staat niet op de lijst/);
  // Names are found without a network, by a part of them and without accents.
  await phone.locator("#naam").fill("drémp");
  const found = phone.locator("[data-found]").getByRole("button", { name: /Laat binnen/ });
  await until("nobody is found offline", async () => (await found.count()) === 1);
  await found.click();
  await verdict(phone, /nog niet zeker[\s\S]*Nora Drempel/);
  expect((await queued(phone)) === 3, `${await queued(phone)} wait instead of 3`);
  expect(/3 mensen wachten op dit apparaat/.test(await said(phone)), "the page does not say that three wait");

  // Meanwhile another phone, with a network, lets one of them in.
  const other = await someone(house.links.editor);
  await open(other, `${event}/deur`);
  await show(other, codes[1]);
  await verdict(other, /Welkom[\s\S]*Sven Poorter/);

  // The network is back. Each look is sent, counts once, and what turned out otherwise is listed.
  await phone.context().setOffline(false);
  await until("the queue is not sent", async () => (await queued(phone)) === 0);
  await verdict(phone, /Welkom[\s\S]*Nora Drempel/);
  const differences = phone.locator("[data-differences]");
  await until("no differences are shown", () => differences.isVisible());
  const told = (await differences.innerText()).replace(/\s+/g, " ");
  expect(/Sven Poorter Al binnen/.test(told) && /AAAA AAAA Onbekende code/.test(told), `the differences are: ${told}`);
  expect(!/Nora/.test(told), `who was let in is no difference: ${told}`);

  // Sent again (the answer was lost on the way), a look says the same and changes nothing.
  await replay(phone, codes[0]);
  await open(other, `${event}/deur`);
  expect(/3 van \d+ binnen/.test(await said(other)), `three were let in, and the door says: ${(await said(other)).slice(0, 120)}`);
  return /net::ERR_(INTERNET_DISCONNECTED|FAILED)/;
}

/** The network goes when the house has answered and the phone has not heard: the look stays, and is sent once more. */
async function replay(phone, code) {
  const bodies = [];
  await phone.route("**/deur/scan", async (route) => {
    bodies.push(new URLSearchParams(route.request().postData()).get("nonce"));
    if (bodies.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await show(phone, code);
  await until("the look is not sent again", async () => bodies.length > 1 && (await queued(phone)) === 0);
  await phone.unroute("**/deur/scan");
  expect(new Set(bodies).size === 1, "sent again, it has another number");
  await verdict(phone, /Al binnen[\s\S]*Yara Deurman/);
}
