// While a page is typed into. What was typed is kept on the server a few seconds after typing stops, for its person
// alone; nothing is kept in the browser, because the desk's machines are shared. Without a connection, or signed out, the
// words stay on the page, and the page is not left. Every twenty seconds it says that it is open, and hears who else is.
"use strict";
(() => {
  const QUIET = 3000, OFTEN = 15000, PATIENCE = 8000, AGAIN = 10000;  // ms
  const OFFLINE = "No connection. Your words are on this page: keep it open. They are kept as soon as the connection is back; then press Save again.";
  const OTHER = "Somebody else is signed in here now. Your words are on this page: sign in again as yourself in another tab, and press Save here.";
  const OUT = "You have been signed out. Your words are on this page: keep it open, ";

  const start = () => {
    const place = document.getElementById("desk-editing");
    const form = place && place.closest("form");
    if (!form) return;
    const line = (name) => document.querySelector(name) || document.createElement("p");
    const kept = line(".desk-kept"), trouble = line(".desk-trouble");

    let changed = place.dataset.changed === "yes";  // since it was last saved
    let waiting = 0, since = 0, keeping = null, sending = false, again = 0;

    // Said once: what is said over and over is heard no more.
    const say = (where, words, link) => {
      if (where.dataset.said === words) return;
      where.dataset.said = words;
      where.textContent = words;
      if (words && link) {
        const anchor = document.createElement("a");
        anchor.href = link[1];
        anchor.target = "_blank";
        anchor.textContent = link[0];
        where.append(link[2] || " ", anchor, ".");
      }
    };

    const ask = async (address, data) => {
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), PATIENCE);
      try {
        const options = { redirect: "manual", credentials: "same-origin", cache: "no-store", signal: stop.signal };
        return await fetch(address, data ? { ...options, method: "POST", body: data } : options);
      } finally {
        clearTimeout(timer);
      }
    };

    const token = () => form.querySelector("input[name=csrfmiddlewaretoken]").value;

    // "" when the form may be sent now; else why not, in words. A new sign-in brings a new token with it.
    const obstacle = async () => {
      let answer;
      try {
        answer = await ask(place.dataset.keep);
      } catch {
        return "offline";
      }
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "out";
      if (!answer.ok) return "offline";
      const who = await answer.json();
      if (String(who.user) !== place.dataset.user) return "other";
      document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = who.token; });
      return "";
    };

    const tell = (why) => {
      if (why === "offline") say(trouble, OFFLINE);
      else if (why === "out") say(trouble, OUT, ["sign in again in another tab, and press Save here", place.dataset.login]);
      else say(trouble, why === "other" ? OTHER : why);
    };

    const fields = () => {
      if (window.CKEDITOR) Object.values(CKEDITOR.instances).forEach((editor) => editor.updateElement());
      const data = new FormData(form);
      for (const name of [...data.keys()]) {
        if (name.includes("__prefix__") || data.getAll(name).some((value) => value instanceof File)) data.delete(name);
      }
      data.set("place", place.dataset.place);
      if (place.dataset.release) data.set("release", place.dataset.release);
      return data;
    };

    const keepNow = async () => {
      clearTimeout(waiting);
      clearTimeout(again);
      waiting = since = 0;
      if (sending || !changed) return;
      let answer = null;
      try {
        answer = await ask(place.dataset.keep, fields());
        if (answer.status === 403 && !(await obstacle())) answer = await ask(place.dataset.keep, fields());
      } catch {
        tell("offline");
      }
      if (answer && (answer.type === "opaqueredirect" || answer.status === 403)) tell("out");
      else if (answer && (answer.ok || answer.status === 409 || answer.status === 400)) {
        const told = await answer.json();
        tell(told.refused || "");
        if (told.kept) say(kept, `Not saved yet. Your words are kept for you alone, ${told.kept}.`);
        return;
      } else if (answer) tell("offline");
      again = setTimeout(keep, AGAIN);
    };

    const keep = () => { keeping = keepNow().finally(() => { keeping = null; }); return keeping; };

    const touched = () => {
      changed = true;
      const now = Date.now();
      since = since || now;
      clearTimeout(waiting);
      waiting = setTimeout(keep, Math.max(0, Math.min(QUIET, since + OFTEN - now)));
    };

    // --- leaving and sending ---------------------------------------------------------------------------------------

    window.addEventListener("beforeunload", (event) => { if (changed && !sending) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && waiting) keep(); });
    window.addEventListener("online", () => { if (changed && !sending) keep(); });
    document.querySelectorAll("a[data-leaves]").forEach((link) => link.addEventListener("click", () => { sending = true; }));

    let asked = false;
    form.addEventListener("submit", async (event) => {
      if (sending) { event.preventDefault(); return; }  // a second press of the button
      if (asked) { asked = false; sending = true; return; }
      event.preventDefault();
      const button = event.submitter;
      clearTimeout(waiting);
      if (keeping) await keeping;  // or it would come after the save, and be offered as unsaved
      const why = await obstacle();
      tell(why);
      if (why) { again = setTimeout(keep, AGAIN); return; }
      await keep();  // should the connection break in the middle of the save
      if (sending) return;
      clearTimeout(again);
      asked = true;
      form.requestSubmit(button);
    });
    window.addEventListener("pageshow", () => { sending = asked = false; });

    const save = () => {
      const button = form.querySelector("[name=_save], [type=submit]:not([disabled]):not([name=over])");
      if (button) form.requestSubmit(button);
    };
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
        event.preventDefault();
        save();
      }
    });

    // --- what counts as typing -------------------------------------------------------------------------------------

    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    document.addEventListener("formset:added", (event) => { if (form.contains(event.target)) touched(); });
    document.addEventListener("formset:removed", touched);
    const editors = () => {
      if (!window.CKEDITOR) return;
      const watch = (editor) => {
        editor.on("change", () => { if (editor.checkDirty()) touched(); });
        // Tab leaves the editor, lists too, where CKEditor would move the item in (WCAG 2.1.2): no key is a trap.
        editor.on("key", (event) => { if ([9, CKEDITOR.SHIFT + 9].includes(event.data.keyCode)) event.stop(); }, null, null, 1);
        editor.on("key", (event) => {
          if (event.data.keyCode === CKEDITOR.CTRL + 83) { event.cancel(); save(); }
        });
      };
      Object.values(CKEDITOR.instances).filter((editor) => editor.status === "ready").forEach(watch);
      CKEDITOR.on("instanceReady", (event) => watch(event.editor));
    };

    // --- who else has it open --------------------------------------------------------------------------------------

    const open = async () => {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", token());
      data.set("seen_saves", form.querySelector("[name=seen_saves]")?.value ?? "");
      try {
        const answer = await ask(place.dataset.open, data);
        if (!answer.ok) return;
        const told = await answer.json();
        say(line(".desk-others"), told.others.join(" "));
        say(line(".desk-saved-meanwhile"), told.saved, ["Read it in another tab", place.dataset.stored]);
      } catch {
        // without a connection nobody is heard of; what is typed says so itself
      }
    };

    const begin = () => {
      editors();
      if (!place.dataset.open) return;
      setInterval(open, Number(place.dataset.every) * 1000);
      document.addEventListener("visibilitychange", () => { if (!document.hidden) open(); });
    };

    begin();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
