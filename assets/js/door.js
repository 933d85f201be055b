// The door on a phone. What is shown here is sent at once; without a network it waits on this phone, in the order in which it was
// shown, and is never called certain before it is stored. Each look has a number of its own, so that sending it twice counts once.
// The phone's clock is not believed: what is sent is how long ago somebody stood here. Without this script the page works as it is.
"use strict";

const door = document.querySelector("[data-door]");
if (door) {
  const words = JSON.parse(door.dataset.words);
  const find = (name) => door.querySelector(`[data-${name}]`);
  const [stage, line, count, found, differences] = ["stage", "line", "count", "found", "differences"].map(find);
  const key = `samenspraak-deur-${door.dataset.door}`;
  const PATIENCE = 8000;
  let people = [];
  let sending = false;
  let signedOut = false;
  let shown = "";

  // The queue outlives a reload, and signing out.
  const queue = () => {
    if (unstored) return unstored;
    try {
      return JSON.parse(localStorage.getItem(key)) ?? [];
    } catch {
      return [];
    }
  };
  // Where nothing can be stored it waits in this page.
  let unstored = null;
  const keep = (all) => {
    try {
      localStorage.setItem(key, JSON.stringify(all));
      unstored = null;
    } catch {
      unstored = all;
    }
  };
  const number = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const code = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/0/g, "O").replace(/1/g, "I").replace(/8/g, "B");
  const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });
  const clock = (at) => {
    const time = new Intl.DateTimeFormat("nl", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Amsterdam" }).format(at);
    return document.documentElement.lang === "nl" ? `${time.replace(":", ".")} uur` : time;
  };

  const known = (look) => {
    if (look.row) return people.find((one) => String(one.row) === look.row);
    const long = code(look.code.split("-").pop());
    return people.find((one) => one.code === code(look.code) || one.ticket === long);
  };
  /** Whom a look is at, as far as this phone knows: the same person is not put into the queue twice. */
  const who = (look) => known(look)?.row ?? (look.row || code(look.code));
  const called = (look) => known(look)?.name ?? look.code ?? "";

  const say = (className, sign, word, name, about) => {
    const verdict = element("section", `verdict verdict--${className}`, "");
    verdict.setAttribute("role", "status");
    const mark = element("span", "verdict__sign", sign);
    mark.setAttribute("aria-hidden", "true");
    verdict.append(mark, element("h2", "", word), element("b", "", name), element("p", "", about));
    stage.replaceChildren(verdict);
  };

  const tell = () => {
    const waiting = queue().length;
    const text = signedOut ? words.signedOut : waiting > 0 ? (waiting === 1 ? words.waitsOne : words.waits.replace("{}", waiting)) : "";
    if (line.textContent !== text) line.textContent = text;
    line.hidden = text === "";
  };

  const differ = (look, text) => {
    const item = element("li", "", "");
    item.append(element("b", "", called(look)), ` ${text}`);
    differences.querySelector("ul").append(item);
    differences.hidden = false;
  };

  // What the house answered to a look. The newest stands large; of an older one only a difference is told.
  const answered = (look, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const verdict = page.querySelector("[data-verdict]");
    if (!verdict) return false;
    count.replaceChildren(...page.querySelector("[data-count]").childNodes);
    const what = verdict.dataset.verdict;
    if (look.nonce === shown) {
      stage.replaceChildren(...page.querySelector("[data-stage]").childNodes);
      navigator.vibrate?.(what === "in" ? 80 : [80, 60, 80]);
    }
    if (look.late && what !== "in") differ(look, [...verdict.querySelectorAll("h2, p")].map((part) => part.textContent).join(", "));
    const one = known(look);
    if (one && what === "in") one.in = true;
    return true;
  };

  const send = async (look) => {
    const body = new URLSearchParams({ nonce: look.nonce, code: look.code ?? "", row: look.row ?? "", ago: String(Math.max(0, Math.round((Date.now() - look.at) / 1000))) });
    const answer = await fetch(door.dataset.scan, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    signedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
    if (signedOut || answer.status === 429 || answer.status >= 500) return false;
    if (!answer.ok || !answered(look, await answer.text())) differ(look, words.refused);
    return true;
  };

  // One after the other, as they were shown. What is stored leaves the queue; the rest waits.
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      for (let look = queue()[0]; look && await send(look); look = queue()[0]) {
        keep(queue().filter((other) => other.nonce !== look.nonce));
      }
    } catch { /* No network: it waits. */ }
    sending = false;
    const rest = queue().map((look) => ({ ...look, late: true }));
    keep(rest);
    const mine = rest.find((look) => look.nonce === shown);
    if (mine) wait(mine);
    tell();
  };

  // What stands there until the house has answered: never what it said of somebody else.
  const wait = (look) => {
    const one = known(look);
    const about = one ? (one.in ? words.inAlready : words[one.state]) : people.length > 0 ? words.notOnList : "";
    say("kept", "…", words.kept.replace("{}", clock(look.at)), called(look), about);
  };

  const look = (what) => {
    const again = queue().find((other) => who(other) === who(what));
    const mine = again ?? { ...what, nonce: number(), at: Date.now() };
    shown = mine.nonce;
    if (!again) keep([...queue(), mine]);
    wait(mine);
    flush();
  };

  // The form of the page, sent in place of the browser.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const [action, fields] = (button?.value ?? "").split(" ");
    const row = action === door.dataset.here ? new URLSearchParams(fields).get("row") : null;
    const section = button?.closest("[data-act]");
    const field = section?.querySelector("#code");
    // Names are found on the phone already; leaving the page without a network would lose the list.
    const names = people.length > 0 && section?.querySelector("#naam");
    if (!row && !field && !names) return;
    event.preventDefault();
    event.stopPropagation();
    if (names) return;
    if (row) return look({ row });
    if (field.value.trim() !== "") look({ code: field.value.trim() });
    field.value = "";
    field.focus();
  }, true);

  // Names are looked up on the phone, so they are found without a network too.
  const name = door.querySelector("#naam");
  name.addEventListener("input", () => {
    const wanted = fold(name.value);
    if (people.length === 0) return;
    const some = wanted.length < 2 ? [] : people.filter((one) => one.state !== "gone" && fold(one.name).includes(wanted)).slice(0, 10);
    found.replaceChildren(...some.map((one) => {
      const card = element("div", "card row between", "");
      const who = element("p", "", "");
      who.append(element("b", "", one.name), document.createElement("br"), element("span", "muted", one.organisation));
      card.append(who);
      if (one.in || one.state === "waiting") card.append(element("p", "muted", one.in ? words.inAlready : words.waiting));
      else {
        const button = element("button", "utrecht-button utrecht-button--primary-action", words.letIn);
        button.type = "button";
        button.append(Object.assign(element("span", "hidden", ` ${one.name}`)));
        button.addEventListener("click", () => {
          name.value = "";
          found.replaceChildren();
          look({ row: String(one.row) });
          stage.scrollIntoView({ block: "nearest" });
        });
        card.append(button);
      }
      return card;
    }));
    if (wanted.length >= 2 && some.length === 0) found.replaceChildren(element("p", "", words.nobody));
  });

  // The list stays in this page and is written nowhere.
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(door.dataset.list, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) people = await answer.json();
    } catch { /* The one from before still serves. */ }
  };

  // A camera only where the browser itself reads codes.
  const camera = find("camera");
  const watch = async () => {
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    const video = camera.querySelector("video");
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    await video.play();
    video.hidden = false;
    camera.querySelector("button").hidden = true;
    let last = "";
    let since = 0;
    setInterval(async () => {
      const codes = await reader.detect(video).catch(() => []);
      const text = codes[0]?.rawValue ?? "";
      if (!text) return;
      // A proof that is held there is one look, however long.
      const isNew = text !== last || Date.now() - since > 4000;
      [last, since] = [text, Date.now()];
      if (isNew) look({ code: text });
    }, 250);
  };
  if (globalThis.BarcodeDetector && navigator.mediaDevices) {
    camera.hidden = false;
    camera.querySelector("button").addEventListener("click", () => watch().catch(() => {
      camera.querySelector("[data-refused]").hidden = false;
    }));
  }

  const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", () => { stayAwake(); refresh(); flush(); });
  addEventListener("online", flush);
  setInterval(() => { if (queue().length > 0) flush(); }, 5000);
  setInterval(refresh, 30000);
  stayAwake();
  refresh();
  flush();
}
