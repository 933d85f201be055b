// The mail beside the text, as it would be with what is typed now. The form goes to a page that saves nothing, in the frame
// that is not shown; when it is there, the frames change places and the eye stays where it was.
"use strict";

for (const live of document.querySelectorAll("[data-live]")) {
  const section = document.querySelector(`[data-act="${CSS.escape(live.dataset.about)}"]`);
  const ways = live.querySelector("[data-ways]");
  const said = live.querySelector("[data-said]");
  let front = live.querySelector("iframe");
  if (!section || !ways) continue;
  // The frame of the page shows what was saved, until the first of these two has something newer.
  const frames = ["voorbeeld-een", "voorbeeld-twee"].map((name) => {
    const frame = front.cloneNode();
    frame.removeAttribute("src");
    // A frame that waits until it is seen would never load behind.
    frame.loading = "eager";
    frame.hidden = true;
    frame.tabIndex = -1;
    frame.name = name;
    front.after(frame);
    return frame;
  });
  let behind = frames[0];
  let way = "telefoon";
  let timer = 0;
  let asked = false;
  let again = false;

  const value = (name) => section.querySelector(`[name="${name}"]`)?.value ?? "";
  const line = (name, none) => {
    const text = value(name).replace(/\s+/g, " ").trim();
    const place = live.querySelector(`[data-line="${name}"]`);
    place.textContent = text || none;
    place.classList.toggle("muted", !text);
  };

  const ask = () => {
    if (asked) {
      again = true;
      return;
    }
    asked = true;
    const form = document.createElement("form");
    form.method = "post";
    form.action = live.dataset.live;
    form.target = behind.name;
    form.hidden = true;
    for (const [name, text] of Object.entries({ way, subject: value("subject"), preheader: value("preheader"), source: value("source"), language: value("language") })) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = text;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
    form.remove();
  };

  const arrived = (frame) => {
    if (frame !== behind || !asked) return;
    asked = false;
    let is = false;
    let at = 0;
    try {
      is = Boolean(frame.contentDocument?.querySelector("[data-mail], .canvas"));
      at = front.contentWindow.scrollY;
    } catch { /* What came is no mail of ours, or the first one, into which nobody looks. */ }
    said.textContent = is ? "" : live.dataset.failed;
    if (is) {
      frame.hidden = false;
      frame.removeAttribute("tabindex");
      frame.contentWindow.scrollTo(0, at);
      if (frames.includes(front)) {
        front.hidden = true;
        front.tabIndex = -1;
      } else front.remove();
      front = frame;
      behind = frames.find((other) => other !== frame);
    }
    if (again) {
      again = false;
      ask();
    }
  };
  for (const frame of frames) frame.addEventListener("load", () => arrived(frame));

  section.addEventListener("input", () => {
    line("subject", live.dataset.none);
    line("preheader", "");
    clearTimeout(timer);
    timer = setTimeout(ask, 100);
  });
  ways.hidden = false;
  ways.addEventListener("click", (event) => {
    const button = event.target.closest("[data-way]");
    if (!button) return;
    for (const other of ways.querySelectorAll("[data-way]")) other.setAttribute("aria-pressed", String(other === button));
    way = button.dataset.way;
    live.dataset.shown = way;
    ask();
  });
}
