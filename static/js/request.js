// Small things every part needs: the form's token, times in words.
export function tokenOf(root) {
  return (root.querySelector("[name=csrfmiddlewaretoken]") ?? document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
}

export function clock(date = new Date()) {
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}

export async function post(url, body, token) {
  return fetch(url, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "manual",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
}
