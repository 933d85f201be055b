// A dossier from its first entry to the website: an editor and an approver at a desk, a reader on a phone.
import { buttonTo, open, press, writeMarkdown } from "./steps.mjs";
import { expect } from "./tally.mjs";

const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

export async function dossier(house, someone, mark) {
  const editor = await someone(house.links.editor);
  const approver = await someone(house.links.approver);
  const hasScript = mark === "met-script";

  // An editor makes it, adds somebody and a source.
  await open(editor, `${house.base}/beheer/dossiers/nieuw`);
  await editor.locator("main input[name=title]").fill(`Het meetnet ${mark}`);
  await editor.locator("main textarea[name=summary]").fill("Hoe het meetnet er kwam.");
  await editor.locator("main input[name=theme-1]").fill("Metingen");
  await editor.locator("main input[name=theme-2]").fill("Besluiten");
  await press(editor, buttonTo(editor, "/nieuw"));
  const address = editor.url().split(/[?#]/)[0];
  expect(/\/beheer\/dossiers\/\d+$/.test(address), `a new dossier leads to ${address}`);
  await open(editor, `${address}/personen/nieuw`);
  await editor.locator("main input[name=role]").fill("ambtelijk Milieu");
  await editor.locator("main input[name=name]").fill("Hilde Brandsma");
  await press(editor, buttonTo(editor, "/personen/nieuw"));
  await open(editor, `${address}/bronnen/nieuw`);
  await editor.locator("main input[name=title]").fill("Meetplan");
  await editor.locator("main input[name=origin]").fill("het centrum");
  await editor.locator("main input[name=public][value=ja]").check();
  await editor.locator("main input[name=address]").fill("https://stukken.example/meetplan.pdf");
  await press(editor, buttonTo(editor, "/bronnen/nieuw"));

  // A date that cannot be read is said at its field, and nothing is lost.
  await open(editor, `${address}/gebeurtenissen/nieuw`);
  await editor.locator("main input[name=said]").fill("binnenkort");
  await editor.locator("main select[name=theme]").selectOption("1");
  await editor.locator("main input[name=title]").fill("Het plan is klaar");
  await writeMarkdown(editor, "Brandsma’s plan gaat naar @1.", hasScript);
  await editor.locator("main input[name=sources]").fill("1");
  await buttonTo(editor, "/gebeurtenissen/nieuw").click();
  await editor.waitForSelector("#said-fault");
  await editor.locator("main input[name=said]").fill("eind 2025");
  await press(editor, buttonTo(editor, "/gebeurtenissen/nieuw"));
  expect(/eind 2025/.test(await said(editor)), "the entry is not in the list");

  // The check finds the name; the approver replaces it, reads, publishes.
  await open(approver, `${address}/lezen`);
  expect((await buttonTo(approver, "/openbaar").count()) === 0, "a name can be published");
  await open(approver, `${address}/namen`);
  expect(/Brandsma’s/.test(await said(approver)), "the check did not find the name");
  await press(approver, buttonTo(approver, "/namen/vervangen"));
  await open(approver, `${address}/lezen`);
  await press(approver, buttonTo(approver, "/openbaar"));

  // Everybody reads the role, on a phone, and goes to the entry by its number.
  const reader = await someone();
  await reader.setViewportSize({ width: 390, height: 844 });
  const number = address.split("/").pop();
  await open(reader, `${house.base}/dossiers/${number}`);
  const page = await said(reader);
  expect(/ambtelijk Milieu/.test(page) && !/Brandsma/.test(await reader.content()), `the timeline says ${page}`);
  await open(reader, `${house.base}/dossiers/${number}?kantelmomenten=1`);
  await open(reader, `${house.base}/dossiers/${number}/1`);
  expect(/Meetplan/.test(await said(reader)), "the entry does not show its source");
}
