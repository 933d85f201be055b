// What is known of a reader: from the preferences to a code, the overview, the download and erasing. A pass lasts ten
// minutes, so its pages are looked at on the way.
import { lookHere, watch } from "./checks.mjs";
import { PATIENCE, until } from "./house.mjs";
import { buttonTo, mainButton, open, press, subscribe } from "./steps.mjs";
import { expect } from "./tally.mjs";

/** Whoever this is, they are erased at the end. */
export const address = "wil-alles-weten@voorbeeld.nl";

export async function ownData(house, visitor, seen) {
  const context = await visitor();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const noise = watch(page, house.base);
    const faults = await walk(house, page, context, seen);
    return [...faults, ...noise.take()];
  } finally {
    await context.close();
  }
}

async function walk(house, page, context, seen) {
  const faults = [];
  const look = async (html, name, language = "nl") => {
    seen.push(new URL(page.url()).pathname);
    faults.push(...(await lookHere(page, html, name, language)).map((fault) => `${name}: ${fault}`));
  };
  const welcome = await subscribe(page, house, address, "Wil Weten");
  await open(page, welcome.links.find((link) => link.includes("/voorkeuren/")));
  await open(page, new URL(await page.locator('main a[href$="/gegevens"]').getAttribute("href"), house.base).href);
  await press(page, mainButton(page));
  const code = await until("no mail with a code", () =>
    house.mails().findLast((mail) => mail.to.includes(address) && /^\d{6}$/m.test(mail.text))?.text.match(/^\d{6}$/m)[0]);
  await page.locator("main input[name=code]").fill(code);
  await press(page, buttonTo(page, "/gegevens/code"));

  const overview = page.url();
  expect(/\/mijn-gegevens\//.test(overview), `a right code leads to ${overview}`);
  await look(await open(page, overview), "own-data");
  expect((await page.locator("main").innerText()).includes(address), "the overview does not show the address");
  const english = overview.replace("/mijn-gegevens/", "/en/mijn-gegevens/");
  await look(await open(page, english), "own-data-english", "en");
  const file = await context.request.get(`${overview}/bestand`);
  expect(file.ok() && (await file.body()).subarray(0, 2).toString() === "PK", `the download answers ${file.status()}`);

  await look(await open(page, `${english}/wissen`), "own-data-erase-english", "en");
  await look(await open(page, `${overview}/wissen`), "own-data-erase");
  await press(page, mainButton(page));
  expect(page.url().endsWith("/gegevens-gewist"), `erasing leads to ${page.url()}`);
  const after = await context.request.get(overview, { failOnStatusCode: false });
  expect(after.status() === 404, `the overview still answers ${after.status()}`);
  return faults;
}
