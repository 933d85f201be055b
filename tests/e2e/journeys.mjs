// What people come to do, from the first page to the mail and back, each with and without JavaScript.
import { join } from "node:path";
import { attending } from "./attending.mjs";
import { consultation } from "./consultation.mjs";
import { door } from "./door.mjs";
import { decision } from "./decision.mjs";
import { dossier } from "./dossier.mjs";
import { PATIENCE, until, waitForMail } from "./house.mjs";
import { review } from "./review.mjs";
import { askToMove, buttonTo, heading, mainButton, open, press, send, signIn, subscribe, writeMarkdown } from "./steps.mjs";
import { expect } from "./tally.mjs";
import { typing } from "./typing.mjs";
import { axe, watch } from "./checks.mjs";

/** A sending waits for the next whole minute, so both are begun at once and the others are walked meanwhile. */
export async function journeys(tally, house, visitor) {
  const walk = (name, journey, javaScriptEnabled) => {
    const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";
    const mark = javaScriptEnabled ? "met-script" : "zonder-script";
    return tally.check(`${name}, ${how}`, () => walked(visitor, { javaScriptEnabled }, house, journey, mark));
  };
  const sent = [true, false].map((how) => walk("an editor writes, an approver approves and sends, everyone reads", issue, how));
  sent.push(...[true, false].map((how) => walk("an organisation is asked, its chair releases on a phone, and every point is answered", consultation, how)));
  for (const how of [true, false]) {
    await walk("a reader subscribes, changes, leaves and comes back", reader, how);
    await walk("somebody without an account reads an issue along, the editor answers, and the approver reads what is open", review, how);
    await walk("agreement is asked, answered by link, asked again for one point, and its outcome stands in the dossier", decision, how);
    await walk("a dossier is written, a name in it is found, it goes public, and everybody reads roles", dossier, how);
    await walk("somebody registers where one answer asks for another, and the organiser finds them", attending, how);
    await walk("a reader chooses, pauses, moves to another address and undoes it", mover, how);
  }
  await tally.check("a reader subscribes and leaves with the keyboard alone", () =>
    walked(visitor, {}, house, keyboard, "toetsenbord"));
  await walk("staff find what has a name from any page, with the keys alone", search, true);
  await walk("two phones let people in while one of them loses the network", door, true);
  await walk("two people type in one answer for a minute, and one of them loses the network", typing, true);
  await Promise.all(sent);
}

/** Walks a journey with a browser of its own; on failure a picture shows where it stood. */
async function walked(visitor, options, house, journey, mark) {
  const contexts = [];
  const pages = [];
  const someone = async (link) => {
    const context = await visitor(options);
    contexts.push(context);
    if (link) await signIn(context, link);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    pages.push({ page, noise: watch(page, house.base) });
    return page;
  };
  try {
    // A journey that cuts the network says which noise that makes.
    const meant = await journey(house, someone, mark);
    return pages.flatMap(({ noise }) => noise.take()).filter((line) => !meant?.test(line));
  } catch (error) {
    for (const [index, { page }] of pages.entries()) {
      await page.screenshot({ path: join(import.meta.dirname, `screenshots/FAILED-${mark}-${index}.png`), fullPage: true }).catch(() => {});
    }
    const where = pages.map(({ page }) => page.url()).join(", ");
    throw new Error(`${error.message}\nat ${where}`);
  } finally {
    for (const context of contexts) await context.close();
  }
}

const holds = async (page, pattern) => pattern.test((await page.locator("main").innerText()).replace(/\s+/g, " "));

async function reader(house, someone, mark) {
  const page = await someone();
  const address = `anna-${mark}@voorbeeld.nl`;
  const welcome = await subscribe(page, house, address);

  // The demo's postbox shows both mails; the newest fifty may all be of a sending.
  await open(page, `${house.base}/postbus?zoek=${address}`);
  expect(await holds(page, new RegExp(address)), `the postbox does not show a mail to ${address}`);

  // Preferences: the address is masked, a name is kept.
  await open(page, welcome.links.find((link) => link.includes("/voorkeuren/")));
  expect(!(await holds(page, new RegExp(address))), "the preference page shows the whole address");
  const name = page.locator('main input[autocomplete="name"]').first();
  await name.fill("Anna de Vries");
  await press(page, page.locator("main [data-act]").filter({ has: page.locator('[autocomplete="name"]') }).locator("button[type=submit]").first());
  expect((await page.locator('main input[autocomplete="name"]').first().inputValue()) === "Anna de Vries", "the name was not kept");

  // Leaving takes one button, and can be undone on the page.
  const leaving = welcome.links.find((link) => link.includes("/afmelden/"));
  expect(leaving, `the welcome mail has no link to leave: ${welcome.links.join(" ")}`);
  await open(page, leaving);
  await press(page, mainButton(page));
  const left = await heading(page);
  await press(page, mainButton(page));
  expect((await heading(page)) !== left, `undoing changes nothing: still "${left}"`);
  await open(page, welcome.links.find((link) => link.includes("/voorkeuren/")));
  expect((await page.locator("main input[type=checkbox]:checked").count()) > 0, "after undoing, no publication is ticked");
}

