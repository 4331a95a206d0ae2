/* A button that copies what stands in a text area, where the browser can; without script the words are selected by hand. */
"use strict";
for (const area of document.querySelectorAll("textarea[data-copy]")) {
  if (!navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "desk-button";
  button.textContent = "Copy the message";
  button.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(area.value);
      said.textContent = "Copied. Paste it into a mail or a message.";
    } catch {
      area.select();
      said.textContent = "It could not be copied. The words are selected: copy them by hand.";
    }
  });
  area.after(button);
}
