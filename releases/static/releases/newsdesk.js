// The newsdesk, where script runs: rows are moved by buttons, and the time is asked for only where one is needed.
// Without script every position is a number to type, and every field stands.
"use strict";
(() => {
  const rich = (row) => [...row.querySelectorAll("textarea[data-type=ckeditortype]")];

  // An editor's frame loses its text when it is moved in the page, so it is taken down first and put up again after.
  const move = (row, place) => {
    const editors = rich(row).filter((area) => window.CKEDITOR && CKEDITOR.instances[area.id]);
    editors.forEach((area) => CKEDITOR.instances[area.id].destroy());
    place();
    editors.forEach((area) => CKEDITOR.replace(area.id, JSON.parse(area.dataset.config)));
    number(row.closest(".inline-group"));
  };

  const rows = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];

  const number = (group) => {
    rows(group).forEach((row, index) => {
      const position = row.querySelector("input.position");
      if (position) position.value = index + 1;
    });
  };

  const buttons = (row) => {
    const head = row.querySelector("h3");
    if (!head || !row.querySelector("input.position") || row.querySelector(".position-buttons")) return;
    const span = document.createElement("span");
    span.className = "position-buttons";
    for (const [words, step] of [["Move up", -1], ["Move down", 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => {
        const all = rows(row.closest(".inline-group"));
        const other = all[all.indexOf(row) + step];
        if (!other) return;
        move(row, () => (step < 0 ? other.before(row) : other.after(row)));
        button.focus();
      });
      span.append(button);
    }
    head.append(span);
  };

  const time = () => {
    const modes = [...document.querySelectorAll("input[name=public_mode]")];
    const row = document.querySelector(".field-wanted_at");
    if (!modes.length || !row) return;
    const show = () => {
      const chosen = modes.find((mode) => mode.checked);
      const typed = [...row.querySelectorAll("input")].some((input) => input.value);
      row.hidden = !typed && (!chosen || chosen.value === "as_signed");
    };
    modes.forEach((mode) => mode.addEventListener("change", show));
    show();
  };

  // A statement has a speaker; narrative has none.
  const speaker = (row) => {
    const type = row.querySelector("select[name$=-type]");
    if (!type) return;
    const fields = row.querySelectorAll(
      ".form-row.field-speaker_kind, .form-row.field-spokesperson, .form-row.field-speaker_name, .form-row.field-speaker_role, .form-row.field-lead_in, .form-row.field-attribution",
    );
    const show = () => {
      const hidden = type.value === "narrative";
      fields.forEach((field) => { field.hidden = hidden; });
      if (hidden) {
        row.querySelectorAll("[name$=-speaker_kind], [name$=-spokesperson]").forEach((input) => { input.value = ""; });
      }
    };
    type.addEventListener("change", show);
    show();
  };

  // A form that was refused comes back with its stored rows first: put where their positions say, before the editors are
  // drawn, or the next move would number them by where they happen to stand.
  const inOrder = (group) => {
    const place = (row) => Number(row.querySelector("input.position")?.value) || Infinity;
    const all = rows(group);
    const sorted = [...all].sort((one, other) => place(one) - place(other) || all.indexOf(one) - all.indexOf(other));
    if (sorted.some((row, index) => row !== all[index])) sorted.forEach((row) => group.querySelector(".empty-form").before(row));
  };

  const begin = () => {
    document.body.classList.add("scripted");
    document.querySelectorAll(".inline-group").forEach((group) => { if (group.querySelector(".empty-form")) inOrder(group); });
    document.querySelectorAll(".inline-related:not(.empty-form)").forEach((row) => { buttons(row); speaker(row); });
    time();
    document.addEventListener("formset:added", (event) => {
      buttons(event.target);
      speaker(event.target);
      number(event.target.closest(".inline-group"));
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
