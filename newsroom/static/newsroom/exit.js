/* Leave this site. Without this script the link works as any link does, and Back returns here.
   With it, the page that was left gives up its place in this tab's history. Pages read before it stay there:
   /staying-safe-online/ says so. */
(function () {
  "use strict";
  var exit = document.getElementById("exit");
  if (!exit) return;
  exit.addEventListener("click", function (event) {
    event.preventDefault();
    window.location.replace(exit.href);
  });
})();
