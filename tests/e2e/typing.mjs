// Two people of a council type in one answer at the same time, and one of them loses the network.
import { until } from "./house.mjs";
import { open, press } from "./steps.mjs";
import { expect } from "./tally.mjs";

const MINUTE = 60_000;
/** Words that cannot be taken for the other's. */
const words = (of, many) => Array.from({ length: many }, (_, at) => `${of}${at}`).join(" ");
const field = (page) => page.locator("main textarea[name=words]");
const stands = (page) => page.locator("[data-saving]").getAttribute("data-state");
const said = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ");

/** The links of the people of the council that still writes. */
async function ofCouncil(house, page) {
  const asked = house.mails().filter((mail) => /^Uw advies gevraagd: Meten/.test(mail.subject));
  const links = [];
  for (const link of new Set(asked.flatMap((mail) => mail.links).filter((link) => link.includes("/consultaties/antwoord/")))) {
    await open(page, link);
    if (/Landelijke Cliëntenraad/.test(await page.locator(".me").innerText())) links.push(link);
  }
  return links;
}

export async function typing(house, someone) {
  const pages = [await someone(), await someone()];
  const links = await ofCouncil(house, pages[0]);
  expect(links.length >= 2, `the council of the demo has ${links.length} links`);
  for (const [at, page] of pages.entries()) await open(page, `${links[at]}/vraag/3`);

  // For a minute both type from the same version on.
  const texts = [words("een", 140), words("twee", 120)];
  await Promise.all(pages.map((page, at) => field(page).pressSequentially(texts[at], { delay: MINUTE / texts[at].length, timeout: 3 * MINUTE })));
  const settled = ["saved", "met"];
  await until(async () => `the pages stand at ${await Promise.all(pages.map(stands))}`, async () => (await Promise.all(pages.map(stands))).sort().join() === settled.toSorted().join());
  const states = await Promise.all(pages.map(stands));
  const [first, second] = [pages[states.indexOf("saved")], pages[states.indexOf("met")]];
  expect(/Bewaard om \d+\.\d\d uur/.test(await said(first)), "it does not say when it was saved");
  expect(/schrijft ook bij deze vraag/.test(await said(first)), "it does not say who else is here");
  for (const [at, page] of pages.entries()) expect((await field(page).inputValue()) === texts[at], `what ${at} typed is not what stands there`);

  const last = texts[pages.indexOf(first)].split(" ").at(-1);
  await until("the last word of the first is not saved", async () => (await (await first.context().request.get(first.url())).text()).includes(last));

  // Whoever was second sees both, and puts them together.
  await Promise.all([second.waitForNavigation(), second.locator("[data-way] button").click()]);
  for (const text of texts) expect((await said(second)).includes(text), "the page of two texts lacks one of them");
  await press(second, second.getByRole("button", { name: "Bewaar deze tekst" }));
  const whole = await field(second).inputValue();
  for (const text of texts) expect(whole.includes(text), "a character was lost");
  expect((await second.locator("[data-kept] .kept").count()) === 0, "what is saved is offered again");

  // Without a network what is typed stays, and is offered when somebody comes back.
  await second.context().setOffline(true);
  await field(second).press("Control+End");
  await field(second).pressSequentially(" En dit zonder netwerk.");
  await until("it does not say that there is no connection", async () => (await stands(second)) === "lost");
  const context = second.context();
  await second.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const back = await context.newPage();
  await open(back, `${links[states.indexOf("met")]}/vraag/3`);
  await until("what was typed is not offered again", () => back.locator("[data-kept] .kept").count());
  await back.locator("[data-kept] button").first().click();
  await until("what was put back is not saved", async () => (await stands(back)) === "saved");
  await open(back, back.url());
  expect((await field(back).inputValue()) === `${whole} En dit zonder netwerk.`, "what was typed without a network is not whole");
  return /ERR_INTERNET_DISCONNECTED|Failed to load resource|status of 409/;
}
