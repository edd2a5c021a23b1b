// Sends many files one after another, so that one refused file never costs the others.
import { tokenOf } from "./request.js";
import { renewed } from "./session.js";

function sendOne(form, field, file, onPart) {
  const body = new FormData(form);
  body.delete(field.name);
  body.append(field.name, file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", tokenOf(form));
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onPart(Math.floor((event.loaded / event.total) * 100));
    });
    const refused = (sentence) => resolve({ error: sentence });
    request.addEventListener("error", () => refused(`${file.name} was not sent: the connection was lost. Choose it again.`));
    request.addEventListener("load", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // Not our JSON: the session ended, or a proxy refused the size.
      }
      if (request.status < 300 && !answer.error && Object.keys(answer).length) {
        renewed();
        resolve(answer);
      } else if (request.status === 413) {
        refused(`${file.name} is too large to send.`);
      } else {
        refused(answer.error ?? `${file.name} was not kept. Reload the page and choose it again.`);
      }
    });
    request.send(body);
  });
}

// What is kept already stands in the list of the page, too; where that fails, the link leads to it.
async function showKept(url) {
  const shown = document.querySelector("[data-kept-list]");
  if (!shown) return;
  try {
    const answer = await fetch(url, { redirect: "error" });
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-kept-list]");
    if (answer.ok && now) shown.replaceChildren(...now.childNodes);
  } catch {
    // The link stays.
  }
}

function start(form) {
  const field = form.querySelector("input[type=file]");
  const progress = form.querySelector("[data-progress]");
  const list = form.querySelector("[data-files]");
  const limit = Number(form.dataset.limitMb);
  let busy = false;
  field.multiple = true;

  const line = (name, kept, words) => {
    const item = document.createElement("li");
    item.className = `app-upload__file app-upload__file--${kept ? "kept" : "refused"}`;
    const word = Object.assign(document.createElement("span"), { className: "app-upload__word", textContent: kept ? "Kept: " : "Not kept: " });
    item.append(word, words ?? name);
    list.append(item);
  };

  form.addEventListener("submit", async (event) => {
    if (field.files.length === 0) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    list.replaceChildren();
    // What was wrong before is over: the page is not made anew.
    for (const old of document.querySelectorAll(".nhsuk-error-summary")) {
      if (old.querySelector(`[href="#${field.id}"]`)) old.remove();
    }
    for (const old of form.querySelectorAll(".nhsuk-error-message")) old.remove();
    for (const old of form.querySelectorAll(".nhsuk-form-group--error")) old.classList.remove("nhsuk-form-group--error");
    const files = [...field.files];
    let kept = 0;
    for (const [index, file] of files.entries()) {
      const place = `Sending ${index + 1} of ${files.length}: ${file.name}`;
      progress.textContent = place;
      if (limit && file.size > limit * 1024 * 1024) {
        line(file.name, false, `${file.name} is ${Math.round(file.size / 1048576)} MB. The largest file that can be sent is ${limit} MB.`);
        continue;
      }
      let tens = 0;
      const answer = await sendOne(form, field, file, (percent) => {
        if (Math.floor(percent / 10) > tens) {
          tens = Math.floor(percent / 10);
          progress.textContent = `${place}, ${tens * 10}%`;
        }
      });
      if (answer.error) {
        line(file.name, false, answer.error);
      } else {
        kept += 1;
        line(answer.name ?? file.name, true, answer.words);
      }
    }
    busy = false;
    const lost = files.length - kept;
    progress.textContent = lost ? `${kept} of ${files.length} kept. ${lost} not kept: see below.` : `${kept === 1 ? "1 file" : `All ${kept} files`} kept.`;
    field.value = "";
    if (!lost && form.dataset.doneUrl) window.location.assign(form.dataset.doneUrl);
    else if (kept && form.dataset.doneUrl) {
      const link = Object.assign(document.createElement("a"), { className: "nhsuk-link", href: form.dataset.doneUrl, textContent: "See all documents" });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
      await showKept(form.dataset.doneUrl);
    }
  });
}

export function uploadMany(root = document) {
  for (const form of root.querySelectorAll("form[data-upload-many]")) start(form);
}
