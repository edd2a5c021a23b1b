// Two minutes before the session ends, asks whether to stay. Several tabs share one clock.
import { post, tokenOf } from "./request.js";

const KEY = "lotus-last-seen";
let seen = Date.now();

export function renewed() {
  seen = Date.now();
  try {
    localStorage.setItem(KEY, String(seen));
  } catch {
    // Private windows may refuse; each tab then keeps its own clock.
  }
}

function lastSeen() {
  try {
    return Math.max(seen, Number(localStorage.getItem(KEY)) || 0);
  } catch {
    return seen;
  }
}

export function sessionWarning() {
  const seconds = Number(document.body.dataset.sessionSeconds);
  const dialog = document.getElementById("session-warning");
  if (!seconds || !dialog?.showModal) return;
  const warn = Math.min(Number(dialog.dataset.warnSeconds), seconds / 2);
  const minutes = dialog.querySelector("[data-minutes]");
  const announce = dialog.querySelector("[data-announce]");
  renewed();

  function check() {
    const left = Math.round(seconds - (Date.now() - lastSeen()) / 1000);
    if (left <= 0) {
      // The page is about somebody: it does not stay on the screen.
      dialog.close();
      window.location.assign(window.location.pathname + window.location.search);
      return;
    }
    if (left > warn) {
      if (dialog.open) dialog.close();
    } else {
      const words = left > 60 ? "2 minutes" : left > 30 ? "1 minute" : `${Math.ceil(left / 10) * 10} seconds`;
      if (minutes.textContent !== words) minutes.textContent = words;
      if (!dialog.open) dialog.showModal();
      const said = `You will be signed out in ${words}.`;
      if (announce.textContent !== said) announce.textContent = said;
    }
    setTimeout(check, left > warn ? Math.min((left - warn) * 1000, 30000) : 1000);
  }

  async function stay() {
    try {
      const answer = await post(dialog.dataset.stayUrl, new URLSearchParams(), tokenOf(dialog));
      if (answer.ok) {
        renewed();
        dialog.close();
      } else {
        window.location.assign(window.location.pathname + window.location.search);
      }
    } catch {
      announce.textContent = "That did not work: no connection. Please try again.";
      announce.classList.remove("nhsuk-u-visually-hidden");
    }
  }

  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  check();
}
