// Shows score, colour and matrix cell as they are chosen, and lets a cell be chosen. The server computes
// everything again when it saves. Without this the matrix is a picture and the radios do it all.
const form = document.querySelector("form[data-triage]");
const scale = form ? JSON.parse(form.dataset.triage) : null;
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };

function tag(colour, score) {
  const made = form.querySelector(`template[data-band="${colour}"]`).content.cloneNode(true);
  const place = made.querySelector(".app-band__score");
  if (place) place.lastChild.textContent = score;
  return made;
}

const level = (input) => Number(input?.value) || 0;
const severityIn = (domain) => level(domain.querySelector("input:checked"));

function chosen(risk) {
  const likelihood = level(risk.querySelector("[data-likelihood] input:checked"));
  const severity = Math.max(0, ...[...risk.querySelectorAll("[data-domain]")].map(severityIn));
  return { likelihood, severity, score: likelihood * severity };
}

const bandOf = (score) => scale.bands.find((band) => band.lowest <= score && score <= band.highest);
const colourOf = (score) => bandOf(score)?.colour ?? "";

function replace(place, node) {
  const text = node.textContent;
  if (place.textContent.trim() !== text.trim()) place.replaceChildren(node);
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function say(risk, more = "") {
  const { likelihood, severity, score } = chosen(risk);
  replace(risk.querySelector("[data-band-place]"), tag(colourOf(score), score));
  const words = score
    ? `Likelihood ${likelihood} (${scale.likelihoods[likelihood]}) × severity ${severity} (${scale.severities[severity]}) = ${score}`
    : "Choose a likelihood and a severity to see the score.";
  write(risk.querySelector("[data-words]"), words);
  write(risk.querySelector("[data-more]"), more);
  for (const cell of risk.querySelectorAll("td[data-score]")) {
    const here = Number(cell.dataset.likelihood) === likelihood && Number(cell.dataset.severity) === severity;
    cell.classList.toggle("app-matrix__cell--picked", here);
    cell.querySelector("button")?.setAttribute("aria-pressed", String(here));
  }
  stopAt(risk, risk.querySelector(".app-matrix__cell--picked"));
  for (const domain of risk.querySelectorAll("[data-domain]")) {
    const picked = severityIn(domain);
    domain.querySelector("[data-picked]").textContent = picked ? `${picked} ${scale.severities[picked]}` : "";
  }
}

// The picture is one stop of the Tab key: the square that is chosen, or the one that was moved to.
function stopAt(risk, cell) {
  if (!cell?.querySelector(":scope > button")) return;
  for (const each of risk.querySelectorAll(".app-matrix__button")) each.tabIndex = each.parentElement === cell ? 0 : -1;
}

// Every risk's number in its cell of the matrix of the whole review.
function place(risks) {
  const matrix = form.querySelector("[data-overall] table");
  // One risk has its picture already.
  if (!matrix) return;
  for (const old of matrix.querySelectorAll(".app-matrix__risks")) old.remove();
  risks.forEach((risk, index) => {
    const { likelihood, severity, score } = chosen(risk);
    if (!score) return;
    const cell = matrix.querySelector(`td[data-likelihood="${likelihood}"][data-severity="${severity}"]`);
    let row = cell.querySelector(".app-matrix__risks");
    if (!row) {
      row = Object.assign(document.createElement("span"), { className: "app-matrix__risks" });
      cell.append(row);
    }
    const number = Object.assign(document.createElement("span"), { className: "app-matrix__risk" });
    number.append(Object.assign(document.createElement("span"), { className: "nhsuk-u-visually-hidden", textContent: "Risk " }), String(index + 1));
    row.append(number);
  });
}

function sayAll() {
  const risks = [...form.querySelectorAll("[data-risk]")];
  if (!risks.length) return;
  risks.forEach((risk) => say(risk));
  const highest = Math.max(0, ...risks.map((risk) => chosen(risk).score));
  for (const band of form.querySelectorAll("[data-overall-band]")) replace(band, tag(colourOf(highest), highest));
  for (const meaning of form.querySelectorAll("[data-overall-meaning]")) write(meaning, bandOf(highest)?.meaning ?? "");
  place(risks);
}

// Choosing a cell is choosing a likelihood, and a severity in the domain that counts: the gravest one, or
// the first where none is scored yet. No other domain is changed: what stands in the way is said.
function choose(risk, likelihood, severity) {
  const domains = [...risk.querySelectorAll("[data-domain]")];
  const gravest = domains.reduce((best, each) => (severityIn(each) > severityIn(best) ? each : best), domains[0]);
  risk.querySelector(`[data-likelihood] input[value="${likelihood}"]`).checked = true;
  gravest.querySelector(`input[value="${severity}"]`).checked = true;
  gravest.open = true;
  form.dispatchEvent(new Event("change", { bubbles: true }));
  const name = (domain) => domain.querySelector(".nhsuk-details__summary-text").textContent.trim();
  const graver = domains.find((each) => severityIn(each) > severity);
  say(
    risk,
    graver
      ? `“${name(graver)}” is still scored ${severityIn(graver)}, and the gravest counts. Change it there if you mean less.`
      : `The severity is in “${name(gravest)}”. If another domain fits better, choose it there.`,
  );
}

// The cells become buttons: one stop for the Tab key, the arrow keys move, Enter or Space chooses.
function makeChoosable(risk) {
  const table = risk.querySelector(".app-matrix");
  table.setAttribute("role", "grid");
  // The words beside the matrix say it as it changes.
  risk.querySelector(".app-matrix__said").remove();
  const cells = [...table.querySelectorAll("td[data-score]")];
  const at = (likelihood, severity) => cells.find((each) => Number(each.dataset.likelihood) === likelihood && Number(each.dataset.severity) === severity);
  for (const cell of cells) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "app-matrix__button", tabIndex: -1 });
    button.append(...cell.childNodes);
    const where = ` likelihood ${cell.dataset.likelihood} ${scale.likelihoods[cell.dataset.likelihood]}, severity ${cell.dataset.severity} ${scale.severities[cell.dataset.severity]}`;
    button.append(Object.assign(document.createElement("span"), { className: "nhsuk-u-visually-hidden", textContent: where }));
    cell.replaceChildren(button);
  }
  stopAt(risk, table.querySelector(".app-matrix__cell--picked") ?? cells[0]);
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-score]");
    if (!cell || !event.target.closest("button")) return;
    choose(risk, Number(cell.dataset.likelihood), Number(cell.dataset.severity));
  });
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest("td[data-score]");
    if (!step || !cell) return;
    event.preventDefault();
    const next = at(Number(cell.dataset.likelihood) + step[0], Number(cell.dataset.severity) + step[1]);
    if (!next) return;
    stopAt(risk, next);
    next.firstElementChild.focus();
  });
}

