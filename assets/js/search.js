// Searching above any page: Ctrl+K opens it (no single letter does, which who dictates would say by accident), arrows go through
// what is found, Escape goes back to where one was. What it shows is the middle of the page that searches, which works without any
// of this.
"use strict";

const way = document.querySelector("[data-search]");
// On the page that searches itself, what is typed is looked for there.
const here = document.querySelector("[data-search-form]");

if (way) {
  const key = way.querySelector("kbd");
  key.hidden = false;
  way.setAttribute("aria-keyshortcuts", "Control+K");
  let dialog;
  let asked;
  let timer = 0;

  const address = (words) => `${way.pathname}?${new URLSearchParams({ zoek: words })}`;
  /** Asks for a page of results. */
  const fetched = async (words, signal) => {
    const answer = await fetch(address(words), { redirect: "error", signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  /** Puts into `place` what is found now, and says whether it stands there; what is overtaken is given up. */
  const look = async (form, place) => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const page = await fetched(form.elements.zoek.value, signal);
      if (signal.aborted) return false;
      // The sentence that is heard stays where it is, and says what is new.
      const [said, ...found] = page.getElementById("gevonden").children;
      place.firstElementChild.textContent = said.textContent;
      while (place.children.length > 1) place.lastElementChild.remove();
      place.append(...found);
      if (form === here) history.replaceState(null, "", address(form.elements.zoek.value));
      return true;
    } catch {
      return false;
    }
  };

  const follow = (form, place) => {
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, 120, form, place);
    });
    const step = (event, by) => {
      const lines = [form.elements.zoek, ...place.querySelectorAll("a")];
      const at = lines.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      lines[(at + by + lines.length) % lines.length].focus();
    };
    form.parentElement.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") step(event, 1);
      else if (event.key === "ArrowUp") step(event, -1);
    });
    // Enter opens the best, once it is there for what was typed.
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.matches(":focus")) return;
      event.preventDefault();
      clearTimeout(timer);
      const words = form.elements.zoek.value;
      if (!words.trim()) return;
      // Without the network, or signed out meanwhile, the page itself says what is wrong.
      if (!(await look(form, place))) return location.assign(address(words));
      const first = place.querySelector("a");
      if (first) first.click();
    });
  };

  const open = async () => {
    if (here) return here.elements.zoek.focus();
    if (dialog?.open) return;
    const from = document.activeElement;
    let page;
    try {
      page = await fetched("");
    } catch {
      location.assign(way.href);
      return;
    }
    dialog = document.createElement("dialog");
    dialog.className = "search-window";
    dialog.setAttribute("aria-label", way.firstChild.textContent.trim());
    const form = page.querySelector("[data-search-form]");
    const place = page.getElementById("gevonden");
    // The page below may have fields of these names.
    form.elements.zoek.id = "zoek-overal";
    form.querySelector("label").htmlFor = "zoek-overal";
    place.id = "gevonden-overal";
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "utrecht-button utrecht-button--subtle search-window__close", textContent: way.dataset.close });
    close.addEventListener("click", () => dialog.close());
    form.append(close);
    dialog.append(form, place);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      from?.focus?.();
    });
    follow(form, place);
    document.body.append(dialog);
    dialog.showModal();
    form.elements.zoek.focus();
  };

  way.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.shiftKey) return;
    // The editor of texts has Ctrl+K for a link.
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.target.isContentEditable) return;
    event.preventDefault();
    open();
  });
  if (here) follow(here, document.getElementById("gevonden"));
}
