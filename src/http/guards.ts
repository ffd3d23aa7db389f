import type { FastifyInstance, FastifyRequest } from "fastify";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { refuse } from "./refused-request.ts";

const LONGEST_URL = 8_000;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** localhost, and the addresses that only this computer can reach; with any port, since a tunnel has its own. */
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * A page of another site can make a browser send requests here. It cannot read the answers as long as the name it uses is not its own
 * (DNS rebinding), and it cannot change anything as long as browsers say where a request comes from.
 */
const refuseForeign = (request: FastifyRequest): void => {
  const host = request.headers.host ?? "";
  if (!loopbackHost.test(host)) refuse(refusal("host-refused", "", { found: shown(host) || "?" }));
  if (safeMethods.has(request.method)) return;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") refuse(refusal("cross-site", "", { found: shown(origin ?? site) }));
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase()))
    refuse(refusal("cross-site", "", { found: shown(origin) }));
};

const once = new Set(["attain-company", "content-type", "content-encoding", "accept-language", "host", "origin"]);

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
