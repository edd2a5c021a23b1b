// Saves what is being typed: form[data-draft-url]. Says when, and says plainly when it could not.
import { clock, post, tokenOf } from "./request.js";
import { renewed } from "./session.js";

const WAIT_MS = 1500;

export function bodyOf(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") body.append(name, value);
  }
  return body;
}

// Pages may say when they were saved last; others get a place for it above their buttons.
function placed(form) {
  const said = document.createElement("p");
  said.className = "app-saved";
  said.setAttribute("role", "status");
  form.querySelector(".app-buttons")?.before(said) ?? form.append(said);
  return said;
}

function start(form) {
  const said = form.querySelector("[data-saved]") ?? placed(form);
  let timer = 0;
  let last = bodyOf(form).toString();
  let stopped = false;
  let running = false;

  const say = (text, kept) => {
    said.textContent = text;
    // The same words beside what is being typed, where a long page keeps room for them.
    for (const here of document.querySelectorAll("[data-saved-here]")) here.textContent = text;
    said.classList.toggle("app-saved--not", !kept);
  };

  async function save() {
    timer = 0;
    const body = bodyOf(form);
    if (stopped || body.toString() === last) return;
    if (running) return later();
    running = true;
    try {
      const answer = await post(form.dataset.draftUrl, body, tokenOf(form));
      if (stopped) return;
      if (answer.ok) {
        last = body.toString();
        renewed();
        say(`Draft saved ${clock()}`, true);
      } else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
        say("Not saved: you have been signed out. Copy what you typed, then sign in again.", false);
      } else {
        say(`Not saved at ${clock()}: the service could not keep the draft. What you typed is still here, and will be tried again.`, false);
        later(15000);
      }
    } catch {
      if (!stopped) say(`Not saved at ${clock()}: no connection. What you typed is still here, and will be saved when it is back.`, false);
      later(15000);
    } finally {
      running = false;
    }
  }

  function later(wait = WAIT_MS) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  }

  form.addEventListener("input", () => later());
  form.addEventListener("change", () => later());
  window.addEventListener("online", () => later(0));
  form.addEventListener("submit", (event) => {
    // The browser's own page about a lost connection would take the place of what was typed.
    if (!navigator.onLine) {
      event.preventDefault();
      say("Not sent: no connection. What you typed is still here. Send it again when the connection is back.", false);
      return;
    }
    stopped = true;
    clearTimeout(timer);
  });
  // Somebody who leaves the page before the pause is over loses nothing either.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer) save();
  });
}

export function drafts(root = document) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) start(form);
}
