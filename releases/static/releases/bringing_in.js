// New from text, where script runs: a file may be dropped anywhere on the form, and a paste from Word or a page keeps its
// bold, lists and links. Without script the file is chosen, and a paste is words.
"use strict";
(() => {
  const form = document.querySelector(".desk-drop");
  if (!form) return;
  const file = form.querySelector("input[type=file]");
  const source = form.querySelector("textarea[name=source]");
  const rich = form.querySelector("input[name=rich]");

  form.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });

  // A long document takes a while to be read; a second press does nothing meanwhile (releases/editing.js).
  const doing = document.createElement("p");
  doing.className = "desk-reading";
  doing.setAttribute("role", "status");
  form.append(doing);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const chosen = file.files[0];
    doing.textContent = chosen ? `Sending and reading “${chosen.name}”. A long document takes a minute; keep this page open.` : "Reading the text …";
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", "At work");
    doing.append(bar);
  });
  window.addEventListener("pageshow", () => { doing.textContent = ""; });

  // The rich copy stands only for exactly what was pasted: one key pressed afterwards, and the words alone count.
  let pasting = false;
  source.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    pasting = Boolean(html) && !source.value.trim();
    if (pasting) rich.value = html;
  });
  source.addEventListener("input", () => {
    if (!pasting) rich.value = "";
    pasting = false;
  });
})();
