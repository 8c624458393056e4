/** The token against forged requests. Logging in again changes it, so the cookie goes before what the page began with. */
export function csrfToken(fromPage) {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? fromPage;
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
