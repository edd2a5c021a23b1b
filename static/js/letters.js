// The letter beside its text follows what is typed, and so do the checks. Without this, "Save and show" does it.
const WAIT = 700;
const frame = document.getElementById("letter-frame");
const form = document.getElementById("letter-form");
const checks = document.getElementById("letter-checks");

let asking;

async function ask(url, signal) {
  const answer = await fetch(url, { method: "POST", body: new FormData(form), redirect: "error", signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

async function show() {
  // What was asked before is of older words: its answer may come later than this one's.
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const [letter, found] = await Promise.all([ask(frame.dataset.previewUrl, signal), ask(frame.dataset.checksUrl, signal)]);
    // Only the body is put in place of the old one, so that the place one was reading stays.
    frame.contentDocument.body.className = letter.className;
    frame.contentDocument.body.replaceChildren(...letter.childNodes);
    if (checks.innerHTML !== found.innerHTML) checks.replaceChildren(...found.childNodes);
  } catch {
    // What was shown last stays; saving shows the letter anew.
  }
}

if (frame && form && checks) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  // What was kept of an earlier visit, or came back with an error, is not what the frame has loaded.
  frame.addEventListener("load", show, { once: true });
  if (frame.contentDocument?.readyState === "complete") show();
}
