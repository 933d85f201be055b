// Registering for an event that asks one thing only of who answered another in a certain way; and its people, for the organiser.
import { waitForMail } from "./house.mjs";
import { open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const group = (page, legend) => page.locator("fieldset", { has: page.locator("legend", { hasText: legend }) }).last();
const choose = (page, legend, label) => group(page, legend).getByLabel(label, { exact: true }).check();

/** Whether one sees a question. */
const sees = (page, legend) => group(page, legend).isVisible();

export async function attending(house, someone, mark) {
  const hasScript = mark === "met-script";
  const page = await someone();
  await page.setViewportSize({ width: 390, height: 844 });
  const address = `rijdt-${mark}@voorbeeld.nl`;
  await open(page, `${house.base}/bijeenkomsten`);
  await page.getByRole("link", { name: "Netwerkdag voorjaar" }).click();
  await page.getByRole("link", { name: "Meld u aan" }).click();
  await page.getByLabel("Uw naam").fill(`Roos Rijdt ${hasScript ? "Eerst" : "Later"}`);
  await page.getByLabel("Uw e-mailadres").fill(address);
  await press(page, page.getByRole("button", { name: "Verder" }));
  // With a script the question comes with the answer that it depends on and goes with it; without one it says when it is asked.
  expect((await sees(page, "Wilt u uw auto opladen?")) === !hasScript, "the question that depends on an answer does not begin as it should");
  await choose(page, "Hoe komt u?", "Met de auto");
  expect(await sees(page, "Wilt u uw auto opladen?"), "the question does not come");
  await choose(page, "Wilt u uw auto opladen?", "ja");
  await choose(page, "Hoe komt u?", "Op de fiets");
  expect((await sees(page, "Wilt u uw auto opladen?")) === !hasScript, "the question does not go");
  await choose(page, "Hoe komt u?", "Met de auto");
  await press(page, page.getByRole("button", { name: "Meld mij aan" }));
  const ticket = await waitForMail(house, address, /\/bijeenkomsten\/aanmelding\//);
  const own = ticket.links.find((link) => link.includes("/bijeenkomsten/aanmelding/"));
  const answers = async () => {
    await open(page, own);
    await page.locator("summary", { hasText: "Uw antwoorden" }).click();
  };
  await answers();
  expect(await group(page, "Wilt u uw auto opladen?").getByLabel("ja", { exact: true }).isChecked(), "what was answered is not kept");
  // Who comes by bicycle after all has nothing to charge, whatever the form still held.
  await choose(page, "Hoe komt u?", "Op de fiets");
  await press(page, page.getByRole("button", { name: "Bewaar mijn antwoorden" }));
  await answers();
  expect((await group(page, "Wilt u uw auto opladen?").locator("input:checked").count()) === 0, "the answer to a question that is not asked stayed");

  // The organiser finds them by name among all pages, and leaves the list by the keyboard.
  const desk = await someone(house.links.editor);
  await open(desk, `${house.base}/beheer/bijeenkomsten`);
  await desk.getByRole("link", { name: "Netwerkdag voorjaar" }).first().click();
  await desk.getByRole("link", { name: /^Toon \d+ mensen$/ }).click();
  expect((await desk.locator("main tbody tr").count()) === 50, "a page does not hold fifty people");
  await desk.getByRole("link", { name: "Volgende" }).click();
  expect((await desk.locator("main").innerText()).includes("hier 51 tot en met 100"), "the second page does not follow the first");
  await desk.getByLabel("Naam of organisatie").fill("roos rijdt");
  await desk.getByLabel("Naam of organisatie").press("Enter");
  await desk.waitForURL(/zoek=roos/);
  expect((await desk.locator("main").innerText()).includes("Roos Rijdt"), "who registered is not found");
}
