// Add-another rows over Django formsets. Without this script the button sends the form and a row comes back.
import { initAll } from "nhsuk-frontend";
import { autocompletes } from "./autocomplete.js";

function start(box) {
  const list = box.querySelector("[data-rows]");
  const total = box.querySelector(`[name="${box.dataset.prefix}-TOTAL_FORMS"]`);
  const initial = Number(box.querySelector(`[name="${box.dataset.prefix}-INITIAL_FORMS"]`).value);
  const template = box.querySelector("[data-row-template]");
  const said = box.querySelector("[data-rows-said]");
  const add = box.querySelector("[data-add]");
  const one = box.dataset.one;
  const name = one.charAt(0).toUpperCase() + one.slice(1);
  const most = Number(box.dataset.max) || 1000;
  const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
  const shown = () => rows().filter((row) => !row.hidden);

  function renumber() {
    const pattern = new RegExp(`${box.dataset.prefix}-(\\d+)-`, "g");
    rows().forEach((row, index) => {
      for (const element of row.querySelectorAll("*")) {
        for (const attribute of [...element.attributes]) {
          const changed = attribute.value.replace(pattern, `${box.dataset.prefix}-${index}-`);
          if (changed !== attribute.value) element.setAttribute(attribute.name, changed);
        }
      }
    });
    shown().forEach((row, index) => {
      row.querySelector("[data-row-title]").textContent = `${name} ${index + 1}`;
      const remove = row.querySelector("[data-remove] span");
      if (remove) remove.textContent = ` ${one} ${index + 1}`;
    });
    total.value = rows().length;
    add.hidden = shown().length >= most;
  }

  function removable(row) {
    const tick = row.querySelector("[data-remove-box] input");
    if (!tick) return;
    row.querySelector("[data-remove-box]").hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small app-rows__remove-button";
    button.dataset.remove = "";
    button.append("Remove", Object.assign(document.createElement("span"), { className: "nhsuk-u-visually-hidden" }));
    button.addEventListener("click", () => {
      const place = shown().indexOf(row);
      // A row the server knows is marked; a row it has never seen simply goes.
      if (rows().indexOf(row) < initial) {
        tick.checked = true;
        row.hidden = true;
      } else {
        row.remove();
      }
      renumber();
      said.textContent = `${name} ${place + 1} removed`;
      (shown()[Math.max(place - 1, 0)]?.querySelector("input:not([type=hidden]), textarea, select") ?? add).focus();
      box.closest("form")?.dispatchEvent(new Event("change", { bubbles: true }));
    });
    row.append(button);
    if (tick.checked) row.hidden = true;
  }

  add.addEventListener("click", (event) => {
    event.preventDefault();
    const index = rows().length;
    const holder = document.createElement("div");
    holder.append(template.content.cloneNode(true));
    const row = holder.querySelector("[data-row]");
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__prefix__")) {
          element.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", index));
        }
      }
    }
    list.append(row);
    removable(row);
    renumber();
    initAll({ scope: row });
    autocompletes(row);
    said.textContent = `${name} ${shown().length} added`;
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });

  rows().forEach(removable);
  renumber();
}

export function addAnother(root = document) {
  for (const box of root.querySelectorAll("[data-add-another]")) start(box);
}
