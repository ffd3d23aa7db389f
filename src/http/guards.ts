import type { FastifyInstance, FastifyRequest } from "fastify";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { isFromProxy, isFromThisComputer } from "./client-address.ts";
import { refuse } from "./refused-request.ts";
import { isLoopback, isSecure, type ServerSettings } from "./settings.ts";

const LONGEST_URL = 8_000;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** A name or address with a port, or without; of IPv6 in brackets. */
const hostForm = /^(?<name>[^:[\]]+|\[[^\]]+\])(?::\d{1,5})?$/;

const isLoopbackHost = (host: string): boolean => isLoopback(hostForm.exec(host)?.groups?.["name"] ?? "");

/** Its own name; a name of this computer's for whoever is on it, with any port, since a tunnel has its own. */
const isOwnHost = (request: FastifyRequest, { publicUrl }: ServerSettings): boolean => {
  const host = (request.headers.host ?? "").toLowerCase();
  return host === publicUrl.host || (isLoopbackHost(host) && (isLoopback(publicUrl.hostname) || isFromThisComputer(request)));
};

/** A page that was not given over https is not the one that its address names, even if its host is. */
const isOwnOrigin = (origin: string, host: string, { publicUrl }: ServerSettings): boolean =>
  URL.canParse(origin) && (host === publicUrl.host ? origin === publicUrl.origin : new URL(origin).host === host);

/**
 * A page of another site can make a browser send requests here. It cannot read the answers as long as the name it uses is not its own
 * (DNS rebinding), and it cannot change anything as long as browsers say where a request comes from.
 */
const refuseForeign = (request: FastifyRequest): void => {
  const { settings } = request.server;
  const host = request.headers.host ?? "";
  // What restarts the process or sends it requests asks by address, and hears no more than that it lives.
  const isProbe = request.routeOptions.config.endpoint?.isProbe === true;
  if (!isProbe && !isOwnHost(request, settings))
    refuse(refusal("host-refused", "", { found: shown(host) || "?", known: settings.publicUrl.origin }));
  if (safeMethods.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") refuse(refusal("cross-site", "", { found: shown(origin ?? site) }));
  if (origin !== undefined && !isOwnOrigin(origin, host.toLowerCase(), settings))
    refuse(refusal("cross-site", "", { found: shown(origin) }));
};

/** What is secret is not taken from a connection that others may listen to: what was sent by one is no secret any more. */
export const refuseUnencrypted = (request: FastifyRequest): void => {
  const { settings } = request.server;
  if (!isSecure(settings)) return;
  if (isFromProxy(request) && String(request.headers["x-forwarded-proto"]).toLowerCase() === "https") return;
  if (isLoopbackHost(request.headers.host ?? "") && isFromThisComputer(request)) return;
  refuse(refusal("https-required", "", { address: settings.publicUrl.origin }));
};

const once = new Set([
  "attain-company",
  "content-type",
  "content-encoding",
  "accept-language",
  "host",
  "idempotency-key",
  "if-match",
  "origin",
]);

/** Node joins or drops what is sent twice; which of the two was meant nobody knows. */
const refuseRepeated = (request: FastifyRequest): void => {
  const seen = new Set<string>();
  for (let at = 0; at < request.raw.rawHeaders.length; at += 2) {
    const name = (request.raw.rawHeaders[at] ?? "").toLowerCase();
    if (!once.has(name)) continue;
    if (seen.has(name)) refuse(refusal("header-repeated", "", { found: name }));
    seen.add(name);
  }
};

/** What every request must pass, whatever it asks for. */
export const guard = (app: FastifyInstance): void => {
  app.addHook("onRequest", async (request) => {
    if (request.raw.url !== undefined && request.raw.url.length > LONGEST_URL)
      refuse(refusal("url-too-long", "", { limit: LONGEST_URL }), { connection: "close" });
    refuseRepeated(request);
    refuseForeign(request);
  });
  app.addHook("preParsing", async (request, _reply, body) => {
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding.toLowerCase() !== "identity")
      refuse(refusal("content-encoding", "", { found: shown(encoding) }), { connection: "close" });
    return body;
  });
};
