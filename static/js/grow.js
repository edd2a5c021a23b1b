// A text box is as tall as what is typed into it, where the browser does not see to that itself.
export function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = (box) => {
    if (box.scrollHeight > box.clientHeight) box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };
  document.querySelectorAll("textarea").forEach(fit);
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) fit(event.target);
  });
}
