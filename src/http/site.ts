import type { FastifyRequest } from "fastify";
import { isLoopback, type ServerSettings } from "./settings.ts";

/** Where the browser sees us: at the public address; on this computer under whatever of its names and ports it asked. */
export const siteOf = (request: FastifyRequest, { publicUrl }: ServerSettings): URL =>
  isLoopback(publicUrl.hostname) ? new URL(`http://${request.headers.host ?? publicUrl.host}`) : publicUrl;
