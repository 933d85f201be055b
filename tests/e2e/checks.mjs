// What every page must satisfy, whoever reads it.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PATIENCE } from "./house.mjs";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];
/** What holds for a mail too: it has no landmarks, for it stands inside a mail program. */
const mailTags = axeTags.filter((tag) => tag !== "best-practice");
const rules = JSON.parse(readFileSync(join(import.meta.dirname, "htmlvalidate.json"), "utf8"));
const htmlValidate = new HtmlValidate(new FileSystemConfigLoader(rules));
const screenshots = join(import.meta.dirname, "screenshots");
mkdirSync(screenshots, { recursive: true });

/** Collects what a page complains about: errors in the console, broken policy, requests to other hosts. */
export function watch(page, base) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error" && !/Content.Security.Policy/i.test(message.text())) return;
    // The browser also reports the page's own status (422 for a form with faults) as an error.
    const ownStatus = /^Failed to load resource/.test(message.text()) && sameAddress(message.location().url, page.url());
    if (!ownStatus) faults.push(`console: ${message.text()} ${message.location().url ?? ""}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== base && !["data:", "blob:", "about:"].includes(url.protocol)) faults.push(`asks another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) faults.push(`${response.status()} for ${response.url()}`);
  });
  return { take: () => faults.splice(0) };
}

const sameAddress = (a, b) => a?.split("#")[0] === b?.split("#")[0];

/** Has axe ready in all that a page will open: the browser compiles it once then, where `axe` would send it to each page anew. */
export const bringAxe = (page) => page.addInitScript(axeSource);

/** Accessibility as far as a machine can see it. */
export async function axe(page, tags = axeTags) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"], iframes: false }),
    tags,
  );
  return violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    const why = first.any[0]?.message ?? first.all[0]?.message ?? first.none[0]?.message ?? "";
    return `axe ${id} (${nodes.length}×): ${help}; ${first.html.slice(0, 160)}; ${why.slice(0, 160)}`;
  });
}

/** Validity of the HTML as it was sent. */
export async function valid(html) {
  const { results } = await htmlValidate.validateString(html, join(import.meta.dirname, "page.html"));
  const lines = html.split("\n");
  return results.flatMap(({ messages }) => messages).slice(0, 8).map(({ ruleId, message, line, column }) => {
    const near = (lines[line - 1] ?? "").slice(Math.max(0, column - 40), column + 80);
    return `html ${ruleId}: ${message}; near ${near}`;
  });
}

/** What axe does not see: one heading that is the title, no native validation, no way to a dead end. */
export async function shape(page, language) {
  return page.evaluate((language) => {
    const faults = [];
    const headings = [...document.querySelectorAll("h1")];
    const title = document.title.replace(/^(Fout|Error): /, "");
    if (headings.length !== 1) faults.push(`${headings.length} h1`);
    else if (!title.startsWith(headings[0].textContent.trim().replace(/\s+/g, " "))) faults.push(`title "${document.title}" is not h1 "${headings[0].textContent}"`);
    if (language && document.documentElement.lang !== language) faults.push(`lang is ${document.documentElement.lang}, not ${language}`);
    if (document.querySelectorAll("main").length !== 1) faults.push("not exactly one main");
    if (document.querySelector("[required]")) faults.push("native validation (required)");
    for (const box of document.querySelectorAll("form[method=post] input[type=checkbox][checked][data-consent]")) faults.push(`pre-ticked box ${box.name}`);
    const first = document.querySelector("a[href], button, input");
    // In a frame on another website there is nothing to skip.
    if (first?.getAttribute("href") !== "#content" && !document.querySelector("main.framed")) faults.push("the skip link is not first");
    return faults;
  }, language);
}

/** At 320 px, also with wide text spacing (WCAG 1.4.10 and 1.4.12), nothing makes the page scroll sideways. */
export async function reflow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const faults = [];
  for (const spaced of [false, true]) {
    const wide = await page.evaluate((spaced) => {
      const sheet = new CSSStyleSheet();
      if (spaced) {
        sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
        document.adoptedStyleSheets = [sheet];
      }
      const width = document.documentElement.scrollWidth;
      if (width <= 320) {
        document.adoptedStyleSheets = [];
        return null;
      }
      const scrolls = (element) => element && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const guilty = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > 321 && !scrolls(element.parentElement));
      document.adoptedStyleSheets = [];
      return `${width} px: ${guilty.slice(0, 4).map((element) => `${element.tagName.toLowerCase()}.${element.className}`).join(", ")}`;
    }, spaced);
    if (wide) faults.push(`scrolls sideways at 320 px${spaced ? " with text spacing" : ""}, ${wide}`);
  }
  await page.setViewportSize(before);
  return faults;
}

/** A picture of the page that is open, when there are faults to see; of every page with E2E_SHOTS=1. */
export async function shoot(page, name, faults) {
  if (faults.length === 0 && !process.env.E2E_SHOTS) return;
  const file = `${name.replace(/^\/+/, "").replace(/[^a-zA-Z0-9-]+/g, "_").slice(0, 120) || "home"}.png`;
  await page.screenshot({ path: join(screenshots, file), fullPage: true, timeout: PATIENCE });
}

/** How wide the windows are in which pages are looked at: a phone and a desk. */
export const widths = [390, 1280];

/** How large the window is at a width. */
export const windowOf = (width) => ({ width, height: width < 600 ? 844 : 900 });

/** Looks at a mail, which runs no script, in a page of its own. */
export async function lookAtMail(page, html, name) {
  await page.setContent(html, { waitUntil: "load" });
  const faults = await axe(page, mailTags);
  if ((await page.locator("body").innerText()).trim() === "") faults.push("it says nothing");
  faults.push(...await reflow(page));
  await page.setViewportSize(windowOf(390));
  await shoot(page, name, faults);
  return faults;
}

/** Looks at the page that is open, at each width, without loading it again. */
export async function lookHere(page, html, name, language, at = widths) {
  const before = page.viewportSize();
  const faults = [...await valid(html), ...await shape(page, language)];
  for (const width of at) {
    await page.setViewportSize(windowOf(width));
    faults.push(...(await axe(page)).map((fault) => `at ${width}: ${fault}`));
    await shoot(page, `${name}-${width}`, faults);
  }
  faults.push(...await reflow(page));
  await page.setViewportSize(before);
  return faults;
}
