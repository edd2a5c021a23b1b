// The matrix and the form's two scales follow each other, and the answer is said in words.
function start(table) {
  const form = table.closest("form");
  if (!form) return;
  const said = table.closest(".app-matrix-frame").parentElement.querySelector("[data-matrix-said]");
  const names = { likelihood: table.dataset.likelihoodName, severity: table.dataset.severityName };
  const cells = [...table.querySelectorAll("td[data-score]")];

  const chosen = (name) => {
    const control = form.elements[name];
    return control ? (control.value ?? "") : "";
  };

  function show() {
    const likelihood = chosen(names.likelihood);
    const severity = chosen(names.severity);
    let words = "";
    for (const cell of cells) {
      const picked = cell.dataset.likelihood === likelihood && cell.dataset.severity === severity;
      cell.classList.toggle("app-matrix__cell--picked", picked);
      cell.querySelector("button")?.setAttribute("aria-pressed", String(picked));
      if (picked) words = `Likelihood ${likelihood} × severity ${severity} = ${cell.dataset.score}: ${cell.dataset.colour}`;
    }
    if (said && said.textContent !== words) said.textContent = words;
  }

  function choose(name, value) {
    for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
      if (control.type !== "radio" || control.checked) control.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-score]");
    if (!cell || !event.target.closest("button")) return;
    choose(names.likelihood, cell.dataset.likelihood);
    choose(names.severity, cell.dataset.severity);
    show();
  });
  form.addEventListener("change", show);
  show();
}

export function matrices(root = document) {
  for (const table of root.querySelectorAll("table[data-matrix]")) start(table);
}
