/* Leave this site. Without this script the link works as any link does, and Back returns here.
   With it: a blank page at once, and the page that was left gives up its place in this tab's history; Shift pressed three
   times by itself does the same. Pages read before it stay in the history: /staying-safe-online/ says so. */
(function () {
  "use strict";
  var exit = document.getElementById("exit");
  if (!exit) return;

  var PRESSES = 3;
  var PATIENCE = 5000; // milliseconds between two presses
  var title = document.title;
  var presses = 0;
  var alone = false; // Shift is down, and nothing else has been pressed with it
  var timer = null;
  var cover = null;

  var status = document.createElement("p"); // there from the start, so that what is put into it is announced
  status.className = "hidden";
  status.setAttribute("role", "status");
  var keys = document.createElement("span");
  keys.className = "hidden";
  keys.id = "exit-keys";
  keys.textContent = "Or press the Shift key three times.";
  exit.setAttribute("aria-describedby", keys.id);
  exit.parentNode.appendChild(keys);
  exit.parentNode.appendChild(status);

  function leave() {
    if (!cover) {
      cover = document.createElement("div");
      cover.className = "leaving";
      cover.setAttribute("role", "alert");
      cover.textContent = "Loading.";
      document.body.appendChild(cover);
      document.body.classList.add("left");
      document.title = "Loading";
    }
    window.location.replace(exit.href);
  }

  function forget(words) {
    window.clearTimeout(timer);
    presses = 0;
    alone = false;
    status.textContent = words || "";
  }

  function pressed() {
    presses += 1;
    window.clearTimeout(timer);
    if (presses === PRESSES) {
      status.textContent = "";
      leave();
      return;
    }
    var left = PRESSES - presses;
    status.textContent = "Shift, press " + left + (left === 1 ? " more time" : " more times") + " to leave.";
    timer = window.setTimeout(function () { forget("Leaving by Shift has been cancelled."); }, PATIENCE);
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault(); // with Ctrl too: never another tab, which would leave this one open
    leave();
  });

  // A Shift that makes a capital letter, selects text or opens a window is no press, and starts the count anew.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") {
      if (presses || alone) forget();
    } else if (!event.repeat) {
      alone = !(event.ctrlKey || event.altKey || event.metaKey);
    }
  }, true);
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    pressed();
  }, true);
  document.addEventListener("mousedown", function () { if (alone) forget(); }, true);
  window.addEventListener("blur", function () { alone = false; });

  // A browser may bring the page back as it was left: blank, and half counted.
  window.addEventListener("pageshow", function () {
    forget();
    if (!cover) return;
    cover.remove();
    cover = null;
    document.body.classList.remove("left");
    document.title = title;
  });
})();
