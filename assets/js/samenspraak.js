// What a page may do besides working: it works without any of this.
"use strict";

// The fault summary takes focus, so that a screen reader starts with it.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// Copy buttons appear only where copying can work.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const target = document.getElementById(button.dataset.copy);
  if (!target || !navigator.clipboard) continue;
  const live = document.createElement("span");
  live.className = "hidden";
  live.setAttribute("role", "status");
  button.after(live);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText((target.value ?? target.textContent).trim());
    live.textContent = button.dataset.copied;
    button.classList.add("is-copied");
    setTimeout(() => {
      live.textContent = "";
      button.classList.remove("is-copied");
    }, 4000);
  });
}

// A form with text that was typed and not sent asks before it is left.
const written = (form) => {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return JSON.stringify(entries);
};
const guarded = new Map();
for (const form of document.querySelectorAll("form[data-guard]")) guarded.set(form, written(form));
let sending = false;
addEventListener("beforeunload", (event) => {
  if (sending) return;
  for (const [form, before] of guarded) {
    if (form.isConnected && written(form) !== before) event.preventDefault();
  }
});

// A second press of the same button sends nothing. The button stays in reach of keyboard and screen
// reader; coming back to the page makes it work again.
const waiting = new Set();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (waiting.has(form)) return event.preventDefault();
  waiting.add(form);
  sending = true;
  for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  // An answer that is a download leaves the page where it is.
  setTimeout(() => release(form), 8000);
});
const release = (form) => {
  waiting.delete(form);
  sending = false;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
};
addEventListener("pageshow", () => [...waiting].forEach(release));

// Choosing words with the mouse or the keys makes a point of them: offsets count characters of the answer, without the
// numbers of points that stand in it. Without script a whole answer or each paragraph becomes a point.
const answers = document.querySelectorAll("[data-split]");
if (answers.length > 0) {
  let bar;
  const length = (range) => {
    const piece = range.cloneContents();
    for (const chip of piece.querySelectorAll("[data-chip]")) chip.remove();
    return [...piece.textContent].length;
  };
  const field = (form, name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  };
  const offer = () => {
    const chosen = getSelection();
    if (bar && bar.contains(document.activeElement)) return;
    bar?.remove();
    bar = undefined;
    if (!chosen || chosen.isCollapsed || chosen.toString().trim() === "") return;
    const range = chosen.getRangeAt(0);
    const answer = [...answers].find((one) => one.contains(range.startContainer) && one.contains(range.endContainer));
    if (!answer) return;
    const before = document.createRange();
    before.setStart(answer, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const from = length(before);
    bar = document.createElement("form");
    Object.assign(bar, { method: "post", action: answer.dataset.action, className: "cut-bar" });
    const values = { cut: "range", from, until: from + length(range), van: answer.dataset.van, submission: answer.dataset.submission, question: answer.dataset.question };
    for (const [name, value] of Object.entries(values)) field(bar, name, value);
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", className: "utrecht-button utrecht-button--secondary-action small", textContent: answer.dataset.label });
    bar.append(button);
    answer.after(bar);
  };
  document.addEventListener("selectionchange", offer);
}
