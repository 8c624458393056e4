// What a page can ask for: that this device keeps the offers of its language, or that it forgets them.

const REFUSED = "offline-refused"; // is set where somebody removed the offers from this device
const OLD = 15 * 60 * 1000; // milliseconds until the server is asked for news

export const base = document.querySelector("meta[name=offline]").content; // "/ar/"
const worker = `${base}offline-worker.js`;

/** Whether this browser can keep anything; without HTTPS it cannot. */
export const isPossible = "serviceWorker" in navigator && "caches" in window;

// The browser takes this one address of a script, and no other (Trusted Types).
window.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === worker ? url : null) });

/** What is kept at an address below the language's own; undefined where nothing is. */
export const kept = (name) => caches.match(base + name, { ignoreVary: true });

/** The moment at which what is kept was the newest; null where nothing is kept. */
export async function keptSince() {
  const noted = await kept("offline/as-of");
  return noted ? new Date(await noted.text()) : null;
}

/** Keeps the offers of this language, or renews them. False where the network failed. */
export async function keep() {
  localStorage.removeItem(REFUSED);
  for (const other of await navigator.serviceWorker.getRegistrations()) {
    if (new URL(other.scope).pathname !== base) await other.unregister(); // one language a device
  }
  await navigator.serviceWorker.register(worker, { scope: base });
  return ask((await navigator.serviceWorker.ready).active, "renew");
}

/** Removes everything from this device, and remembers that it is not wanted. */
export async function forget() {
  localStorage.setItem(REFUSED, "yes");
  const registration = await navigator.serviceWorker.getRegistration(base);
  if (registration?.active) await ask(registration.active, "forget");
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Keeps or renews the offers where that is due and nobody refused it. */
export async function keepWhereDue() {
  if (!isPossible || localStorage.getItem(REFUSED)) return;
  const since = await keptSince();
  if (!since || Date.now() - since > OLD) await keep();
}

function ask(active, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(question, [port2]);
  });
}
