// Reading an issue along by link: an editor asks, somebody without an account remarks on a phone, the editor answers and closes, and
// the approver reads what is open.
import { axe } from "./checks.mjs";
import { until } from "./house.mjs";
import { buttonTo, open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");
const inDays = (many) => new Date(Date.now() + many * 86_400_000).toISOString().slice(0, 10);

/** Who is asked to read along in a journey; at its end the link is taken back. */
const reader = (mark) => `lezer-${mark}@voorbeeld.nl`;
export const takenBack = ["met-script", "zonder-script"].map(reader);

export async function review(house, someone, mark) {
  // axe is itself a script.
  const look = mark === "met-script" ? axe : async () => [];
  const editor = await someone(house.links.editor);
  const address = reader(mark);
  await open(editor, `${house.base}/beheer/nummers/nieuw`);
  await editor.locator("main input[name=year]").fill("2032");
  await editor.locator("main input[name=number]").fill(mark === "met-script" ? "81" : "82");
  await editor.locator("main input[name=subject]").fill(`Meelezen ${mark}`);
  await press(editor, buttonTo(editor, "/beheer/nummers/nieuw"));
  const issue = editor.url().split("?")[0];
  await open(editor, `${house.base}/beheer/artikelen/nieuw?nummer=${issue.split("/").pop()}`);
  await editor.locator("main input[name=title]").fill(`Meten ${mark}`);
  await editor.locator("main textarea[name=lead]").fill("Eerst meten, dan rijden.");
  if (mark === "met-script") await editor.getByRole("button", { name: "Toon als Markdown" }).click();
  await editor.locator("main textarea[name=source]").fill("De camera lag klaar.\n\nDat scheelde vier minuten.");
  await press(editor, buttonTo(editor, "/beheer/artikelen/nieuw"));

  // The editor asks; a second time only makes the link longer.
  await open(editor, `${issue}/meelezen`);
  await editor.locator("main input[name=name]").fill("Hanneke Vermeer");
  await editor.locator("main input[name=address]").fill(address);
  await editor.locator("main input[name=last_day]").fill(inDays(5));
  await editor.locator("main textarea[name=note]").fill("Klopt het aantal minuten?");
  await press(editor, buttonTo(editor, "/meelezen"));
  expect(/link is onderweg/.test(await said(editor)), "the editor does not read that the mail goes out");
  const mail = await until("no mail to who reads along", () => house.mails().find((one) => one.to.includes(address)));
  const link = mail.links.find((one) => one.includes("/meelezen/"));

  // On a phone: one remark at a paragraph by its own button, one at the whole by being ready.
  const phone = await someone();
  await phone.setViewportSize({ width: 390, height: 844 });
  await open(phone, link);
  expect(/Hanneke Vermeer/.test(await said(phone)) && /aantal minuten/.test(await said(phone)), "the page does not say who asks what");
  const faults = await look(phone);
  const ask = phone.locator("details.review-ask", { hasText: "Opmerking hierbij" }).nth(1);
  await ask.locator("summary").click();
  await ask.locator("textarea").fill("Bij ons ruim vijf.");
  faults.push(...(await look(phone)).map((fault) => `with a field open: ${fault}`));
  await phone.locator("main textarea[name=slot]").fill("Helder stuk.");
  await press(phone, ask.locator("button"));
  expect(/Bij ons ruim vijf/.test(await said(phone)) && /Helder stuk/.test(await said(phone)), "a remark that was typed is not there");
  await press(phone, phone.locator("main button", { hasText: "Ik ben klaar" }));
  expect(/u klaar bent/.test(await said(phone)), "the page does not say that it heard");
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!wide, "the page is wider than the phone");

  // The editor reads it beside the issue, answers and closes one; what stays open is said before asking for approval.
  await open(editor, issue);
  expect(/2 opmerkingen van meelezers staan nog open/.test(await said(editor)), "the issue does not say what is open");
  await open(editor, `${issue}/meelezen`);
  const note = editor.locator(".review-note", { hasText: "ruim vijf" });
  await note.locator("textarea").fill("Dank u, gewijzigd.");
  faults.push(...(await look(editor)).map((fault) => `editor: ${fault}`));
  await press(editor, note.locator("button", { hasText: "Verwerkt" }));
  await open(editor, `${issue}/verzenden`);
  expect(/1 opmerking van een meelezer staat nog open/.test(await said(editor)), "the open remark is not said before asking");
  await press(editor, buttonTo(editor, "/ter-goedkeuring"));
  await open(phone, link);
  expect(/gewijzigd/.test(await said(phone)) && /verwerkt/.test(await said(phone)), "the answer is not read on the same link");

  // The approver reads what is open, and can go on.
  const approver = await someone(house.links.approver);
  await open(approver, `${issue}/verzenden`);
  expect(/Helder stuk/.test(await said(approver)), "the approver does not read what is open");
  faults.push(...(await look(approver)).map((fault) => `approver: ${fault}`));
  await press(approver, buttonTo(approver, "/goedkeuren"));
  expect(faults.length === 0, faults.join("; "));

  // Taken back, the link opens nothing.
  await open(editor, `${issue}/meelezen`);
  await press(editor, editor.locator('main button[data-act$="/intrekken"]').first());
  const gone = await phone.request.get(link);
  expect(gone.status() === 404, `a link that was taken back answers ${gone.status()}`);
}
