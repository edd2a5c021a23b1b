// In a lessons review an action answers factors: list only those that are chosen, as they are chosen.

function start(form) {
  function refresh() {
    const chosen = new Set(
      [...form.querySelectorAll('input[type="checkbox"][name^="factors_"]:checked')].map((box) => box.value),
    );
    for (const group of form.querySelectorAll("[data-row] .nhsuk-checkboxes")) {
      const boxes = [...group.querySelectorAll('input[name$="-answers"]')];
      if (!boxes.length) continue;
      for (const box of boxes) box.closest(".nhsuk-checkboxes__item").hidden = !chosen.has(box.value) && !box.checked;
      let none = group.querySelector("[data-none]");
      if (!none) {
        none = Object.assign(document.createElement("p"), { className: "app-quiet", textContent: "No factor is chosen in step 3 (2) yet." });
        none.dataset.none = "";
        group.append(none);
      }
      none.hidden = boxes.some((box) => !box.closest(".nhsuk-checkboxes__item").hidden);
    }
  }

  form.addEventListener("change", refresh);
  const watched = new MutationObserver(refresh);
  for (const list of form.querySelectorAll("[data-rows]")) watched.observe(list, { childList: true });
  refresh();
}

export function lessons(root = document) {
  for (const form of root.querySelectorAll("form[data-lessons]")) start(form);
}
