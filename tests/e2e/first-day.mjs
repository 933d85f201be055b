// The first day goes on: along the list on the desk, from a test mail to the first issue in the mailbox of its readers.
// Mail goes over SMTP to a relay of this test; nobody answers where names are looked up.
import { lookAtMail, lookHere, watch } from "./checks.mjs";
import { PATIENCE, until, waitForMail } from "./house.mjs";
import { buttonTo, code, heading, mainButton, open, press, subscribe, writeMarkdown } from "./steps.mjs";
import { expect } from "./tally.mjs";

const colleague = { name: "Bram Bos", address: "bram@centrum.example" };
const listed = ["anna@lezers.example", "joost@lezers.example"];
const signedUp = "sanne@lezers.example";
const subject = "Het eerste nummer: samen oefenen";

/** Walks on in a house that its founder, of an office of two, has just set up; `page` is theirs and signed in. */
export async function firstDay(house, page, founder, visitor) {
  const faults = [];
  const contexts = [];
  const noises = [];
  const someone = async () => {
    const context = await visitor();
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    noises.push(watch(page, house.base));
    return page;
  };
  const day = {
    house,
    page,
    /** Looks at the page that is open, which GET gives again. */
    look: async (page, name) => {
      const found = await lookHere(page, await open(page, page.url()), `first-day-${name}`, "nl");
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    },
  };
  try {
    await expectSteps(day, ["/beheer/instellingen#testmail", "/beheer/afzender", "/beheer/medewerkers/uitnodigen", "/beheer/abonnees/importeren", "/beheer/nummers/nieuw", "/beheer/nummers/nieuw"]);
    await day.look(page, "01-desk");
    await testMail(day, founder);
    await domain(day);
    const approver = await join(day, await someone());
    await readers(day, await someone());
    const issue = await compose(day);
    await approveAndSend(day, approver, issue);
    await arrived(day, await someone());
    const [letter] = issueCopies(house);
    faults.push(...(await lookAtMail(await someone(), letter.html, "first-day-20-mailbox")).map((fault) => `the mail: ${fault}`));
    return [...faults, ...noises.flatMap((noise) => noise.take())];
  } finally {
    for (const context of contexts) await context.close();
  }
}

// --- The list on the desk --------------------------------------------------------------------------------------------