async function mover(house, someone, mark) {
  const page = await someone();
  const address = `verhuizer-${mark}@voorbeeld.nl`;
  const welcome = await subscribe(page, house, address);
  const preferences = welcome.links.find((link) => link.includes("/voorkeuren/"));
  await open(page, preferences);

  // A calm step that opens without script, a topic, an area, and a pause; the page says what changed.
  expect(!(await page.locator("main input[name=topic]").first().isVisible()), "the topics are not folded away");
  await page.locator("main details.more > summary").first().click();
  await page.locator("main input[name=topic]").first().check();
  await page.locator("main input[name=area]").first().check();
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.locator("main input[name=pause]").fill(inAMonth);
  await press(page, page.locator("main [data-act]").filter({ has: page.locator("[name=pause]") }).locator("button[type=submit]").first());
  for (const said of [/Uw onderwerpen zijn nu/, /Uw gebieden zijn nu/, /geen uitgaven tot/]) {
    expect(await holds(page, said), `the page does not say ${said}`);
  }

  // The new address confirms; the old one is told and brings everything back with one button.
  const elders = `elders-${mark}@voorbeeld.nl`;
  await open(page, await askToMove(page, house, preferences, elders));
  await press(page, mainButton(page));
  expect(await holds(page, /e-mailadres is gewijzigd/), "the move is not confirmed on the page");
  const notice = await waitForMail(house, address, /\/oud-adres\//);
  await open(page, notice.links.find((link) => link.includes("/oud-adres/")));
  await press(page, mainButton(page));
  expect(await holds(page, /abonnementen zijn terug/), "undoing the move is not confirmed on the page");
}

let turn = Promise.resolve();

/** Does one thing after the other: a new issue takes the number that its form was drawn with. */
function inTurn(act) {
  const mine = turn.then(act);
  turn = mine.catch(() => {});
  return mine;
}

async function issue(house, someone, mark) {
  const editor = await someone(house.links.editor);
  const approver = await someone(house.links.approver);
  const visitor = await someone();
  const title = `Oefenen met een brandmelding ${mark}`;

  // An issue, and an article written into it.
  await inTurn(async () => {
    await open(editor, `${house.base}/beheer/nummers/nieuw`);
    await editor.locator("main input[name=subject]").fill(`Nieuws over oefenen ${mark}`);
    await press(editor, buttonTo(editor, "/beheer/nummers/nieuw"));
  });
  const address = editor.url().split(/[?#]/)[0];
  expect(/\/beheer\/nummers\/\d+$/.test(address), `a new issue leads to ${address}`);
  await open(editor, `${house.base}/beheer/artikelen/nieuw?nummer=${address.split("/").pop()}`);
  await editor.locator("main input[name=title]").fill(title);
  await editor.locator("main textarea[name=lead]").fill("Vier regio's oefenden samen. Dit leerden zij.");
  await writeMarkdown(
    editor,
    "## Wat we oefenden\n\nEen brand in een loods met **gevaarlijke stoffen**.\n\n- melden\n- opschalen\n- nazorg",
    mark === "met-script",
  );
  await press(editor, buttonTo(editor, "/beheer/artikelen/nieuw"));
  await open(editor, address);
  expect(await holds(editor, new RegExp(title)), "the article does not stand in the issue");

  // A test mail, marked as one.
  const panel = `panel-${mark}@voorbeeld.nl`;
  await open(editor, `${address}/verzenden`);
  await editor.locator('main [data-act$="/testmail"] input[type=email]').fill(panel);
  await press(editor, buttonTo(editor, "/testmail"));
  const test = await waitForMail(house, panel);
  expect(/^\[test \d\d:\d\d:\d\d\] /i.test(test.subject), `the test mail is called "${test.subject}"`);
  await open(visitor, `${house.base}/postbus?zoek=${panel}`);
  expect(await holds(visitor, new RegExp(panel)), "the postbox does not show the test mail");

  // Four eyes: the editor asks and cannot approve; the approver approves and sends now.
  await press(editor, buttonTo(editor, "/ter-goedkeuring"));
  expect((await buttonTo(editor, "/goedkeuren").count()) === 0, "an editor may approve");
  await open(approver, `${address}/verzenden`);
  await press(approver, buttonTo(approver, "/goedkeuren"));
  await open(approver, `${address}/verzenden?when=now`);
  const button = buttonTo(approver, "/verzenden");
  expect(/\d/.test(await button.textContent()), `the button does not say how many: "${await button.textContent()}"`);
  await press(approver, button);

  // "Now" is the next whole minute. The page follows by itself; without JavaScript it is asked again.
  expect(approver.url().includes("/verzending"), `scheduling leads to ${approver.url()}`);
  const said = async () => (await approver.locator("main").innerText()).replace(/\s+/g, " ");
  await until(async () => `the sending does not end; the page says: ${await said()}`, async () => {
    // The page may be reloading itself at this very moment.
    const tags = await approver.locator("main .tag").allInnerTexts().catch(() => []);
    if (tags.some((tag) => /^verzonden$/i.test(tag.trim()))) return true;
    await approver.waitForTimeout(1_000);
    if (mark === "zonder-script") await approver.reload();
    return false;
  }, 150);
  expect(/100,0\s?%|1\.\d{3} van 1\.\d{3}/.test(await said()), `not every mail was accepted: ${await said()}`);

  // The archive and the feed have it.
  await until("the archive does not show the issue", async () => {
    await open(visitor, `${house.base}/archief`);
    return (await visitor.locator("main").innerText()).includes(mark) || null;
  });
  const feed = await (await fetch(`${house.base}/archief/feed.atom`)).text();
  expect(feed.includes(title), "the feed does not have the article");
}

/** Presses Tab until an element has focus; the ring must be visible on each stop. */
async function tabTo(page, locator) {
  for (let stops = 0; stops < 60; stops += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        name: element.outerHTML.slice(0, 100),
        ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
        inView: box.bottom > 0 && box.top < innerHeight,
      };
    });
    expect(!stop || (stop.ring && stop.inView), `focus cannot be seen on ${stop?.name}`);
  }
  expect(false, `Tab never reaches ${locator} on ${page.url()}`);
}

