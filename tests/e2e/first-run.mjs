// From an empty folder to a member at the desk: the set-up, the first password, the app with codes, signing in again.
import { lookHere, shoot, watch } from "./checks.mjs";
import { firstDay } from "./first-day.mjs";
import { PATIENCE, openNew, until } from "./house.mjs";
import { code, heading, mainButton, open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const filled = {
  name_nl: "Landelijk Expertisecentrum Voorbeeld",
  name_en: "National Expertise Centre Example",
  postal_address: "Voorbeeldlaan 1\n1234 AB Voorbeeldstad",
  contact_address: "contact@centrum.example",
  sender_name: "Expertisecentrum Voorbeeld",
  sender_address: "nieuwsbrief@centrum.example",
  letter_address: "post@centrum.example",
  reply_address: "redactie@centrum.example",
  publication_nl: "Nieuwsbrief",
  publication_en: "Newsletter",
  description_nl: "Zes keer per jaar nieuws over veiligheid.",
  description_en: "News about safety, six times a year.",
  slug: "nieuwsbrief",
  member_name: "Noor Jansen",
  member_address: "noor@centrum.example",
};
const password = "vier losse woorden samen";

/** Sets a new installation up and, when asked, goes on with it until its first issue has arrived. */
export async function firstRun(tally, visitor, seen, goesOn) {
  const house = await openNew();
  const context = await visitor();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const noise = watch(page, house.base);
    const isIn = await tally.check("a new installation is set up, and its first member joins and signs in", async () => {
      const faults = await walk(house, page, seen);
      return [...faults, ...noise.take()];
    });
    if (!isIn || !goesOn) return;
    await tally.check("the first day leads from an empty desk to the first issue in the mailbox of its readers", async () => {
      const faults = await firstDay(house, page, filled.member_address, visitor).catch(async (error) => {
        await shoot(page, "FAILED-first-day", [error]).catch(() => {});
        throw new Error(`${error.message}\nat ${page.url()}`);
      });
      return [...faults, ...noise.take()];
    });
  } finally {
    await context.close();
    await house.close();
  }
}

async function walk(house, page, seen) {
  const faults = [];
  const look = async (html, name, language = "nl") => {
    seen.push(new URL(page.url()).pathname);
    faults.push(...(await lookHere(page, html, name, language)).map((fault) => `${name}: ${fault}`));
  };
  /** Presses the page's button and looks at the page that follows, which GET gives again. */
  const next = async (name) => {
    await press(page, mainButton(page));
    await look(await open(page, page.url()), name);
  };
  const link = await until("serve prints no set-up link", () => house.said().match(/http\S+\/inrichten\/\S+/)?.[0]);
  const path = new URL(link).pathname;

  // Before the set-up every page says what to do.
  await page.goto(`${house.base}/`);
  expect((await page.locator("main").count()) === 1, "without a centre the front page is no page");

  await look(await open(page, `${house.base}/en${path}`), "set-up-english", "en");
  await look(await open(page, link), "set-up");
  const [refused] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), mainButton(page).click()]);
  await page.waitForLoadState("load");
  expect(refused.status() === 422, `an empty set-up gives ${refused.status()}`);
  await look(await refused.text(), "set-up-empty");
  for (const [name, value] of Object.entries(filled)) await page.locator(`main [name=${name}]`).fill(value);
  await page.locator("main [name=office][value=two]").check();
  await next("set-up-done");
  await look(await open(page, `${house.base}/en${path}/klaar`), "set-up-done-english", "en");
  await open(page, `${link}/klaar`);

  const join = await page.locator('main a[href*="/beheer/welkom/"]').getAttribute("href");
  await look(await open(page, new URL(join, house.base).href), "join-password");
  await page.locator("main input[type=password]").fill(password);
  await next("join-app");
  const secret = await page.locator("#secret").textContent();
  await page.locator("main input[name=code]").fill(code(secret));
  const [codes] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), mainButton(page).click()]);
  await page.waitForLoadState("load");
  await look(await codes.text(), "recovery-codes");
  const [recovery] = (await page.locator("#codes").textContent()).split("\n");
  await Promise.all([page.waitForURL("**/beheer"), page.locator('main a[href="/beheer"]').click()]);

  // Out, and in again. A code works once, so this is the next one.
  await press(page, page.locator('button[data-act="/beheer/afmelden"]').first());
  await page.goto(`${house.base}/beheer/instellingen`);
  expect(page.url().includes("/beheer/aanmelden"), `signed out, the settings lead to ${page.url()}`);
  await page.locator("main input[type=email]").fill(filled.member_address);
  await page.locator("main input[type=password]").fill(password);
  await next("sign-in-code");
  await page.locator("main input[name=code]").fill(code(secret, Date.now() + 30_000));
  await press(page, mainButton(page));
  expect(new URL(page.url()).pathname === "/beheer/instellingen", `signing in leads to ${page.url()}, "${await heading(page)}"`);

  // The password is forgotten and the phone is gone: a link by mail, and a code from paper.
  await press(page, page.locator('button[data-act="/beheer/afmelden"]').first());
  await Promise.all([page.waitForURL("**/wachtwoord-vergeten"), page.locator('main a[href="/beheer/wachtwoord-vergeten"]').click()]);
  await page.locator("main input[type=email]").fill(filled.member_address);
  await mainButton(page).click();
  const mail = await until("no mail with a link to choose another password", () =>
    house.mails().flatMap((mail) => mail.links).find((found) => found.includes("/beheer/wachtwoord/")));
  await look(await open(page, `${house.base}${new URL(mail).pathname}`), "another-password");
  await page.locator("main input[type=password]").fill(`${password} nieuw`);
  await press(page, mainButton(page));
  expect(page.url().endsWith("/beheer/aanmelden?gelukt=wachtwoord"), `another password leads to ${page.url()}, "${await heading(page)}"`);
  await page.locator("main input[type=email]").fill(filled.member_address);
  await page.locator("main input[type=password]").fill(`${password} nieuw`);
  await press(page, mainButton(page));
  await page.locator("main input[name=code]").fill(recovery);
  await press(page, mainButton(page));
  expect(page.url().endsWith("/beheer/mijn?gelukt=herstelcode"), `a recovery code leads to ${page.url()}, "${await heading(page)}"`);
  return faults;
}
