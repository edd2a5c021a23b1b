// Pieces of a page that follow what happens elsewhere: [data-live]. Says so when they no longer do.
import { clock } from "./request.js";
import { renewed } from "./session.js";

const LOST_MS = 15000;

export function live() {
  const lost = document.querySelector("[data-live-lost]");
  if (!lost) return;
  let heard = Date.now();

  document.addEventListener("htmx:after:request", (event) => {
    const answer = event.detail?.ctx?.response;
    if (!answer || answer.status >= 400) return;
    heard = Date.now();
    // The server counts each question as being there: so does the page, which may stand open for hours.
    renewed();
    lost.hidden = true;
  });

  setInterval(() => {
    if (!document.querySelector("[data-live]") || Date.now() - heard < LOST_MS || !lost.hidden) return;
    lost.textContent = `Not up to date since ${clock(new Date(heard))}: no connection. It goes on by itself when it is back.`;
    lost.hidden = false;
  }, 2000);
}
