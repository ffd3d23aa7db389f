import type { FastifyRequest } from "fastify";
import { isLoopback } from "./settings.ts";

/** Where the browser sees us: at the public address; on this computer under whatever of its names and ports it asked. */
export const siteOf = ({ headers: { host }, server: { settings } }: FastifyRequest): URL =>
  isLoopback(settings.publicUrl.hostname) && host !== undefined ? new URL(`http://${host}`) : settings.publicUrl;
