// What the checks say beside a text, while one types: asked of the server, which checks what is typed and keeps nothing of it.
// Without this script they say what was found in what was saved.
"use strict";

for (const card of document.querySelectorAll("[data-checks]")) {
  const section = document.querySelector(`[data-act="${CSS.escape(card.dataset.about)}"]`);
  const found = card.querySelector("[data-found]");
  const said = card.querySelector("[data-said]");
  if (!section || !found) continue;
  let timer = 0;
  let asked = false;
  let again = false;
  let later = null;

  const fields = () => {
    const all = new URLSearchParams();
    for (const field of section.querySelectorAll("input, textarea, select")) {
      const isOff = ["checkbox", "radio"].includes(field.type) && !field.checked;
      if (field.name && !field.name.startsWith("_") && !isOff) all.append(field.name, field.value);
    }
    return all;
  };

  const show = (html) => {
    // Whoever walks through the list with the keyboard keeps their place in it.
    if (found.contains(document.activeElement)) {
      later = html;
      return;
    }
    later = null;
    const before = found.querySelector("[data-result]")?.textContent;
    found.innerHTML = html;
    const result = found.querySelector("[data-result]")?.textContent ?? "";
    // Only a change is said, not every letter.
    if (result !== before) said.textContent = result;
    said.className = "hidden";
  };

  const ask = async () => {
    if (asked) {
      again = true;
      return;
    }
    asked = true;
    let html = null;
    try {
      const answer = await fetch(card.dataset.checks, { method: "POST", body: fields() });
      if (answer.ok && !answer.redirected) html = await answer.text();
    } catch { /* No connection: it is said below. */ }
    if (html !== null) show(html);
    else {
      said.textContent = card.dataset.failed;
      said.className = "muted";
    }
    asked = false;
    if (again) {
      again = false;
      ask();
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };
  found.addEventListener("focusout", () => setTimeout(() => {
    if (later !== null && !found.contains(document.activeElement)) show(later);
  }));
  section.addEventListener("input", soon);
  section.addEventListener("change", soon);
}

// A link to a place in the text leads to the words themselves. The editor does so in its own text.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-find]");
  const area = link && document.getElementById(link.hash.slice(1));
  if (!area || event.defaultPrevented || area.tagName !== "TEXTAREA" || area.hidden) return;
  const at = area.value.indexOf(link.dataset.find);
  if (at < 0) return;
  event.preventDefault();
  area.focus();
  area.setSelectionRange(at, at + link.dataset.find.length);
});
