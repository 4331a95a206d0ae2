// The label of the zone (GMT or BST) and the instant in words, while a time is being typed. The browser's own time-zone
// data; the server makes both again when the form is saved, and asks which is meant where a time comes twice.
"use strict";
(() => {
  const MINUTE = 60000;

  // What clocks in the zone show at an instant, as [YYYY-MM-DD, HH:MM].
  const shown = (instant, zone) => {
    const parts = Object.fromEntries(
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      }).formatToParts(instant).map((part) => [part.type, part.value]),
    );
    return [`${parts.year}-${parts.month}-${parts.day}`, `${parts.hour}:${parts.minute}`];
  };

  // The instants at which clocks in the zone show it: none, one or two.
  const meanings = (day, time, zone) => {
    const asIfUtc = Date.parse(`${day}T${time}:00Z`);
    const found = [];
    for (let minutes = -14 * 60; minutes <= 12 * 60; minutes += 15) {
      const instant = new Date(asIfUtc + minutes * MINUTE);
      const [d, t] = shown(instant, zone);
      if (d === day && t === time) found.push(instant);
    }
    return found;
  };

  const label = (instant, zone) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" })
      .formatToParts(instant).find((part) => part.type === "timeZoneName").value;

  const words = (instant, zone) => {
    const day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
    return `${shown(instant, zone)[1]} ${label(instant, zone)}, ${day.format(instant).replace(",", "")}`;
  };

  const watch = (row) => {
    const zone = row.dataset.zone;
    const [day, time] = row.querySelectorAll("input");
    const beside = row.querySelector(".desk-zone");
    const said = row.querySelector(".desk-instant-words");
    const say = () => {
      const which = row.querySelector("select");
      if (which) which.hidden = true;  // it was for another time; the server asks again
      beside.textContent = said.textContent = "";
      if (!day.value || !time.value) return;
      const found = meanings(day.value, time.value.slice(0, 5), zone);
      if (found.length === 1) {
        beside.textContent = label(found[0], zone);
        said.textContent = words(found[0], zone);
      } else if (found.length === 2) {
        said.textContent = "The clocks show this time twice that night. You will be asked which.";
        if (which) which.hidden = false;
      } else {
        said.textContent = "The clocks never show this time that day.";
      }
    };
    [day, time].forEach((input) => input.addEventListener("input", say));
  };

  const begin = () => document.querySelectorAll(".desk-instant").forEach(watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
