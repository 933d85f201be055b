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
const written = (section) =>
  JSON.stringify([...section.querySelectorAll("input, textarea, select")].map((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked : field.type === "file" ? "" : field.value));
const guarded = new Map();
// What a button elsewhere left in the fields is not saved either.
const isTyped = document.querySelector("[data-typed]") !== null;
for (const section of document.querySelectorAll("[data-guard]")) guarded.set(section, isTyped ? null : written(section));
document.addEventListener("samenspraak:saved", ({ target, detail }) => {
  if (detail.whole && guarded.has(target)) guarded.set(target, written(target));
});
let sending = false;
addEventListener("beforeunload", (event) => {
  if (sending) return;
  for (const [section, before] of guarded) {
    if (section.isConnected && written(section) !== before) event.preventDefault();
  }
});

// Enter in a field presses the first button of its own section, where a page has several.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || field.tagName !== "INPUT" || !field.form?.matches(".whole")) return;
  const button = field.closest("[data-act]")?.querySelector("button[type=submit]");
  if (!button) return;
  event.preventDefault();
  field.form.requestSubmit(button);
});

// A second press of the same button sends nothing. The button stays in reach of keyboard and screen
// reader; coming back to the page makes it work again.
const waiting = new Set();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if (waiting.has(button)) return event.preventDefault();
  waiting.add(button);
  // Signing out asks first; whatever else is pressed takes along what was typed.
  sending = form.matches(".whole, .form") && button?.dataset.act !== "/beheer/afmelden";
  button.setAttribute("aria-disabled", "true");
  // An answer that is a download leaves the page where it is.
  setTimeout(() => release(button), 8000);
});
const release = (button) => {
  waiting.delete(button);
  sending = false;
  button.removeAttribute("aria-disabled");
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
    const values = { cut: "range", from, until: from + length(range), van: answer.dataset.van, submission: answer.dataset.submission, question: answer.dataset.question };
    bar = document.createElement("div");
    bar.className = "cut-bar";
    const button = document.createElement("button");
    const value = `${answer.dataset.action} ${new URLSearchParams(values)}`;
    Object.assign(button, { type: "submit", name: "_press", value, className: "utrecht-button utrecht-button--secondary-action small", textContent: answer.dataset.label });
    button.dataset.act = answer.dataset.action;
    bar.append(button);
    answer.after(bar);
  };
  document.addEventListener("selectionchange", offer);
}

// A question that depends on an answer comes and goes with it; what hides takes along what depends on it in turn. Without
// script it stands there and says when it is asked.
const dependent = document.querySelectorAll("[data-when]");
if (dependent.length > 0) {
  const look = () => {
    for (const question of dependent) {
      const chosen = document.querySelectorAll(`input[name="${question.dataset.when}"]:checked`);
      question.hidden = ![...chosen].some((one) => one.value === question.dataset.is && !one.closest("[data-when][hidden]"));
    }
  };
  document.addEventListener("change", look);
  addEventListener("pageshow", look);
  look();
}
