// Composing an issue: the order of its articles by hand and by keyboard, and the checks beside the text.
import { axe } from "./checks.mjs";
import { until } from "./house.mjs";
import { buttonTo, open, press, send } from "./steps.mjs";
import { expect } from "./tally.mjs";

export const stories = {
  "i02 articles are put into order by keyboard and by hand, and what was typed stays": ordering,
  "i12 the checks follow what is typed and lead to its place": checking,
};

/** Makes an issue with three articles and leaves its page open. */
async function issueOf(story, page, titles, number) {
  await open(page, `${story.house.base}/beheer/nummers/nieuw`);
  await page.locator("main input[name=year]").fill("2031");
  await page.locator("main input[name=number]").fill(String(number));
  await page.locator("main input[name=subject]").fill("Een nummer om te schikken");
  await press(page, buttonTo(page, "/beheer/nummers/nieuw"));
  const address = page.url().split("?")[0];
  for (const title of titles) {
    await open(page, `${story.house.base}/beheer/artikelen/nieuw?nummer=${address.split("/").pop()}`);
    await page.locator("main input[name=title]").fill(title);
    await press(page, buttonTo(page, "/beheer/artikelen/nieuw"));
  }
  await open(page, address);
  return address;
}

const titles = (page) => page.locator("ol[data-order] > li").evaluateAll((items) => items.map((item) => item.dataset.title).join(" "));
const grip = (page, title) => page.getByRole("button", { name: `Verplaats ${title}`, exact: true });

async function ordering(story) {
  const page = await story.tab(await story.someone());
  await issueOf(story, page, ["Een", "Twee", "Drie"], 71);
  const key = (name) => page.keyboard.press(name);
  const faults = await axe(page);

  // Escape puts it back, and nothing was sent.
  await grip(page, "Drie").focus();
  await key("Enter");
  await key("ArrowUp");
  expect((await titles(page)) === "Een Drie Twee", `an arrow gives ${await titles(page)}`);
  expect(await grip(page, "Drie").evaluate((one) => one === document.activeElement), "the grip loses the focus as it moves");
  await key("Escape");
  expect((await titles(page)) === "Een Twee Drie", `Escape gives ${await titles(page)}`);

  // Put down by Enter: the page comes back with the focus on the same grip, and what was typed meanwhile is saved first.
  await page.locator("main input[name=subject]").fill("Zeldzaam onderwerp");
  await grip(page, "Drie").focus();
  await key("Enter");
  await key("ArrowUp");
  await key("ArrowUp");
  faults.push(...(await axe(page)).map((fault) => `taken up: ${fault}`));
  await send(page, () => key("Enter"));
  expect((await titles(page)) === "Drie Een Twee", `the keyboard gives ${await titles(page)}`);
  expect((await page.locator("main input[name=subject]").inputValue()) === "Zeldzaam onderwerp", "the subject is lost");
  await until("the focus is not where it was", () => grip(page, "Drie").evaluate((one) => one === document.activeElement));

  // By hand.
  const from = await grip(page, "Twee").boundingBox();
  const to = await page.locator("ol[data-order] > li").first().boundingBox();
  await send(page, async () => {
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 8 });
    await page.mouse.move(to.x + 60, to.y + 4, { steps: 4 });
    await page.mouse.up();
  });
  expect((await titles(page)) === "Twee Drie Een", `dragging gives ${await titles(page)}`);
  return faults;
}

async function checking(story) {
  const page = await story.tab(await story.someone());
  await open(page, `${story.house.base}/beheer/artikelen/nieuw`);
  await page.locator("main input[name=title]").fill("Met controle");
  await page.locator("main .editor__text").click();
  await page.keyboard.type("Het begin van een tekst.");
  await press(page, buttonTo(page, "/beheer/artikelen/nieuw"));
  const text = page.locator("main .editor__text");
  await text.waitFor();
  await text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" Hier staat nog TODO.");
  const found = page.locator("[data-checks] li", { hasText: "“TODO” moet nog" });
  await until("the checks do not follow what is typed", () => found.count());
  const faults = await axe(page);
  await text.click();
  await found.locator("a").first().click();
  // The text has the focus with the next frame.
  const chosen = () => page.evaluate(() => String(getSelection()));
  await until(async () => `the link chooses ${JSON.stringify(await chosen())}`, async () => (await chosen()) === "TODO");
  await page.keyboard.type("een zin");
  await until("what was mended is found still", async () => (await found.count()) === 0);
  expect((await page.locator("main textarea[name=source]").inputValue()).includes("Hier staat nog een zin."), "what was chosen was not written over");
  return faults;
}
