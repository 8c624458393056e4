/** Sending a finished interview. The same bytes go again until the server has answered, so that nothing is stored twice. */

/**
 * Send once. Resolves to {status: "stored"} or {status: "refused", problems} or {status} with one of "login_needed", "conflict",
 * "too_big_to_send", "busy" (with `wait` in seconds), "offline", "draft_gone" and "not_stored" (with the server's `detail`).
 */
export async function send(url, csrf, body) {
  let response;
  try {
    response = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(csrf) }, body });
  } catch {
    return { status: "offline" };
  }
  if (response.ok) return { status: "stored" };
  const { detail, problems } = await response.json().catch(() => ({}));
  if (response.status === 422 && problems?.length) return { status: "refused", problems, detail };
  if (response.status === 503) return { status: "busy", wait: Number(response.headers.get("Retry-After")) || 30 };
  const status = { 401: "login_needed", 404: "draft_gone", 409: "conflict", 413: "too_big_to_send" }[response.status];
  return { status: status ?? "not_stored", detail };
}

/** The token against forged requests. Logging in again changes it, so the cookie goes before what the page began with. */
export function csrfToken(fromPage) {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? fromPage;
}

/** Leave the page by a form that is sent like a person's: fields go in the body, never into an address. */
export function post(url, csrf, fields = {}) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: csrfToken(csrf), ...fields })) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value, autocomplete: "off" });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
