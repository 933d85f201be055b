// A request for a decision, from the draft to the dossier: an editor at a desk, somebody who is asked on a phone.
import { until } from "./house.mjs";
import { buttonTo, open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** A day from now, as people write it. */
const inDays = (many) => new Date(Date.now() + many * 86_400_000).toLocaleDateString("nl-NL", { timeZone: "Europe/Amsterdam" });

export async function decision(house, someone, mark) {
  const editor = await someone(house.links.editor);
  const asked = `ineke-${mark}@voorbeeld.nl`;
  const title = `Wie belt de buren, ${mark}`;

  // An editor writes a draft in the first dossier, and nothing goes out yet.
  await open(editor, `${house.base}/beheer/dossiers`);
  await editor.locator("main table a").first().click();
  await editor.waitForLoadState("load");
  await editor.locator('main a[href$="/besluiten/nieuw"]').click();
  await editor.waitForLoadState("load");
  await editor.locator("main input[name=title]").fill(title);
  await editor.locator("main textarea[name=explanation]").fill("Wij vragen u of u instemt.");
  await editor.locator("main input[name=until]").fill(inDays(30));
  await editor.locator("main textarea[name=people]").fill("Ineke Bos");
  await editor.locator("main input[name=point-title-1]").fill("De coördinator belt");
  await editor.locator("main textarea[name=point-words-1]").fill("De coördinator van de regio belt binnen tien minuten.");
  await editor.locator("main input[name=point-title-2]").fill("Elke maand een proef");
  await editor.locator("main textarea[name=point-words-2]").fill("De regio’s sturen elkaar een proefmelding.");
  // A line without an address is said at its field, and nothing is lost.
  await buttonTo(editor, "/besluiten/nieuw").click();
  await editor.waitForSelector("#people-fault");
  await editor.locator("main textarea[name=people]").fill(`Ineke Bos, ${asked}`);
  await press(editor, buttonTo(editor, "/besluiten/nieuw"));
  expect(/stuur 1 persoon een brief/.test(await said(editor)), "the page does not say how many letters go out");
  const address = editor.url().split(/[?#]/)[0];
  await press(editor, buttonTo(editor, "/openen"));

  // Whoever is asked answers one point on a phone, with a condition.
  const letter = await until("no letter that asks", () => house.mails().find((mail) => mail.to.includes(asked) && mail.subject.includes(title)));
  const link = letter.links.find((link) => link.includes("/besluiten/antwoord/"));
  const phone = await someone();
  await phone.setViewportSize({ width: 390, height: 844 });
  await open(phone, link);
  expect(/Ineke Bos/.test(await said(phone)), "the page does not say whose link it is");
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!wide, "the page to answer is wider than the phone");
  const sends = () => phone.getByRole("button", { name: "Verstuur mijn antwoord" });
  await phone.locator("main input[name=answer-1][value=yes-if]").check();
  await sends().click();
  await phone.waitForSelector("#words-1-fault");
  await phone.locator("main textarea[name=words-1]").fill("Als ’s nachts de meldkamer belt.");
  await press(phone, sends());
  expect(/Uw antwoord is bewaard/.test(await said(phone)), "the page does not say that it is saved");

  // The editor gives more time: whoever has still to answer reads the new day.
  await open(editor, `${address}/langer`);
  await editor.locator("main input[name=until]").fill("eind volgend jaar");
  await buttonTo(editor, "/langer").click();
  await editor.waitForSelector("#until-fault");
  await editor.locator("main input[name=until]").fill(inDays(60));
  await press(editor, buttonTo(editor, "/langer"));
  await until("no letter that there is more time", () => house.mails().find((mail) => mail.to.includes(asked) && mail.subject.startsWith("Langer de tijd")));

  // The editor mends the point: only that one is asked again, with the difference.
  await open(editor, `${address}/punten/1`);
  await editor.locator("main textarea[name=point-words-1]").fill("De coördinator van de regio belt binnen een kwartier.");
  await press(editor, buttonTo(editor, "/punten/1"));
  await until("no letter about the changed point", () => house.mails().find((mail) => mail.to.includes(asked) && /^Punt 1 opnieuw/.test(mail.subject)));
  await open(phone, link);
  expect((await phone.locator("main del").count()) > 0, "the difference is not shown");
  await phone.locator("main input[name=answer-1][value=yes]").check();
  await phone.locator("main input[name=answer-2][value=no]").check();
  await phone.locator("main textarea[name=words-2]").fill("Elk kwartaal is genoeg.");
  await press(phone, sends());
  expect(/U antwoordde: niet akkoord/.test(await said(phone)), "the page does not show what was answered");

  // It is closed, and its outcome stands in the dossier.
  await open(editor, address);
  expect(/1 van 1 beantwoordden alles/.test(await said(editor)), "the overview does not count the answers");
  await open(editor, `${address}/sluiten`);
  await press(editor, buttonTo(editor, "/sluiten"));
  await open(editor, `${address}/uitkomst`);
  await editor.locator("main input[name=outcome-1][value=adopted]").check();
  await editor.locator("main textarea[name=said-1]").fill("Zo gaan wij het doen.");
  await editor.locator("main input[name=outcome-2][value=held]").check();
  await editor.locator("main textarea[name=said-2]").fill("Dit komt terug.");
  await editor.locator("main select[name=theme]").selectOption({ index: 1 });
  await press(editor, buttonTo(editor, "/uitkomst"));
  await editor.locator('main a[href*="/gebeurtenissen/"]').first().click();
  await editor.waitForLoadState("load");
  expect((await editor.locator("main input[name=title]").inputValue()).includes(title), "the outcome is not in the dossier");
}

/** The links of those who are asked in the demo: about what came of it, and with a point that changed after they answered. */
export function deciderLinks(house) {
  const about = (subject) => house.mails().filter((mail) => mail.subject.startsWith(subject)).flatMap((mail) => mail.links).find((link) => link.includes("/besluiten/antwoord/"));
  return ["Uw akkoord gevraagd: Plan voor de tweede fase", "Punt 2 opnieuw: De eerste melding"].map(about).filter(Boolean);
}
