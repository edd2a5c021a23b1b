// Words that are marked in a part of the review get a button that withholds them. Without this, they are
// copied and pasted into the box.
const PASSAGE = /\s+/g;

function marked(text) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  const within = [...text.querySelectorAll("[data-words]")].some(
    (words) => words.contains(range.startContainer) && words.contains(range.endContainer),
  );
  return within ? selection.toString().replace(PASSAGE, " ").trim() : "";
}

for (const text of document.querySelectorAll("[data-sharing] [data-text]")) {
  const part = text.closest("section");
  const choice = part.querySelector("input[type='radio'][value='words']");
  const box = part.querySelector("textarea");
  if (!choice || !box || !text.querySelector("[data-words]")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  button.textContent = "Withhold the words I marked";
  const said = document.createElement("p");
  said.className = "app-quiet";
  said.setAttribute("role", "status");
  const place = document.createElement("div");
  place.append(button, said);
  place.hidden = !choice.checked;
  // The selection is gone once the button has the focus.
  let kept = "";
  document.addEventListener("selectionchange", () => {
    const now = marked(text);
    if (now || !part.contains(document.activeElement)) kept = now;
    place.hidden = !kept && !choice.checked;
  });
  part.addEventListener("change", () => {
    place.hidden = !kept && !choice.checked;
  });
  button.addEventListener("click", () => {
    const words = marked(text) || kept;
    if (!words) {
      said.textContent = "Mark words in the text above first. Words of one paragraph can be marked at a time.";
      return;
    }
    if (!choice.checked) choice.click();
    const lines = box.value.split("\n").filter((line) => line.trim());
    if (!lines.includes(words)) lines.push(words);
    box.value = lines.join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = `“${words}” will be withheld. Choose the reason below.`;
    kept = "";
  });
  text.append(place);
}
