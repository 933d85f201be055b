// Writing: the text editor of articles and of an issue's foreword, by mouse and keyboard, with what is pasted, lost and met.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { axe, watch } from "./checks.mjs";
import { stories as composing } from "./composing.mjs";
import { PATIENCE, until } from "./house.mjs";
import { buttonTo, mainButton, open, press, send, signIn } from "./steps.mjs";
import { expect } from "./tally.mjs";

const html = (name) => readFileSync(join(import.meta.dirname, "paste", name), "utf8");

/** Walks every story of the editor, each with a browser of its own. */
export async function editing(tally, house, visitor) {
  const stories = {
    "i04 an article is written with the keyboard alone": byKeyboard,
    "i04 what comes from Word, Google Docs and the web is clean, and what stayed behind is said": pasting,
    "i03 what the editor cannot hold stays Markdown and says why": markdown,
    "i04 a table is made, filled and left": table,
    "i04 what was not saved is offered again": drafts,
    "i04 a text saves itself, through a lost connection, an expired session and a closed tab": byItself,
    "i04 two people see that they are in the same text, and both texts": together,
    "i04 an expired session loses nothing": expired,
    "i04 two editors meet and nothing is written over": meeting,
    "i04 a button of the frame asks before it leaves what was typed": leaving,
    ...composing,
    "i04 the editor has no faults in light and dark, narrow and wide": looks,
  };
  for (const [name, story] of Object.entries(stories)) await tally.check(name, () => told(house, visitor, story));
}

async function told(house, visitor, story) {
  const contexts = [];
  const noises = [];
  const someone = async (options, who = house.links.editor) => {
    const context = await visitor(options);
    contexts.push(context);
    await signIn(context, who);
    return context;
  };
  const tab = async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("dialog", (dialog) => dialog.accept());
    noises.push(watch(page, house.base));
    return page;
  };
  try {
    const faults = await story({ house, someone, tab });
    return [...(faults ?? []), ...noises.flatMap((noise) => noise.take())];
  } finally {
    for (const context of contexts) await context.close();
  }
}

const text = (page) => page.locator("main .editor__text");
const source = (page) => page.locator("main textarea[name=source]").inputValue();

/** A new article with a title, not saved yet, its editor ready. */
async function fresh({ house }, page, title) {
  await open(page, `${house.base}/beheer/artikelen/nieuw`);
  await text(page).waitFor();
  await page.locator("main input[name=title]").fill(title);
}

async function saved(story, page, title, words) {
  await fresh(story, page, title);
  await text(page).click();
  await page.keyboard.type(words);
  await press(page, buttonTo(page, "/beheer/artikelen/nieuw"));
  await text(page).waitFor();
  return page.url().split("?")[0];
}

