// A second click on the same button does nothing; the button stays as readable as before.
const AGAIN_MS = 10000;

export function submitOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-upload-many")) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < AGAIN_MS) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = String(Date.now());
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  // Coming back with the browser's own button finds a form that works.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });
}
