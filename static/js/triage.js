// Shows score, colour and matrix cell as they are chosen. The server computes them again when it saves.
const form = document.querySelector("form[data-triage]");
const scale = form ? JSON.parse(form.dataset.triage) : null;

function tag(colour, score) {
  const made = form.querySelector(`template[data-band="${colour}"]`).content.cloneNode(true);
  const place = made.querySelector(".app-band__score");
  if (place) place.lastChild.textContent = score;
  return made;
}

function chosen(risk) {
  const level = (input) => Number(input?.value) || 0;
  const likelihood = level(risk.querySelector("[data-likelihood] input:checked"));
  const severity = Math.max(0, ...[...risk.querySelectorAll("[data-domain] input:checked")].map(level));
  return { likelihood, severity, score: likelihood * severity };
}

function colourOf(score) {
  return scale.bands.find((band) => band.lowest <= score && score <= band.highest)?.colour ?? "";
}

function replace(place, node) {
  const text = node.textContent;
  if (place.textContent.trim() !== text.trim()) place.replaceChildren(node);
}

function say(risk) {
  const { likelihood, severity, score } = chosen(risk);
  replace(risk.querySelector("[data-band-place]"), tag(colourOf(score), score));
  const words = score
    ? `Likelihood ${likelihood} (${scale.likelihoods[likelihood]}) × severity ${severity} (${scale.severities[severity]}) = ${score}`
    : "Choose a likelihood and a severity to see the score.";
  const said = risk.querySelector("[data-words]");
  if (said.textContent !== words) said.textContent = words;
  for (const cell of risk.querySelectorAll("td[data-score]")) {
    const here = Number(cell.dataset.likelihood) === likelihood && Number(cell.dataset.severity) === severity;
    cell.classList.toggle("app-matrix__cell--picked", here);
  }
  for (const domain of risk.querySelectorAll("[data-domain]")) {
    const picked = Number(domain.querySelector("input:checked")?.value) || 0;
    const place = domain.querySelector("[data-picked]");
    place.textContent = picked ? `${picked} ${scale.severities[picked]}` : "";
  }
}

function sayAll() {
  const risks = [...form.querySelectorAll("[data-risk]")];
  risks.forEach(say);
  const highest = Math.max(0, ...risks.map((risk) => chosen(risk).score));
  replace(form.querySelector("[data-overall-band]"), tag(colourOf(highest), highest));
}

// A link from "check your answers" or an error may lead into a folded part: open it first.
function unfold() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

if (form) {
  form.addEventListener("change", sayAll);
  window.addEventListener("hashchange", unfold);
  sayAll();
  unfold();
}
