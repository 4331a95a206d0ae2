// Files of a release: dropped anywhere on their part of the form, or chosen, several at once. Each is sent as it comes,
// with how far it is beside it, and a refusal in words; it is attached when the release is saved. Without script, or
// without a connection, a file that was chosen goes with the save.
"use strict";
(() => {
  const start = () => {
    const place = document.getElementById("desk-editing");
    const group = document.getElementById("attachments-group");
    const add = group && group.querySelector(".add-row a");
    if (!place || !group) return;
    const form = group.closest("form");
    const files = (event) => [...event.dataTransfer.types].includes("Files");

    const beside = (row) => {
      let line = row.querySelector(".desk-sending");
      if (!line) {
        line = document.createElement("div");
        line.className = "desk-sending";
        const bar = document.createElement("progress");
        bar.max = 100;
        bar.setAttribute("aria-label", "Sent so far");
        const words = document.createElement("p");
        words.setAttribute("role", "status");
        line.append(bar, words);
        row.querySelector("input[type=file]").after(line);
      }
      return [line, line.querySelector("progress"), line.querySelector("p")];
    };

    // One after the other: on a phone several at once are all slow.
    let last = Promise.resolve();
    const send = (row, file) => {
      const words = beside(row)[2];
      words.textContent = `“${file.name}” is next …`;
      last = last.then(() => sendNow(row, file));
    };

    const sendNow = (row, file) => new Promise((done) => {
      const [line, bar, words] = beside(row);
      const input = row.querySelector("input[type=file]");
      const waiting = row.querySelector("input[name$=-waiting]");
      const title = row.querySelector("input[name$=-title]");
      const shown = row.querySelector("select[name$=-shown]");
      if (!title.value) title.value = file.name.replace(/\.[^.]*$/, "").replace(/[_-]+/g, " ");
      line.classList.remove("refused");
      bar.hidden = false;
      bar.value = 0;
      words.textContent = `Sending “${file.name}” …`;
      const data = new FormData();
      data.set("csrfmiddlewaretoken", form.querySelector("input[name=csrfmiddlewaretoken]").value);
      data.set("file", file);
      const request = new XMLHttpRequest();
      row.sending = request;
      const end = (told, refused) => {
        done();
        if (row.sending !== request) return;  // another file was chosen meanwhile
        bar.hidden = true;
        words.textContent = told;
        line.classList.toggle("refused", refused);
      };
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = (100 * event.loaded) / event.total;
        if (event.loaded === event.total) words.textContent = `“${file.name}” is sent, and is being looked through …`;
      });
      request.addEventListener("load", () => {
        const answer = request.responseURL.includes(place.dataset.files) && request.response;
        if (!answer) return end("It could not be sent. It stays chosen, and goes with the save.", true);
        input.value = "";
        if (answer.refused) return end(answer.refused, true);
        waiting.value = answer.waiting;
        if (shown && answer.is_picture) shown.value = "picture";
        end(answer.told, false);
        form.dispatchEvent(new Event("change"));
      });
      request.addEventListener("error", () => end("No connection. The file stays chosen, and goes with the save.", true));
      request.open("POST", place.dataset.files);
      request.responseType = "json";
      request.send(data);
    });

    const another = (file) => {
      add.click();
      const rows = group.querySelectorAll(".inline-related:not(.empty-form)");
      const row = rows[rows.length - 1];
      const chosen = new DataTransfer();
      chosen.items.add(file);
      row.querySelector("input[type=file]").files = chosen.files;  // it goes with the save should it not be sent now
      send(row, file);
    };

    group.addEventListener("change", (event) => {
      const row = event.target.closest(".inline-related");
      if (event.target.type === "file" && row && event.target.files.length) send(row, event.target.files[0]);
    });
    if (add) {
      const label = document.createElement("label");
      label.className = "desk-add-files";
      label.append("Drop files here, or choose one or more: ");
      const many = document.createElement("input");
      many.type = "file";
      many.multiple = true;
      label.append(many);
      many.addEventListener("change", (event) => {
        event.stopPropagation();
        [...many.files].forEach(another);
        many.value = "";
      });
      group.querySelector("h2").after(label);
    }
    // A file that misses its place must not take the whole page with it.
    document.addEventListener("dragover", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      group.classList.toggle("over", group.contains(event.target));
    });
    document.addEventListener("dragleave", () => group.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      if (!files(event)) return;
      event.preventDefault();
      group.classList.remove("over");
      if (add && group.contains(event.target)) [...event.dataTransfer.files].forEach(another);
    });
  };
  // After the script that draws "Add another", which is soon; where nothing may be added it never is.
  const whenDrawn = () => {
    const drawn = document.querySelector("#attachments-group .add-row a");
    if (drawn || document.readyState === "complete") start();
    else setTimeout(whenDrawn, 50);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whenDrawn);
  else whenDrawn();
})();
