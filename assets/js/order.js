// Moving the articles of an issue by hand or by keyboard. It presses a button of the page as the arrows do, so that what is
// typed elsewhere on the page is saved first; without this script those are there.
"use strict";

for (const list of document.querySelectorAll("ol[data-order]")) {
  const words = JSON.parse(list.dataset.words);
  const say = (text, item) => {
    const at = items().indexOf(item) + 1;
    live.textContent = text.replace("{title}", item.dataset.title).replace("{at}", at).replace("{of}", items().length);
  };
  const items = () => [...list.querySelectorAll(":scope > li")];
  const order = () => items().map((item) => item.dataset.article).join(" ");
  const was = order();
  const live = document.createElement("p");
  live.className = "hidden";
  live.setAttribute("role", "status");
  list.after(live);
  if (items().length < 2) continue;

  const back = () => {
    for (const id of was.split(" ")) list.append(list.querySelector(`:scope > li[data-article="${CSS.escape(id)}"]`));
  };
  const drop = (item) => {
    if (order() === was) return;
    const button = document.createElement("button");
    const fields = new URLSearchParams({ change: "volgorde", article: item.dataset.article, was, order: order() });
    Object.assign(button, { type: "submit", name: "_press", value: `${list.dataset.order} ${fields}`, hidden: true });
    list.after(button);
    list.closest("form").requestSubmit(button);
  };

  let lifted = null;
  let moving = false;
  const put = (grip, down) => {
    grip.setAttribute("aria-pressed", String(!down));
    grip.closest("li").classList.toggle("is-lifted", !down);
    lifted = down ? null : grip;
  };
  for (const item of items()) {
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "grip";
    grip.setAttribute("aria-pressed", "false");
    grip.setAttribute("aria-label", words.grip.replace("{title}", item.dataset.title));
    grip.title = words.hint;
    item.prepend(grip);

    // By keyboard: Enter takes it up and puts it down, the arrows move it, Escape puts it back.
    grip.addEventListener("click", () => {
      const isUp = lifted === grip;
      put(grip, isUp);
      say(isUp ? words.dropped : words.lifted, item);
      if (isUp) drop(item);
    });
    grip.addEventListener("keydown", (event) => {
      if (lifted !== grip) return;
      if (event.key === "Escape") {
        event.preventDefault();
        put(grip, true);
        back();
        grip.focus();
        say(words.back, item);
      }
      const other = event.key === "ArrowUp" ? item.previousElementSibling : event.key === "ArrowDown" ? item.nextElementSibling : null;
      if (!["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      if (!other) return;
      moving = true;
      if (event.key === "ArrowUp") other.before(item);
      else other.after(item);
      grip.focus();
      moving = false;
      say(words.moved, item);
    });
    // Whoever goes elsewhere has not put it down.
    grip.addEventListener("blur", () => {
      if (lifted !== grip || moving) return;
      put(grip, true);
      back();
      say(words.back, item);
    });

    // By hand: only the grip drags, so that words can still be chosen.
    grip.addEventListener("pointerdown", () => { item.draggable = true; });
    grip.addEventListener("pointerup", () => { item.draggable = false; });
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.title);
      item.classList.add("is-lifted");
      list.dragged = item;
    });
    item.addEventListener("dragend", (event) => {
      item.draggable = false;
      item.classList.remove("is-lifted");
      list.dragged = null;
      if (event.dataTransfer.dropEffect === "none") back();
    });
  }
  list.addEventListener("dragover", (event) => {
    const item = list.dragged;
    if (!item) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const over = event.target.closest("li");
    if (!over || over === item || over.parentElement !== list) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(item);
    else over.after(item);
  });
  list.addEventListener("drop", (event) => {
    const item = list.dragged;
    if (!item) return;
    event.preventDefault();
    say(words.dropped, item);
    drop(item);
  });

  // After the page came back one goes on where one was; only then, because going to a place of the page takes the focus away.
  const goOn = () => setTimeout(() => document.getElementById(location.hash.slice(1))?.querySelector(":scope > .grip")?.focus());
  if (!location.hash) continue;
  if (document.readyState === "complete") goOn();
  else addEventListener("load", goOn);
}
