/**
 * Passkeys: a section with `data-passkey` ("ask" or "make") has a button, and says where to get the options and where to send what
 * the browser made of them. It stays hidden where the browser knows no passkeys.
 */

const section = document.querySelector("[data-passkey]");

if (section && window.PublicKeyCredential) {
  section.hidden = false;
  section.querySelector("button").addEventListener("click", run);
}

async function run(event) {
  event.preventDefault();
  const { options, send, next, passkey, refused } = section.dataset;
  tell("");
  section.querySelector("button").disabled = true;
  try {
    const asked = await post(options, {});
    const credential = passkey === "make" ? await made(asked) : await shown(asked);
    const name = section.querySelector("[name=name]")?.value;
    location.assign((await post(send, { credential, next, name })).next);
  } catch (error) {
    // The browser's own errors are in its language or in none, and name no way out.
    tell(error instanceof Refused ? error.message : refused);
    section.querySelector("button").disabled = false;
  }
}

class Refused extends Error {}

async function post(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: JSON.stringify(body),
  });
  if (response.redirected) location.assign(response.url); // the proof is too old: the page that asks for it leads back here
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.detail ?? section.dataset.refused);
  return answer;
}

async function made({ publicKey }) {
  const { id, rawId, type, response, authenticatorAttachment, extensions } = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: described(publicKey.excludeCredentials),
    },
  }).then(fields);
  return {
    id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: extensions,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function shown({ publicKey }) {
  const { id, rawId, type, response, authenticatorAttachment, extensions } = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: described(publicKey.allowCredentials),
    },
  }).then(fields);
  return {
    id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: extensions,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

/** A credential's fields stand on its prototype, where the dots above do not see them. */
function fields(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  return { id, rawId, type, response, authenticatorAttachment, extensions: credential.getClientExtensionResults() };
}

function described(credentials = []) {
  return credentials.map((each) => ({ ...each, id: bytes(each.id) }));
}

/** base64url, as the server writes bytes. */
function bytes(encoded) {
  return Uint8Array.from(atob(encoded.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function tell(sentence) {
  const box = section.querySelector("[role=alert]");
  box.hidden = !sentence;
  box.textContent = sentence;
}