// Documents are numbered as they are ticked; the numbers can be changed by hand.
function numberDocuments(box) {
  const rows = [...box.querySelectorAll(".app-read__row")].map((row) => ({
    tick: row.querySelector("input[type=checkbox]"),
    number: row.querySelector(".app-read__place input"),
  }));
  box.addEventListener("change", (event) => {
    const changed = rows.find((row) => row.tick === event.target);
    if (!changed) return;
    const others = rows.filter((row) => row.tick.checked && row !== changed).sort((one, two) => (Number(one.number.value) || 1000) - (Number(two.number.value) || 1000));
    others.forEach((row, index) => {
      row.number.value = String(index + 1);
    });
    changed.number.value = changed.tick.checked ? String(others.length + 1) : "";
  });
}

// A document opens in another tab: this page says so without being loaded again.
function noteOpened(box) {
  const note = (event) => {
    const said = event.target.closest("a[target]")?.closest(".app-read__row")?.querySelector("[data-opened]");
    if (said && event.button < 2) said.textContent = "Opened by you just now";
  };
  box.addEventListener("click", note);
  box.addEventListener("auxclick", note);
}

// What was raised need not be typed again: it is put into the empty summary, to be made one's own.
// Where the words come from the server, its button saves and fills.
function offerBeginning(box) {
  const summary = document.getElementById(box.dataset.begin);
  const button = box.querySelector("button");
  const beginning = box.querySelector("[data-beginning]");
  const show = () => {
    box.hidden = summary.value.trim() !== "";
  };
  if (beginning) {
    button.addEventListener("click", () => {
      summary.value = beginning.textContent;
      summary.dispatchEvent(new Event("input", { bubbles: true }));
      summary.focus();
    });
  }
  summary.addEventListener("input", show);
  show();
}

// A reason is asked where there is something to give one for; what was written stays in sight.
function askReason(part, box, choices) {
  if (!box) return;
  const words = box.querySelector("textarea");
  const show = () => {
    const asked = choices.some((choice) => part.querySelector(choice)?.checked);
    box.hidden = !asked && !words.value.trim() && !box.querySelector(".nhsuk-error-message, .app-theirs");
  };
  part.addEventListener("change", show);
  show();
}

const askWhyAccepted = (risk) => askReason(risk, risk.querySelector("[data-accepted-why]"), ['[name$="-accepted"][value="yes"]']);
const askHowKnown = (factor) => askReason(factor, factor.querySelector("[data-factor-why]"), ['[value="raises"]', '[value="lowers"]']);

// A link from "check your answers" or an error may lead into a folded part: open it first.
// Boxes grow as the page loads: the question is brought into view once more, with its words.
function unfold() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) folded.open = true;
  if (target.matches("input, textarea, select")) {
    target.closest(".nhsuk-form-group").scrollIntoView();
    const chosenOne = target.type === "radio" && form.querySelector(`[name="${CSS.escape(target.name)}"]:checked`);
    (chosenOne || target).focus({ preventScroll: true });
  } else if (folded) target.scrollIntoView();
}

// Saving from beside the form leads back to the section that is being read.
function saveHere(button) {
  button.addEventListener("click", () => {
    const above = [...form.querySelectorAll(":scope > .app-section")].filter((each) => each.getBoundingClientRect().top < innerHeight / 2);
    button.value = above.at(-1)?.id ?? "1";
  });
}

if (form) {
  form.querySelectorAll("[data-risk]").forEach(makeChoosable);
  form.querySelectorAll("[data-documents]").forEach(numberDocuments);
  form.querySelectorAll("[data-documents]").forEach(noteOpened);
  form.querySelectorAll("[data-begin]").forEach(offerBeginning);
  form.querySelectorAll("[data-risk]").forEach(askWhyAccepted);
  form.querySelectorAll("[data-factor]").forEach(askHowKnown);
  form.addEventListener("change", sayAll);
  window.addEventListener("hashchange", unfold);
  document.querySelectorAll("[data-save-here]").forEach(saveHere);
  sayAll();
  unfold();
  window.addEventListener("load", unfold, { once: true });
}
