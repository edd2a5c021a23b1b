// A long list becomes a box to type in: select[data-autocomplete].
import accessibleAutocomplete from "accessible-autocomplete";

export function autocompletes(root = document) {
  for (const select of root.querySelectorAll("select[data-autocomplete]")) {
    if (select.dataset.enhanced) continue;
    select.dataset.enhanced = "true";
    const described = select.getAttribute("aria-describedby");
    const invalid = select.getAttribute("aria-invalid");
    const id = select.id;
    accessibleAutocomplete.enhanceSelectElement({
      selectElement: select,
      defaultValue: "",
      preserveNullOptions: false,
      showAllValues: select.options.length <= 200,
      dropdownArrow: ({ className }) =>
        `<svg class="${className}" viewBox="0 0 24 24" focusable="false" aria-hidden="true"><path fill="currentcolor" d="M7 9l5 6 5-6z"/></svg>`,
      minLength: select.options.length <= 200 ? 0 : 2,
      tNoResults: () => "Nothing found. Try fewer letters.",
      tAssistiveHint: () => "Type to search. When there are results, use the arrow keys to look at them and Enter to choose.",
      onConfirm: (text) => {
        const options = [...select.options];
        const option = options.find((each) => (each.textContent || each.innerText) === text);
        if (option) option.selected = true;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });
    const input = document.getElementById(id);
    if (!input) continue;
    if (invalid) input.setAttribute("aria-invalid", invalid);
    if (described) {
      const own = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", own ? `${described} ${own}` : described);
    }
    // An emptied box means nothing chosen, not the choice made before.
    input.addEventListener("input", () => {
      if (input.value === "") {
        select.value = "";
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    input.addEventListener("blur", () => {
      const chosen = select.selectedOptions[0]?.textContent ?? "";
      if (input.value && input.value !== chosen) select.value = "";
    });
  }
}
