import fastifyStatic from "@fastify/static";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Names with a hash of their content, and fonts in a folder named after their version: they never change. */
const lasting = /^\/(?:assets|fonts)\//;

const hasEnding = (path: string): boolean => /\.[a-z0-9]+$/i.test(path);
const isPage = (request: FastifyRequest, path: string): boolean =>
  request.headers.accept?.includes("text/html") === true && !hasEnding(path) && !/^\/(?:api|assets|fonts|schemas)(?:\/|$)/.test(path);

/** Where a program reads how the process is, a browser that goes there is shown the page of the same name. */
export const pageAddress = (url: string, accept: string | undefined): string =>
  accept?.includes("text/html") === true ? url.replace(/^\/metrics(?=$|\?)/, "/metrics/") : url;

const filesIn = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")}`),
  );

/** Serves the web app out of its folder, of which nothing is listed: what is no file there and wants a page gets the page, which reads the address itself. */
export const servePages = async (
  app: FastifyInstance,
  folder: string,
): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined> => {
  // Only what was there at the start, so no address leads out of the folder, and a missing file is answered like any other address.
  const files = filesIn(folder);
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  app.addHook("onSend", async (request, reply) => {
    if (reply.hasHeader("cache-control")) return;
    const path = request.url.split("?")[0] ?? "";
    reply.header("cache-control", lasting.test(path) && reply.statusCode === 200 ? "public, max-age=31536000, immutable" : "no-cache");
  });
  return (request, reply) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const path = request.url.split("?")[0] ?? "";
    if (files.has(path)) return reply.sendFile(path.slice(1));
    if (path === "/" || isPage(request, path)) return reply.sendFile("index.html");
    return undefined;
  };
};
