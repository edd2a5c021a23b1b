// In the room of a meeting: once somebody is noted as here, the keyboard goes on to the next who is not yet.
// What stands under it then would note that they left: a second press of the same key must not undo the first.
const COMES = 'input[name="now"][value="here"]';

function next(after) {
  const seats = [...document.querySelectorAll('#room form[id^="press-seat-"]')];
  const at = seats.findIndex((form) => form.id === after);
  const following = [...seats.slice(at + 1), ...seats.slice(0, at + 1)].find((form) => form.querySelector(COMES));
  const heading = document.getElementById("here");
  if (!following) heading?.setAttribute("tabindex", "-1");
  return following?.querySelector("button") ?? heading;
}

export function room() {
  let pressed = "";

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.closest("#room")) pressed = form.querySelector(COMES) ? form.id : "";
  }, true);

  document.addEventListener("htmx:after:settle", () => {
    const form = pressed && document.getElementById(pressed);
    if (!form || form.querySelector(COMES)) return;
    const here = document.activeElement;
    // Whoever has gone on by themselves meanwhile is left where they are.
    if (here === document.body || form.contains(here)) next(pressed)?.focus();
    pressed = "";
  });
}
