// A consultation from the draft to the reaction: staff at a desk, the chair of an umbrella on a phone.
import { until } from "./house.mjs";
import { buttonTo, open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const CHAIR = "marit.dekker@gelijkmeedoen.voorbeeld.nl";
const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** A day and a time on an Amsterdam clock, two minutes from now. */
function soon() {
  const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60_000);
  const part = (options) => new Intl.DateTimeFormat("nl-NL", { timeZone: "Europe/Amsterdam", ...options }).format(at);
  return { at: at.getTime(), day: part({ day: "numeric", month: "numeric", year: "numeric" }), time: part({ hour: "2-digit", minute: "2-digit" }) };
}

export async function consultation(house, someone, mark) {
  const editor = await someone(house.links.editor);
  const approver = await someone(house.links.approver);

  // Staff draft, choose whom to ask, and a second person approves.
  const term = soon();
  const title = `Samen lezen ${mark}`;
  await open(editor, `${house.base}/beheer/consultaties/nieuw`);
  await editor.locator("main input[name=title]").fill(title);
  await editor.locator("main input[name=kenmerk]").fill(mark);
  await editor.locator("main textarea[name=summary]").fill("Wij willen weten of u deze tekst kunt lezen.");
  await editor.locator("main input[name=deadline_day]").fill(term.day);
  await editor.locator("main input[name=deadline_time]").fill(term.time);
  await editor.locator("main input[name=asked-1]").fill("Wat kan korter?");
  await press(editor, buttonTo(editor, "/nieuw"));
  const address = editor.url().split(/[?#]/)[0];
  expect(/\/beheer\/consultaties\/\d+$/.test(address), `a new consultation leads to ${address}`);
  await open(editor, `${address}/organisaties?zoek=gelijk`);
  await press(editor, editor.locator('main button[data-act$="/organisaties"]').first());
  expect(/Marit Dekker/.test(await said(editor)), "the contact did not come along");
  await open(approver, address);
  await press(approver, buttonTo(approver, "/goedkeuren"));
  await open(editor, address);
  await press(editor, buttonTo(editor, "/openen"));

  // The chair, on a phone, writes and releases.
  const asked = await until("no letter to the chair", () => house.mails().find((mail) => mail.to.includes(CHAIR) && mail.subject.includes(title)));
  const link = asked.links.find((link) => link.includes("/consultaties/antwoord/"));
  const phone = await someone();
  await phone.setViewportSize({ width: 390, height: 844 });
  await open(phone, link);
  expect(/Marit Dekker, voorzitter/.test(await said(phone)), "the page does not say whose link it is");
  await open(phone, `${link}/vraag/1`);
  await phone.locator("main textarea[name=words]").fill("De inleiding.\n\nEn de bijlage over meten.");
  await press(phone, phone.locator("main button[name=next]"));
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!wide, "the page to release is wider than the phone");
  await phone.locator("main input[name=openness]").first().check();
  await press(phone, buttonTo(phone, "/alles"));
  expect(/Ontvangen/.test(await said(phone)) && /bijlage over meten/.test(await said(phone)), "no receipt on the page");
  await until("no receipt by mail", () => house.mails().find((mail) => mail.to.includes(CHAIR) && /Ontvangstbewijs/.test(mail.subject) && mail.subject.includes(title)));

  // Staff split: with script by choosing words, without by paragraph.
  await open(editor, `${address}/punten`);
  if (mark === "met-script") {
    await editor.evaluate(() => {
      const text = document.querySelector("[data-split]").firstChild;
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, text.textContent.indexOf("."));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    });
    await press(editor, editor.locator(".cut-bar button"));
    expect((await editor.locator(".quote").innerText()) === "De inleiding", "the point is not what was chosen");
  } else {
    await press(editor, editor.locator("main article button", { hasText: "per alinea" }));
  }
  // What is left is no point, and the organisation reads why.
  await open(editor, `${address}/punten`);
  for (const box of await editor.locator("#rest input[name=piece]").all()) await box.check();
  if ((await editor.locator("#rest").count()) > 0) {
    await editor.locator("#rest input[name=why]").fill("Dit staat al in het andere punt.");
    await press(editor, editor.locator("#rest button", { hasText: "Geen punt" }));
  }
  expect((await editor.locator("#rest").count()) === 0, "something is left of the answer");
  const many = await editor.locator(".plist > li").count();
  expect(many === (mark === "met-script" ? 1 : 2), `${many} points`);
  for (let number = 1; number <= many; number += 1) {
    await open(editor, `${address}/punten?punt=${number}`);
    await editor.locator("main input[name=disposition]").first().check();
    await editor.locator("main textarea[name=reason]").fill("Wij korten dit in.");
    await press(editor, editor.locator(".editor button[type=submit]").first());
  }

  // Once the term is over one hands over, and another publishes.
  await until("the reaction cannot be handed over", async () => {
    if (Date.now() < term.at) return false;
    await open(editor, `${address}/nota`);
    return (await buttonTo(editor, "/voorleggen").count()) > 0;
  }, 180);
  await press(editor, buttonTo(editor, "/voorleggen"));
  await open(approver, `${address}/nota`);
  await press(approver, buttonTo(approver, "/publiceren"));
  const number = address.split("/").pop();
  await open(phone, `${house.base}/consultaties/${number}`);
  expect((await phone.locator("[data-point]").count()) === many, "the document has not every point once");
  expect(/Koepel Gelijk Meedoen/.test(await said(phone)), "the organisation is not named, though it said so");
  const answer = await until("no letter with the points", () => house.mails().find((mail) => mail.to.includes(CHAIR) && /Wat wij doen/.test(mail.subject) && mail.subject.includes(title)));
  await open(phone, answer.links.find((link) => link.endsWith("/punten")));
  expect(/Wij korten dit in\./.test(await said(phone)), "the own page does not show our answer");
  expect(mark !== "met-script" || /Dit staat al in het andere punt/.test(await said(phone)), "the own page does not say why something is no point");
}

/** Links of somebody who released and can still change it: what only holders see. */
export function holderLinks(house) {
  const asked = house.mails().filter((mail) => /^Uw advies gevraagd: Meten/.test(mail.subject));
  const links = asked.flatMap((mail) => mail.links).filter((link) => link.includes("/consultaties/antwoord/"));
  const below = ["", "/vraag/1", "/alles", "/anders", "/collega", "/punten", "/ontvangst", "/bijlagen", "/bijlagen/nieuw", "/ingevoerd"];
  return links.flatMap((link) => below.map((page) => `${link}${page}`));
}
