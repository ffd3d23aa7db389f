// What was seen opens without a connection. A file of its own: it runs beside the pages, and its address never changes.
const FILES = "attain-files-1";
const ANSWERS = "attain-answers-1";
const MOST = { [FILES]: 400, [ANSWERS]: 200 };
/** A network that says nothing for so long is as good as none: what was seen last is shown. */
const PATIENCE_MS = 4_000;
const LARGEST_ANSWER = 4_000_000;

/** Streams, files for downloading, and what is shown once or to somebody who is not signed in. */
const neverKept = /^\/api\/v1\/(?:live|exports|links|set-up|account\/|.*(?:personal-data|\/files\/|\/rejected))/;

/** One address answers in two languages, and of several companies. */
const keyOf = (request) => {
  const url = new URL(request.url);
  if (!url.pathname.startsWith("/api/")) return url.href;
  url.searchParams.set("~language", request.headers.get("accept-language") ?? "");
  url.searchParams.set("~company", request.headers.get("attain-company") ?? "");
  return url.href;
};

const makeRoom = async (cache, most) => {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
};

const keep = async (name, key, answer) => {
  const cache = await caches.open(name);
  // Put anew, so that the oldest is the one that was not seen for longest.
  await cache.delete(key);
  await cache.put(key, answer);
  await makeRoom(cache, MOST[name]);
};

const kept = async (name, key) => (await caches.open(name)).match(key);

const inTime = (request, milliseconds) => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), milliseconds));
  return Promise.race([fetch(request), late]);
};

/** Every page is the same file, which reads the address itself. */
const page = async (event) => {
  const shell = new URL("/", location.href).href;
  try {
    const answer = await inTime(event.request, PATIENCE_MS);
    if (answer.ok && answer.headers.get("content-type")?.startsWith("text/html")) event.waitUntil(keep(FILES, shell, answer.clone()));
    return answer;
  } catch {
    return (await kept(FILES, shell)) ?? fetch(event.request);
  }
};

/** Files with a hash in their name, and fonts under their version, never change; the others are asked for anew. */
const file = async (event) => {
  const { request } = event;
  const lasts = /^\/(?:assets|fonts)\//.test(new URL(request.url).pathname);
  const known = await kept(FILES, keyOf(request));
  if (known !== undefined && lasts) return known;
  try {
    const answer = await fetch(request);
    if (answer.ok) event.waitUntil(keep(FILES, keyOf(request), answer.clone()));
    return answer;
  } catch (error) {
    if (known !== undefined) return known;
    throw error;
  }
};

/** Counts up whenever whoever was signed in is so no more. */
let reader = 0;

/** Of somebody, and of who is still here: what was asked for before they signed out may come after it. */
const keepAnswer = async (request, fresh, readBy) => {
  const isSession = new URL(request.url).pathname === "/api/v1/session";
  if (isSession && (await fresh.clone().json()).signedIn === null) return;
  if (readBy === reader) await keep(ANSWERS, keyOf(request), fresh);
  if (readBy !== reader) await caches.delete(ANSWERS);
};

const answer = async (event) => {
  const { request } = event;
  const readBy = reader;
  try {
    const fresh = await fetch(request);
    const isKept =
      fresh.ok &&
      fresh.headers.get("content-type")?.startsWith("application/json") === true &&
      Number(fresh.headers.get("content-length") ?? 0) < LARGEST_ANSWER;
    if (isKept) event.waitUntil(keepAnswer(request, fresh.clone(), readBy));
    return fresh;
  } catch (error) {
    const known = await kept(ANSWERS, keyOf(request));
    if (known !== undefined) return known;
    throw error;
  }
};

addEventListener("install", () => void skipWaiting());

addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (!(name in MOST)) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(forget());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    // The documentation and files are no pages of the app.
    if (!/^\/(?:api|schemas|metrics)(?:\/|$)/.test(url.pathname) && !/\.[a-z0-9]+$/i.test(url.pathname)) event.respondWith(page(event));
    return;
  }
  if (/^\/(?:assets|fonts)\//.test(url.pathname) || /^\/[\w-]+\.(?:js|svg|png|webmanifest)$/.test(url.pathname)) event.respondWith(file(event));
  else if (url.pathname.startsWith("/api/v1/") && !neverKept.test(url.pathname)) event.respondWith(answer(event));
});

/** What a page had fetched before this worker was there: `files` by address; `forget`: whoever was signed in is so no more. */
addEventListener("message", (event) => {
  const { files = [], forget = false } = event.data ?? {};
  const act = async () => {
    if (forget) {
      reader += 1;
      await caches.delete(ANSWERS);
    }
    if (files.length === 0) return;
    const cache = await caches.open(FILES);
    const known = new Set((await cache.keys()).map(({ url }) => url));
    await Promise.all(files.filter((url) => !known.has(url)).map((url) => cache.add(url).catch(() => undefined)));
    await makeRoom(cache, MOST[FILES]);
  };
  event.waitUntil(act());
});
