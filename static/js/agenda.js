// Dragging an item of an agenda to another place: it presses the same form as its buttons do.
function start(list) {
  let dragged = null;
  const items = [...list.querySelectorAll(":scope > li[data-place]")];
  for (const item of items) {
    const form = item.querySelector("form[data-order]");
    if (form) item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    item.addEventListener("dragend", () => {
      dragged = null;
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      item.classList.add("app-agenda__item--over");
    });
    item.addEventListener("dragleave", () => item.classList.remove("app-agenda__item--over"));
    item.addEventListener("drop", (event) => {
      item.classList.remove("app-agenda__item--over");
      const form = dragged?.querySelector("form[data-order]");
      if (!form || dragged === item) return;
      event.preventDefault();
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "place", value: item.dataset.place }));
      form.submit();
    });
  }
}

export function agendas(root = document) {
  for (const list of root.querySelectorAll("[data-agenda]")) start(list);
}
