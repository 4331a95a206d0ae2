// Copying by one press, where script runs. Without script the buttons stay hidden, and every text can be marked by hand.
"use strict";
(() => {
  const say = (words) => {
    const status = document.querySelector("[data-copied]");
    if (status) status.textContent = words;
  };
  const byHand = (element) => {
    const chosen = window.getSelection();
    chosen.removeAllRanges();
    if (element.select) element.select();
    else {
      const range = document.createRange();
      range.selectNodeContents(element);
      chosen.addRange(range);
    }
    return document.execCommand("copy");
  };
  const done = (button, element, copied) => {
    say(copied ? "Copied. Paste it into a mail or a message." : "It could not be copied by itself. It is marked: copy it now.");
    if (!copied) byHand(element);
    button.focus();
  };

  document.querySelectorAll("[data-copies]").forEach((button) => {
    const element = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener("click", async () => {
      say("");
      try {
        await navigator.clipboard.writeText(element.value);
        done(button, element, true);
      } catch {
        done(button, element, byHand(element));
      }
    });
  });

  document.querySelectorAll("[data-copies-rich]").forEach((button) => {
    const element = document.getElementById(button.dataset.copiesRich);
    button.hidden = false;
    button.addEventListener("click", async () => {
      say("");
      try {
        const kinds = { "text/html": element.innerHTML, "text/plain": element.innerText };
        const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        done(button, element, true);
      } catch {
        done(button, element, byHand(element));
      }
    });
  });

  document.querySelectorAll("[data-ticks]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.form.querySelectorAll(`[name=${button.dataset.ticks}]`).forEach((box) => { box.checked = true; });
    });
  });
})();
