/** The addresses of what the page has fetched so far: a worker that comes later has not seen them. */
const fetchedFiles = (): readonly string[] =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => {
      const { origin, pathname } = new URL(name);
      return origin === location.origin && !pathname.startsWith("/api/");
    });

/** Those of the pages that nobody has gone to yet: together as much as one picture. */
const otherFiles = async (): Promise<readonly string[]> => {
  const answer = await fetch("/files.json");
  if (!answer.ok) return [];
  // The build writes it (vite.config.web.ts).
  const manifest = (await answer.json()) as Readonly<Record<string, { readonly file: string; readonly css?: readonly string[] }>>;
  return [...new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]))].map((path) => `${location.origin}/${path}`);
};

/** Lets the app be installed, and what was seen open without a connection. Not while it is being developed: the worker would show yesterday's. */
export const beginOffline = (): void => {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const begin = async (): Promise<void> => {
    await navigator.serviceWorker.register("/service-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    // A worker is of this origin alone.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    active?.postMessage({ files: [`${location.origin}/`, ...fetchedFiles(), ...(await otherFiles())] });
  };
  // Without it the app works as long as there is a connection.
  addEventListener("load", () => void begin().catch(() => undefined));
};

/** Whatever the server told whoever was signed in. */
export const forgetAnswers = async (): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.controller?.postMessage({ forget: true });
  for (const name of await caches.keys()) if (name.startsWith("attain-answers")) await caches.delete(name);
};
