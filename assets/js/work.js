// A little arithmetic in place of waiting, when very many people sign up at once: a number that makes the hash of the
// form's mark begin with zeros. Without this script the letter of the sign-up has its turn later.
"use strict";

const form = document.querySelector("input[data-work]")?.form;
if (form && globalThis.crypto?.subtle) {
  const mark = form.elements.drawn.value;
  const answer = form.querySelector("input[data-work]");
  const state = form.querySelector("[data-working]");
  const zeros = Number(answer.dataset.work);
  const bytes = new TextEncoder();
  let pressed = false;

  const fits = async (number) => {
    const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes.encode(`${mark}.${number}`)));
    return hash.getUint32(0) >>> (32 - zeros) === 0;
  };

  const search = async () => {
    const together = 512;
    for (let from = 0; ; from += together) {
      const numbers = Array.from({ length: together }, (_, at) => from + at);
      const found = (await Promise.all(numbers.map(fits))).indexOf(true);
      if (found >= 0) return from + found;
      // The page stays alive in between.
      await new Promise((resume) => setTimeout(resume));
    }
  };

  state.textContent = state.dataset.working;
  form.addEventListener("submit", (event) => {
    if (answer.value) return;
    event.preventDefault();
    pressed = true;
  });
  search().then((number) => {
    answer.value = String(number);
    state.textContent = state.dataset.done;
    if (pressed) form.requestSubmit();
  });
}
