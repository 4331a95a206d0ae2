/* Copy buttons for journalists. Without this script the buttons are not there, and the words stand to be selected. */
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var from = document.getElementById(button.getAttribute("data-copy"));
    var said = document.getElementById(button.getAttribute("data-said"));
    if (!from || !said || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(from.textContent.trim()).then(
        function () { said.textContent = button.getAttribute("data-done"); },
        function () { said.textContent = "The browser did not allow it: select the words, and copy them."; }
      );
    });
  });
})();