/** What was typed on the page below stays, whatever is looked for above it. */
async function search(house, someone) {
  const page = await someone(house.links.editor);
  await open(page, `${house.base}/beheer/artikelen/nieuw`);
  const title = page.locator('main input[name="title"]');
  await title.fill("Half getypt");
  await page.keyboard.press("Control+k");
  const sought = page.locator("dialog input[type=search]");
  await sought.waitFor();
  expect(await sought.evaluate((field) => field === document.activeElement), "the field of the search has no focus");
  await page.keyboard.type("nieuwe cons");
  await page.locator("dialog a", { hasText: /nieuwe consultatie/i }).waitFor();
  const faults = await axe(page);
  expect(faults.length === 0, faults.join("; "));
  await page.keyboard.press("ArrowDown");
  expect(/nieuwe consultatie/i.test(await page.evaluate(() => document.activeElement.textContent)), "the arrow leads nowhere");
  await page.keyboard.press("Escape");
  expect((await page.locator("dialog[open]").count()) === 0, "Escape leaves the window open");
  expect((await title.inputValue()) === "Half getypt", "what was typed is gone");
  await title.fill("");
  await page.keyboard.press("Control+k");
  await sought.waitFor();
  await page.keyboard.type("nieuw nummer");
  await page.locator("dialog a", { hasText: /nieuw nummer/i }).waitFor();
  await Promise.all([page.waitForURL("**/beheer/nummers/nieuw"), page.keyboard.press("Enter")]);
}

async function keyboard(house, someone, mark) {
  const page = await someone();
  const address = `anna-${mark}@voorbeeld.nl`;
  const enter = async (locator) => {
    await tabTo(page, locator);
    await send(page, () => page.keyboard.press("Enter"));
  };
  await open(page, `${house.base}/`);
  // The first Tab shows the way past the menu.
  await page.keyboard.press("Tab");
  expect((await page.evaluate(() => document.activeElement.getAttribute("href"))) === "#content", "the first Tab is not the skip link");
  await open(page, `${house.base}/aanmelden`);
  await tabTo(page, page.locator("main input[type=email]").first());
  await page.keyboard.type(address);
  await tabTo(page, page.locator("main input[type=checkbox]:visible").first());
  await page.keyboard.press("Space");
  await page.waitForTimeout(2_200);
  await enter(mainButton(page));
  const asked = await waitForMail(house, address, /\/bevestigen\//);
  await open(page, asked.links.find((link) => link.includes("/bevestigen/")));
  await enter(mainButton(page));
  const welcome = await waitForMail(house, address, /\/voorkeuren\//);
  await open(page, welcome.links.find((link) => link.includes("/voorkeuren/")));
  const tick = page.locator("main input[type=checkbox]:checked").first();
  await tabTo(page, tick);
  await open(page, welcome.links.find((link) => link.includes("/afmelden/")));
  await enter(mainButton(page));
  const left = await heading(page);
  await enter(mainButton(page));
  expect((await heading(page)) !== left, "undoing by keyboard changes nothing");
}
