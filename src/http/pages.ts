import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Names with a hash of their content, and fonts in a folder named after their version: they never change. */
const lasting = /^\/(?:assets|fonts)\//;

const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path);
const isPage = (request: FastifyRequest, path: string): boolean => request.headers.accept?.includes("text/html") === true && !isFile(path) && !/^\/(?:api|assets|fonts|schemas)(?:\/|$)/.test(path);

/** Serves the web app out of its folder, of which nothing is listed: what is no file there and wants a page gets the page, which reads the address itself. */
export const servePages = async (app: FastifyInstance, folder: string): Promise<(request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined> => {
  // No routes of its own: a missing file is answered like any other address.
  await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
  app.addHook("onSend", async (request, reply) => {
    if (reply.hasHeader("cache-control")) return;
    const path = request.url.split("?")[0] ?? "";
    reply.header("cache-control", lasting.test(path) && reply.statusCode === 200 ? "public, max-age=31536000, immutable" : "no-cache");
  });
  return (request, reply) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const path = request.url.split("?")[0] ?? "";
    if (path === "/" || isPage(request, path)) return reply.sendFile("index.html");
    return undefined;
  };
};