async function is(page, wanted, what) {
  const found = await source(page);
  expect(found === wanted, `${what}: the field holds ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

/** Pastes as the clipboard of another program does. */
async function paste(page, data) {
  await text(page).evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [type, content] of Object.entries(data)) clipboardData.setData(type, content);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

async function empty(page) {
  await text(page).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
}

async function byKeyboard(story) {
  const page = await story.tab(await story.someone());
  const key = (name) => page.keyboard.press(name);
  const type = (words) => page.keyboard.type(words);
  await fresh(story, page, "Met het toetsenbord");
  // The last field before the text: the image at the top.
  await page.locator("main select[name=picture]").focus();
  // The toolbar is one stop, and the text the next.
  await key("Tab");
  expect(await page.evaluate(() => document.activeElement.closest("[role=toolbar]") !== null), "Tab does not reach the toolbar");
  await key("Tab");
  expect(await text(page).evaluate((element) => element === document.activeElement), "Tab does not reach the text");

  // The slash menu: filtered, chosen, and closed by Escape.
  await type("/tussen");
  await key("Escape");
  await type(" blijft tekst");
  await is(page, "/tussen blijft tekst", "a slash that is text");
  await key("ControlOrMeta+a");
  await key("Delete");
  await type("/kop");
  const faults = (await axe(page)).map((fault) => `with the slash menu: ${fault}`);
  await key("Enter");
  await type("Wat wij oefenden");
  await key("Enter");

  // Bold, italic, a link with an address that misses its scheme, refused when it cannot be mended.
  await type("Een ");
  await key("ControlOrMeta+b");
  await type("vet");
  await key("ControlOrMeta+b");
  await type(" en ");
  await key("ControlOrMeta+i");
  await type("schuin");
  await key("ControlOrMeta+i");
  await type(" woord, en ");
  await key("ControlOrMeta+k");
  faults.push(...(await axe(page)).map((fault) => `with the dialog: ${fault}`));
  await type("het plan");
  await key("Tab");
  await type("javascript:alert(1)");
  await key("Enter");
  expect((await page.locator("dialog [aria-invalid=true]").count()) === 1, "an address that cannot be linked to is not refused");
  await key("ControlOrMeta+a");
  await type("voorbeeld.nl/plan");
  await key("Enter");
  await type(". Verder.");
  await key("Enter");

  // A list by signs, left by Enter twice; a quotation by the toolbar.
  await type("- een");
  await key("Enter");
  await type("twee");
  await key("Enter");
  await key("Enter");
  await type("Wat iemand zei");
  await key("Alt+F10");
  await key("Home");
  for (let at = 0; at < 6; at += 1) await key("ArrowRight");
  expect((await page.evaluate(() => document.activeElement.getAttribute("aria-label"))) === "Citaat", "the arrows do not lead to the quotation");
  await key("Enter");
  // The button gives the focus back with the next frame.
  await page.waitForFunction(() => document.activeElement?.closest(".editor__text"));
  await key("End");
  await key("Shift+Enter");
  await type("op een nieuwe regel");
  const whole = "## Wat wij oefenden\n\nEen **vet** en *schuin* woord, en [het plan](https://voorbeeld.nl/plan). Verder.\n\n- een\n- twee\n\n> Wat iemand zei\\\n> op een nieuwe regel";
  await is(page, whole, "what was written");
  // What a button changed is one step, apart from what was typed before it.
  await key("Alt+F10");
  await key("Enter");
  const plain = whole.replaceAll("> ", "");
  await is(page, plain, "the quotation is a paragraph again");
  await key("ControlOrMeta+z");
  await is(page, whole, "one undo");
  await key("ControlOrMeta+Shift+z");
  await is(page, plain, "one redo");
  await key("ControlOrMeta+z");

  // Enter in a field saves, and the tree is what was written.
  await page.locator("main input[name=title]").focus();
  await send(page, () => key("Enter"));
  await text(page).waitFor();
  await is(page, whole, "what was saved");
  // Opened and touched, but not changed: the text stays as it was written, to the letter.
  await text(page).click();
  await type("x");
  await key("Backspace");
  await is(page, whole, "what was typed and taken back");
  for (let times = 0; times < 4; times += 1) await key("ControlOrMeta+z");
  await is(page, whole, "undoing goes no further than what was loaded");
  return faults;
}

async function pasting(story) {
  const page = await story.tab(await story.someone());
  await fresh(story, page, "Geplakt");
  const said = () => page.locator(".editor__said").innerText();
  const cases = [
    ["word-lijst-genest.html", "## Wat u meeneemt\n\n- Helm\n- met **kinband**\n- maat 54 tot 62\n- Dekzeilen – twee stuks\n- O\n\n3. Sluit de kraan.\n4. Bel het meldnummer.\n\n1\\. januari is een feestdag.", /een lijst in een lijst staat nu onder elkaar/],
    ["word-betekenis-in-opmaak.html", "De grens is 10⁻⁶ per jaar, niet 10⁶; dat is 3 m² en 5 m³.\n\nCO₂ en H₂S meten.\n\nDe bijeenkomst is op 19 mei.\n\nToegestaan: rood gemerkte stoffen niet, onderstreept wel, klein kapitaal.\n\nAan → uit ✗; alfa is α en 5 μg; vinkje ✓.\n\nRegel een\\\nregel twee\\\nregel drie", /doorgehaalde stukken weggelaten: 3/],
    ["google-docs.html", "## Tussenkop zonder vet\n\nGewone tekst, **vet woord**, *schuin* en 10⁻⁵.\n\n- een\n- een a\n- twee\n\n5. vijf\n\n[een link](https://www.voorbeeld.example/)\u00a0📎 🇳🇱\n\n| Jaar | Aantal |\n| --- | --- |\n| 2026 | 1.500 |\n\n---", /beelden weggelaten: 1/],
  ];
  for (const [name, wanted, line] of cases) {
    await empty(page);
    await paste(page, { "text/html": html(name), "text/plain": "iets anders" });
    await is(page, wanted, name);
    expect(line.test(await said()), `${name}: the line says "${await said()}"`);
  }
  const small = [
    ["a filtered address", '<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fvoorbeeld.nl%2Fa&amp;data=1">hier</a> en <a href="www.voorbeeld.nl">daar</a></p>', "[hier](https://voorbeeld.nl/a) en [daar](https://www.voorbeeld.nl/)"],
    ["deleted, hidden and commented", '<p>Aan <del>LEK1</del><span style="display:none">LEK2</span><span style="mso-hide:all">LEK3</span><ins>KERN</ins>.</p><div style="mso-element:comment-list"><p>LEK4</p></div>', "Aan KERN."],
    ["scripts, styles and foreign elements", '<style>p{}</style><p onclick="x()">KERN<script>LEK()</script><img src=x onerror=alert(1)><svg><text>LEK</text></svg><iframe src="//x"></iframe></p>', "KERN"],
    ["merged cells", "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>", "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 |  |\n|  | 3 | 4 |"],
    ["a table for layout", "<table role=presentation><tr><td><p>een</p><td><p>twee</p></table>", "een\n\ntwee"],
    ["a mail with empty lines", "<div>een<br>twee<br><br>drie</div>", "een\\\ntwee\n\ndrie"],
    ["a link that cannot be", '<p><a href="javascript:alert(1)">KERN</a> <a href="#top">op</a></p>', "KERN op"],
    ["an html page's h1 and h6", "<h1>hoog</h1><h6>laag</h6>", "## hoog\n\n#### laag"],
  ];
  for (const [name, content, wanted] of small) {
    await empty(page);
    await paste(page, { "text/html": content });
    await is(page, wanted, name);
  }
  await empty(page);
  await paste(page, { "text/plain": "Een lange regel van een PDF die in de volgende\ndoorloopt.\nappels\nperen" });
  await is(page, "Een lange regel van een PDF die in de volgende doorloopt.\n\nappels\n\nperen", "plain text");

  // Five megabytes, in the time that somebody waits for.
  await empty(page);
  const from = Date.now();
  await paste(page, { "text/html": `<p>${"<span style='mso-x:y'>woord </span>".repeat(150_000)}</p>` });
  expect((await source(page)).length > 800_000, "a large text is not pasted");
  expect(Date.now() - from < 30_000, `pasting five megabytes takes ${Date.now() - from} ms`);
  await empty(page);
}

async function markdown(story) {
  const page = await story.tab(await story.someone());
  await fresh(story, page, "Als Markdown");
  const area = page.locator("main textarea[name=source]");
  await page.getByRole("button", { name: "Toon als Markdown" }).click();
  const nested = "Eerst\n\n- een\n  - een a\n\nen `code`";
  await area.fill(nested);
  await page.getByRole("button", { name: "Naar de teksteditor" }).click();
  const why = await page.locator(".editor__bar").innerText();
  expect(/regel 4: een lijst/.test(why) && /regel 6: tekst als code/.test(why), `the reasons are "${why}"`);
  expect(await area.isVisible(), "the field is gone");
  await is(page, nested, "what cannot be held");
  const faults = await axe(page);

  // After saving it is still Markdown, without a press; the choice of before is not what decides.
  await page.evaluate(() => localStorage.removeItem("samenspraak-markdown"));
  await press(page, buttonTo(page, "/beheer/artikelen/nieuw"));
  await page.locator(".editor__bar li").first().waitFor();
  await is(page, nested, "what was saved");
  await area.fill("- een\n- twee");
  await page.getByRole("button", { name: "Naar de teksteditor" }).click();
  await text(page).waitFor();
  expect((await text(page).locator("li").count()) === 2, "the editor does not show what was typed as Markdown");
  return faults;
}

async function table(story) {
  const page = await story.tab(await story.someone());
  await fresh(story, page, "Een tabel");
  await text(page).click();
  await page.keyboard.type("/tabel");
  await page.keyboard.press("Enter");
  for (const word of ["Wie", "Wat", "Anna", "meten | weten", "Bo", "bellen"]) {
    await page.keyboard.type(word);
    await page.keyboard.press("Tab");
  }
  // Past the last cell Tab leaves the table and the text: no trap.
  expect(!(await text(page).evaluate((element) => element === document.activeElement)), "Tab does not leave the last cell");
  await is(page, "| Wie | Wat |\n| --- | --- |\n| Anna | meten &#124; weten |\n| Bo | bellen |", "a table");
  // What is pasted into a cell stays in it.
  await text(page).locator("td").last().click();
  await page.keyboard.press("End");
  await paste(page, { "text/html": "<p>, sms</p><ul><li>mailen</li></ul>" });
  await is(page, "| Wie | Wat |\n| --- | --- |\n| Anna | meten &#124; weten |\n| Bo | bellen, sms<br>mailen |", "a paste into a cell");
  await page.getByRole("button", { name: "Rij weg" }).click();
  await page.getByRole("button", { name: "Kolom erbij" }).click();
  await is(page, "| Wie | Wat |  |\n| --- | --- | --- |\n| Anna | meten &#124; weten |  |", "a row less, a column more");
  await text(page).locator("th").last().click();
  await page.keyboard.type("Hoe");
  return axe(page);
}

const offer = (page) => page.locator(".editor__draft");

async function drafts(story) {
  const context = await story.someone();
  // Not watched: the browser complains aloud of the connection that it lacks.
  const page = await context.newPage();
  const address = await saved(story, page, "Concepten", "Bewaarde tekst.");
  expect((await offer(page).count()) === 0, "what was saved is offered as if it were not");
  await context.setOffline(true);
  await text(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" En meer.");
  await saying(page, /Geen verbinding\. Uw tekst blijft in deze browser/);
  // A crash: the page is gone without a word.
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const next = await story.tab(context);
  await open(next, address);
  await offer(next).waitFor();
  expect(/U hebt hier nog tekst die niet bewaard is/.test(await offer(next).innerText()), "the offer does not say what it is");
  await is(next, "Bewaarde tekst.", "before the choice");
  const faults = await axe(next);
  await next.getByRole("button", { name: "Zet mijn tekst terug" }).click();
  await is(next, "Bewaarde tekst. En meer.", "what came back");
  expect(/En meer/.test(await text(next).innerText()), "the editor does not show what came back");
  await press(next, buttonTo(next, new URL(address).pathname));
  await open(next, address);
  await text(next).waitFor();
  expect((await offer(next).count()) === 0, "what was saved is offered again");
  await is(next, "Bewaarde tekst. En meer.", "what was saved");

  // Thrown away is gone. A new article has no place yet in which it could save itself.
  await fresh(story, next, "Een begin");
  await next.reload();
  await offer(next).waitFor();
  await next.getByRole("button", { name: "Gooi weg" }).click();
  await next.reload();
  await text(next).waitFor();
  expect((await offer(next).count()) === 0, "what was thrown away is offered again");
  return faults;
}

/** Waits until the line above the form says so. */
async function saying(page, words) {
  const line = page.locator("[data-saving]");
  await until(async () => `the line says "${await line.innerText()}", not ${words}`, async () => words.test(await line.innerText()));
}

async function type(page, words) {
  await text(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(words);
}

async function byItself(story) {
  const context = await story.someone();
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  const address = await saved(story, page, "Vanzelf", "Begin.");
  await type(page, " Midden.");
  await saying(page, /Bewaard om \d+\.\d\d uur/);
  await until("how it reads is not what was saved", async () => /Midden/.test(await page.locator("#leest").innerText()));
  const faults = await axe(page);
  // What is saved leaves without a question, and is there.
  let asked = 0;
  page.on("dialog", () => (asked += 1));
  await page.reload();
  await text(page).waitFor();
  expect(asked === 0, "what was saved by itself is asked about");
  await is(page, "Begin. Midden.", "what saved itself");
  expect((await offer(page).count()) === 0, "what saved itself is offered as if it were not");

  // Without a connection it says so, and goes on as soon as there is one.
  await context.setOffline(true);
  await type(page, " Zonder lijn.");
  await saying(page, /Geen verbinding/);
  faults.push(...(await axe(page)).map((fault) => `offline: ${fault}`));
  await context.setOffline(false);
  await saying(page, /Bewaard om/);

  // Signed out it says so with a way back; nothing is lost, and it saves itself once one is in again.
  await context.clearCookies();
  await type(page, " Uitgelogd.");
  await saying(page, /U bent uitgelogd\. Uw tekst blijft staan\.\s+Log in op een nieuw tabblad/);
  await signIn(context, story.house.links.editor);
  await saying(page, /Bewaard om/);
  await is(page, "Begin. Midden. Zonder lijn. Uitgelogd.", "what was typed meanwhile");

  // A tab that is closed in the middle of a word keeps it.
  await type(page, " Dicht.");
  await page.close({ runBeforeUnload: false });
  const next = await story.tab(context);
  await open(next, address);
  await text(next).waitFor();
  await until("the last words of a closed tab are lost", async () => {
    if (/Dicht\.$/.test(await source(next))) return true;
    if ((await offer(next).count()) > 0) return /Dicht\./.test(await offer(next).textContent());
    await next.reload();
    await text(next).waitFor();
    return false;
  });
  await open(next, `${address}/versies`);
  expect((await next.locator("main tbody tr").count()) <= 2, "one sitting is many versions");
  return faults;
}

async function together(story) {
  const [mine, theirs] = [await story.someone(), await story.someone({}, story.house.links.approver)];
  const page = await mine.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  const other = await theirs.newPage();
  const address = await saved(story, page, "Met zijn tweeën", "Begin.");
  await open(other, address);
  await text(other).waitFor();
  await saying(other, /is hier ook mee bezig/);
  await type(other, " Van de ander.");
  await saying(other, /Bewaard om/);
  await type(page, " Van mij.");
  await saying(page, /bewaarde om .* een andere tekst[\s\S]*Bekijk beide teksten/);
  await saying(page, /is hier ook mee bezig/);
  const faults = await axe(page);
  if (process.env.E2E_SHOTS) await page.screenshot({ path: join(import.meta.dirname, "screenshots/saving-met.png") });
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Bekijk beide teksten" }).click()]);
  await text(page).waitFor();
  await is(page, "Begin. Van mij.", "mine, beside theirs");
  expect((await page.locator("#their-source").inputValue()) === "Begin. Van de ander.", "theirs is not beside mine");
  return faults;
}

async function expired(story) {
  const context = await story.someone();
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  const address = await saved(story, page, "Verlopen", "Eerst.");
  await page.locator("main input[name=title]").fill("Verlopen, en toch bewaard");
  await text(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" Daarna.");
  await context.clearCookies();
  await Promise.all([page.waitForNavigation(), buttonTo(page, new URL(address).pathname).click()]);
  await signIn(context, story.house.links.editor);
  await open(page, address);
  await offer(page).waitFor();
  await page.getByRole("button", { name: "Zet mijn tekst terug" }).click();
  await is(page, "Eerst. Daarna.", "the text of an expired session");
  expect((await page.locator("main input[name=title]").inputValue()) === "Verlopen, en toch bewaard", "the title of an expired session is lost");
  await press(page, buttonTo(page, new URL(address).pathname));
}

async function leaving(story) {
  const page = await (await story.someone()).newPage();
  await fresh(story, page, "Nog niet bewaard");
  const frameButton = (action) => page.locator(`button[data-act="${action}"]:visible`).first();
  const title = () => page.locator("main input[name=title]").inputValue();
  let asked = 0;
  page.once("dialog", (dialog) => {
    asked += 1;
    return dialog.dismiss();
  });
  await frameButton("/beheer/afmelden").click({ noWaitAfter: true });
  await page.waitForTimeout(500);
  expect(asked === 1, "signing out leaves the page without a question");
  expect((await title()) === "Nog niet bewaard", "signing out loses the title");
  await press(page, frameButton("/beheer/taal"));
  expect((await page.locator("html").getAttribute("lang")) === "en", "the language stays");
  expect((await title()) === "Nog niet bewaard", "another language loses the title");
  // It is not saved either, so leaving by a link asks as before.
  asked = 0;
  page.once("dialog", (dialog) => {
    asked += 1;
    return dialog.dismiss();
  });
  await page.locator('nav.rail a[href="/beheer/nummers"]:visible').first().click({ noWaitAfter: true });
  await page.waitForTimeout(500);
  expect(asked === 1, "a text that a button left in its field is left without a question");
  expect((await title()) === "Nog niet bewaard", "a refused question loses the title");
  await press(page, frameButton("/beheer/taal"));
}

async function meeting(story) {
  const [mine, theirs] = [await story.someone(), await story.someone()];
  const page = await story.tab(mine);
  const other = await story.tab(theirs);
  const address = await saved(story, page, "Samen", "Begin.");
  const path = new URL(address).pathname;
  await open(page, address);
  await open(other, address);
  for (const [at, words] of [[other, " Zij."], [page, " Ik."]]) {
    await text(at).waitFor();
    await text(at).click();
    await at.keyboard.press("ControlOrMeta+End");
    await at.keyboard.type(words);
  }
  await press(other, buttonTo(other, path));
  await Promise.all([page.waitForNavigation(), buttonTo(page, path).click()]);
  await text(page).waitFor();
  await is(page, "Begin. Ik.", "mine, at the meeting");
  expect((await page.locator("#their-source").inputValue()) === "Begin. Zij.", "theirs is not beside mine");
  const faults = await axe(page);

  // Left without choosing: mine is offered with a warning, and saving it meets theirs again instead of writing over it.
  await open(page, address);
  await offer(page).waitFor();
  expect(/nieuwere versie/.test(await offer(page).innerText()), "the offer does not say that there is a newer version");
  await page.getByRole("button", { name: "Zet mijn tekst terug" }).click();
  const [answer] = await Promise.all([page.waitForNavigation(), buttonTo(page, path).click()]);
  expect(answer.status() === 409, `what came back is saved over a newer text (${answer.status()})`);
  await text(page).waitFor();
  await press(page, mainButton(page));
  await text(page).waitFor();
  await is(page, "Begin. Ik.", "mine, chosen");
  return faults;
}

async function looks(story) {
  const faults = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const page = await story.tab(await story.someone({ colorScheme, viewport: { width, height: 900 } }));
      await fresh(story, page, "Zo ziet het eruit");
      await paste(page, { "text/html": '<h2>Kop</h2><p>Een <b>vet</b> <a href="https://voorbeeld.nl">woord</a>.</p><p><b><a href="https://voorbeeld.nl">Een knop</a></b></p><blockquote>citaat</blockquote><ul><li>punt</ul><table><tr><th>a<th>b<tr><td>1<td>2</table><hr><p>slot</p>' });
      await text(page).locator("td").first().click();
      faults.push(...(await axe(page)).map((fault) => `${colorScheme} at ${width}: ${fault}`));
      await text(page).locator("h2").click();
      await page.locator(".editor__style").click();
      faults.push(...(await axe(page)).map((fault) => `${colorScheme} at ${width}, with the menu: ${fault}`));
      if (process.env.E2E_SHOTS) await page.screenshot({ path: join(import.meta.dirname, `screenshots/editor-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  return faults;
}
