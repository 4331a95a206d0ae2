/* Keeps the countdowns of the desk's front page true while it stays open: the same words as releases/duties.py writes,
   counted to the instant that stands beside each. When one has come, the page is fetched anew, once a minute at most. */
(function () {
  "use strict";
  var minute = 60000;
  // The page was made at an instant of the server's; a clock that is wrong here must not make it count wrongly.
  var front = document.querySelector("[data-now]");
  if (!front) return;
  var ahead = Date.now() - Date.parse(front.getAttribute("data-now"));
  var opened = Date.now();

  function words(left) {
    var all = Math.floor(left / minute), days = Math.floor(all / 1440), hours = Math.floor(all % 1440 / 60), rest = all % 60;
    if (days) return "in " + days + " day" + (days > 1 ? "s" : "") + " " + hours + " h";
    if (hours) return "in " + hours + " h " + rest + " min";
    return rest ? "in " + rest + " min" : "in less than a minute";
  }

  function tick() {
    var now = Date.now() - ahead, come = false;
    front.querySelectorAll("time[datetime]").forEach(function (time) {
      var left = Date.parse(time.dateTime) - now, said = time.querySelector("[data-countdown]");
      if (!said) return;
      if (left <= 0) { come = true; said.textContent = "now"; return; }
      said.textContent = words(left);
      if (left <= 60 * minute) time.closest("li").classList.add("soon");
    });
    if (come && Date.now() - opened > minute && document.visibilityState === "visible") location.reload();
  }
  setInterval(tick, 5000);
  document.addEventListener("visibilitychange", tick);
})();
