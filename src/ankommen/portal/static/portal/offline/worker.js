// Answers where the network does not: with one page and the offers that it shows. It keeps nothing that somebody
// visits, only what it asks for itself, without cookies; and it is asked about the pages of one language only.
const BASE = new URL(registration.scope).pathname; // "/ar/"
const FILE = `${BASE}offline.json`;
const PAGE = `${BASE}offline/`;
const AS_OF = `${PAGE}as-of`; // the moment at which the server last said that this is the newest
const QUIET = { credentials: "omit", cache: "no-store" };
let work = Promise.resolve(); // one thing after the other, whatever several open pages ask for

const stored = (request) => caches.match(request, { ignoreVary: true });
const nameFor = (file) => `${BASE} ${file.headers.get("ETag")}`;

// A network that is there but does not answer is waited for a little; where nothing is kept, as long as it takes.
async function answer(request) {
  const isPage = request.mode === "navigate";
  const coming = fetch(request);
  try {
    return await Promise.race([coming, failAfter(isPage ? 8_000 : 3_000)]);
  } catch {
    return (await stored(isPage ? PAGE : request)) ?? coming;
  }
}

const failAfter = (milliseconds) => new Promise((_, reject) => setTimeout(reject, milliseconds));

async function renew() {
  const before = await stored(FILE);
  const headers = before ? { "If-None-Match": before.headers.get("ETag") } : {};
  const file = await fetch(FILE, { ...QUIET, headers });
  if (file.status === 304) return note(await caches.open(nameFor(before)));
  if (!file.ok) return file.status === 404 && forget(); // this language is no longer spoken here
  const cache = await caches.open(nameFor(file));
  await storePage(cache);
  await cache.put(FILE, file); // last: what is there is whole
  await note(cache);
  await removeAllBut(nameFor(file));
}

// The page and every file that it names; the addresses stand in its HTML.
async function storePage(cache) {
  const page = await fetch(PAGE, QUIET);
  if (!page.ok || page.redirected) throw new Error(`${PAGE}: ${page.status}`);
  const named = (await page.clone().text()).matchAll(/="(\/static\/[^"#]+)/g);
  const files = new Set([...named].map(([, address]) => address));
  await Promise.all([...files].map((address) => cache.add(new Request(address, { credentials: "omit" }))));
  await cache.put(PAGE, page);
}

const note = (cache) => cache.put(AS_OF, new Response(new Date().toISOString()));

async function removeAllBut(kept) {
  for (const name of await caches.keys()) if (name !== kept) await caches.delete(name);
}

async function forget() {
  await removeAllBut(null);
  await registration.unregister();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
addEventListener("message", (event) => {
  const [port] = event.ports;
  work = work.then(event.data === "forget" ? forget : renew).then(
    () => port.postMessage(true),
    () => port.postMessage(false), // without a network: what is kept stays
  );
  event.waitUntil(work);
});
