// New from text: a field that is entered brings its own words into view in the text as it came, and marks them there.
// Without script the text is scrolled by hand.
"use strict";
(() => {
  const source = document.querySelector(".desk-source pre, .desk-source-text");
  const found = document.querySelector(".desk-found");
  if (!source || !found) return;

  // The source as one string, and where in the page each of its characters stands. Spaces count for nothing: the
  // reader made whole what was wrapped by hand.
  const places = [];
  let letters = "";
  const walker = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    [...walker.currentNode.data].reduce((offset, letter) => {
      if (letter.trim()) {
        letters += letter.length === 1 ? letter : "\ufffd";
        places.push([walker.currentNode, offset]);
      }
      return offset + letter.length;
    }, 0);
  }

  const beginning = (words) => words.replace(/\s+/g, "").slice(0, 40);

  found.addEventListener("focusin", (event) => {
    const part = event.target.closest("fieldset");
    const words = event.target.matches("textarea[name$=words]") ? event.target : part?.querySelector("textarea[name$=words]");
    const start = beginning(words?.value ?? event.target.value ?? "");
    const at = start.length < 8 ? -1 : letters.indexOf(start);
    if (at < 0) return;
    const range = document.createRange();
    const last = places[at + start.length - 1];
    range.setStart(...places[at]);
    range.setEnd(last[0], last[1] + 1);
    const top = range.getBoundingClientRect().top - source.getBoundingClientRect().top;
    source.scrollTop += top - 24;
    if (window.Highlight) CSS.highlights.set("desk-read", new Highlight(range));
  });
})();
