// The summary of what is wrong takes the focus when the page opens, and each of its links moves it to the field, into
// the rich-text editor too. Without script the links lead to the fields all the same.
"use strict";
(() => {
  const focus = (id) => {
    const target = document.getElementById(id);
    if (!target) return false;
    const editor = window.CKEDITOR && CKEDITOR.instances[id];
    const row = target.closest(".form-row[hidden]");
    if (row) row.hidden = false;
    if (editor) {
      editor.container.$.scrollIntoView({ block: "center" });
      editor.focus();
      return true;
    }
    target.scrollIntoView({ block: "center" });
    if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    return true;
  };

  const begin = () => {
    const places = document.querySelectorAll("#problems, .desk-stale");
    places.forEach((place) => place.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link && focus(link.hash.slice(1))) event.preventDefault();
    }));
    const first = document.querySelector("#problems, #both-texts");
    if (!first) return;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
