// The one door for HTML that comes after the page: what htmx has just got from this server, as it came.
// Everything else that tries to become HTML or script in a page is refused by the browser (Trusted Types).

let answer = null;

document.addEventListener("htmx:beforeOnLoad", (event) => {
  answer = event.detail.xhr.responseText;
});

const asHtmxReadsIt = (text) => [text, `<body><template class="internal-htmx-wrapper">${text}</template></body>`];

window.trustedTypes?.createPolicy("default", {
  createHTML: (text) => (answer !== null && asHtmxReadsIt(answer).includes(text) ? text : null),
});
