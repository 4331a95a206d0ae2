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