/** Where the steps lead that are not done yet, as the desk says now. */
async function steps({ house, page }) {
  await open(page, `${house.base}/beheer`);
  return page.locator("[aria-labelledby=first-steps] li > a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

async function expectSteps(day, expected) {
  const found = await steps(day);
  expect(`${found}` === `${expected}`, `the desk leads to ${found.join(" ") || "nothing"}, not to ${expected.join(" ")}`);
}

/** Waits until the desk ticks a step off. */
const ticked = (day, address) => until(`the desk does not tick off ${address}`, async () => !(await steps(day)).includes(address));

/** Follows the list to a step. */
async function begin(day, address) {
  await open(day.page, `${day.house.base}/beheer`);
  await follow(day.page, day.page.locator(`[aria-labelledby=first-steps] a[href="${address}"]`).first());
}

/** Follows a link to a page that whoever follows it may see. */
async function follow(page, link) {
  const href = await link.getAttribute("href");
  const [answer] = await Promise.all([page.waitForNavigation({ waitUntil: "load", timeout: PATIENCE }), link.click()]);
  expect(answer.status() === 200, `${href} answers ${answer.status()}: "${await heading(page)}"`);
}

// --- The steps -------------------------------------------------------------------------------------------------------

async function testMail(day, founder) {
  const { house, page } = day;
  await begin(day, "/beheer/instellingen#testmail");
  await press(page, buttonTo(page, "/testmail"));
  await waitForMail(house, founder, /\/beheer\/instellingen$/);
  await day.look(page, "02-test-mail");
  await follow(page, page.locator('main .utrecht-alert a[href="/beheer"]'));
  await ticked(day, "/beheer/instellingen#testmail");
}

/** Without an answer from the resolver nothing is known of the records: the page says so, and the step stays. */
async function domain(day) {
  const { page } = day;
  await begin(day, "/beheer/afzender");
  await press(page, buttonTo(page, "/beheer/afzender/controle"));
  expect(/DNS-server antwoordt niet/.test(await page.locator("main").innerText()), "the page does not say that nobody answered");
  await day.look(page, "03-domain");
  expect((await steps(day)).includes("/beheer/afzender"), "records that nobody could look up are ticked off");
}

/** Invites a colleague who approves. The step is done when they have joined, not before. */
async function join(day, approver) {
  const { house, page } = day;
  await begin(day, "/beheer/medewerkers/uitnodigen");
  await page.locator("main [name=name]").fill(colleague.name);
  await page.locator("main input[type=email]").fill(colleague.address);
  await page.locator("main input[name=roles][value=approver]").check();
  await press(page, buttonTo(page, "/beheer/medewerkers/uitnodigen"));
  await day.look(page, "04-invited");
  expect((await steps(day)).includes("/beheer/medewerkers/uitnodigen"), "an invitation alone is ticked off");

  const letter = await waitForMail(house, colleague.address, /\/beheer\/welkom\//);
  await open(approver, letter.links.find((link) => link.includes("/beheer/welkom/")));
  await approver.locator("main input[type=password]").fill("ook vier losse woorden");
  await press(approver, mainButton(approver));
  await approver.locator("main input[name=code]").fill(code(await approver.locator("#secret").textContent()));
  await press(approver, mainButton(approver));
  await follow(approver, approver.locator('main a[href="/beheer"]'));
  await day.look(approver, "05-colleague");
  await ticked(day, "/beheer/medewerkers/uitnodigen");
  return approver;
}

/** Two readers come from a list and are told so; one signs up on the public page and confirms. */
async function readers(day, visitor) {
  const { house, page } = day;
  await begin(day, "/beheer/abonnees/importeren");
  const csv = `E-mailadres;Naam\n${listed[0]};Anna de Vries\n${listed[1]};Joost Bakker\n`;
  await page.locator("main input[type=file]").setInputFiles({ name: "lezers.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await press(page, mainButton(page));
  await shown(page, page.locator("main select[name=publication]"));
  await day.look(page, "06-import");
  await page.locator("main select[name=publication]").selectOption({ index: 1 });
  await page.locator("main [name=basis]").fill("Toestemming op het aanmeldformulier van 2024");
  await page.locator("main [name=source]").fill("onze oude nieuwsbrief");
  await press(page, page.locator('main button[value="?doe=controleer"]'));
  const add = page.getByRole("button", { name: /2 abonnees/ });
  await shown(page, add);
  await day.look(page, "07-import-checked");
  await press(page, add);
  await shown(page, buttonTo(page, "/inlichten"));
  await press(page, buttonTo(page, "/inlichten"));
  for (const address of listed) await waitForMail(house, address, /\/afmelden\//);
  await day.look(page, "08-import-done");

  await open(visitor, `${house.base}/aanmelden`);
  await day.look(visitor, "09-sign-up");
  const welcome = await subscribe(visitor, house, signedUp, "Sanne Smit");
  await open(visitor, welcome.links.find((link) => link.includes("/voorkeuren/")));
  await day.look(visitor, "09-subscribed");
  await ticked(day, "/beheer/abonnees/importeren");
}

/** Waits for what a page shows when the work behind it is done. */
const shown = (page, locator) =>
  until(async () => `${page.url()} does not come to ${locator}; it says ${await heading(page)}`, async () => {
    if (await locator.count()) return true;
    await page.waitForTimeout(500);
    await page.reload();
    return false;
  });

/** An issue without an article is not made yet; the desk leads back to it. */
async function compose(day) {
  const { page } = day;
  await begin(day, "/beheer/nummers/nieuw");
  await page.locator("main [name=subject]").fill(subject);
  await press(page, buttonTo(page, "/beheer/nummers/nieuw"));
  await day.look(page, "10-issue");
  const issue = new URL(page.url()).pathname;
  await expectSteps(day, ["/beheer/afzender", issue, issue]);

  await begin(day, issue);
  await follow(page, page.locator('main a[href^="/beheer/artikelen/nieuw?"]').first());
  await page.locator("main [name=title]").fill("Vier regio's oefenden samen");
  await page.locator("main [name=lead]").fill("Een brand in een loods: dit leerden zij.");
  await writeMarkdown(page, "Zij oefenden een brand in een loods met **gevaarlijke stoffen**.\n\n- melden\n- opschalen\n- nazorg", true);
  await press(page, buttonTo(page, "/beheer/artikelen/nieuw"));
  await day.look(page, "11-article");
  await follow(page, page.locator(`main a[href="${issue}"]`).first());
  await day.look(page, "12-issue-with-article");
  await expectSteps(day, ["/beheer/afzender", `${issue}/verzenden`]);
  return issue;
}

/** Whoever wrote it asks; the colleague finds it on their desk, approves and sends. */
async function approveAndSend(day, approver, issue) {
  const { house, page } = day;
  await begin(day, `${issue}/verzenden`);
  await press(page, buttonTo(page, "/ter-goedkeuring"));
  expect((await buttonTo(page, "/goedkeuren").count()) === 0, "whoever wrote an issue may approve it in an office of two");
  await day.look(page, "13-asked");

  await open(approver, `${house.base}/beheer`);
  await follow(approver, approver.locator(`main .todo a[href="${issue}"]`).first());
  await follow(approver, approver.locator(`main a[href="${issue}/verzenden"]`).first());
  await day.look(approver, "14-review");
  await press(approver, buttonTo(approver, "/goedkeuren"));
  await open(approver, `${house.base}${issue}/verzenden?when=now`);
  await day.look(approver, "15-schedule");
  await press(approver, buttonTo(approver, "/verzenden"));

  // "Now" is the next whole minute; the page follows by itself, and may be doing so at this very moment.
  await until("the sending does not end", async () => {
    const tags = await approver.locator("main .tag").allInnerTexts().catch(() => []);
    if (tags.some((tag) => /^verzonden$/i.test(tag.trim()))) return true;
    await approver.waitForTimeout(500);
    return false;
  }, 150);
  await day.look(approver, "16-sent");
}

const issueCopies = (house) => house.mails().filter((mail) => mail.subject === subject);

/** Every reader has it, once; it can be read and left; and the desk has no steps any more. */
async function arrived(day, reader) {
  const { house, page } = day;
  const copies = issueCopies(house);
  const to = copies.map((mail) => mail.to).sort();
  expect(`${to}` === `${[...listed, signedUp].sort()}`, `the issue came to ${to.join(" ") || "nobody"}`);
  for (const { to, raw } of copies) expect(raw.includes(`\r\nTo: ${to}`) || raw.startsWith(`To: ${to}`), `the copy for ${to} is addressed to somebody else`);

  const [one, other] = listed.map((address) => copies.find((mail) => mail.to === address));
  await open(reader, other.links.find((link) => link.includes("/archief/artikelen/")));
  await day.look(reader, "17-article");
  await open(reader, other.links.find((link) => link.includes("/afmelden/")));
  await press(reader, mainButton(reader));
  await day.look(reader, "18-left");
  const oneClick = one.raw.replace(/\r\n[ \t]+/g, " ").match(/^List-Unsubscribe: <(http[^>]+)>/m)?.[1];
  const answer = await fetch(oneClick, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
  expect(answer.ok, `leaving with one click answers ${answer.status}`);

  await open(page, `${house.base}/beheer/abonnees`);
  const left = (await page.locator("main .figures").innerText()).match(/\d+/)?.[0];
  expect(left === "1", `after two of three left, ${left} can be written to`);
  await expectSteps(day, []);
  await day.look(page, "19-desk");
}
