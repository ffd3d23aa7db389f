import type { FastifyInstance, FastifyRequest } from "fastify";
import { mayDo, type Caller, type Permission } from "../domain/access.ts";
import type { Outcome } from "../domain/refusal.ts";
import { noHint } from "../domain/meant.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { asDoer } from "../operations/doer.ts";
import { findCaller } from "../operations/find-caller.ts";
import { findCompany } from "../operations/find-company.ts";
import { refuseUnencrypted } from "./guards.ts";
import { noteRefusedAccess } from "../operations/note-refused-access.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { isSecure } from "./settings.ts";

/**
 * Who may ask: `public` anybody, `set-up` whoever holds the one-time link while nobody has an account, `signed-in` every account and key,
 * else who has the permission. What the permission reaches is narrowed by the operation.
 */
export type Access = "public" | "set-up" | "signed-in" | Permission;

declare module "fastify" {
  interface FastifyRequest {
    /** Null where anybody may ask. */
    caller: Caller | null;
  }
}

/** The cookie that holds the session. Over plain http, which only this computer's own browser may use, it cannot have the prefix. */
export const sessionCookie = (isSecure: boolean): string => (isSecure ? "__Host-attain" : "attain");

export const cookies = (request: FastifyRequest, name: string): readonly string[] =>
  (request.headers.cookie ?? "")
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each.startsWith(`${name}=`))
    .map((each) => each.slice(name.length + 1));

/** The company that the header names; null where none is named. */
export const companyNamed = (request: FastifyRequest): string | null => {
  const named = request.headers["attain-company"];
  // Node reads the bytes of a header as Latin-1; an id may have any letters.
  const id = typeof named === "string" ? Buffer.from(named, "latin1").toString("utf8").normalize("NFC").trim() : "";
  return id === "" ? null : id;
};

/** The secret of the session that the browser shows; null without one. */
export const sessionShown = (request: FastifyRequest): string | null => {
  const name = sessionCookie(isSecure(request.server.settings));
  const [session, another] = cookies(request, name);
  if (another !== undefined) refuse(refusal("cookie-repeated", "", { found: name }));
  return session ?? null;
};

/** Who asks, by key or session; refuses nobody, and why it is nobody. `isUse`: false where nobody does anything with it now. */
export const findCallerOf = async (
  database: Database,
  request: FastifyRequest,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<Outcome<Caller>> => {
  const { authorization } = request.headers;
  const session = authorization === undefined ? sessionShown(request) : null;
  if (session !== null) return findCaller(database, "session", session, { isUse });
  return findCaller(database, "key", /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? "", { isUse });
};

/** A header that names another company finds nothing there: that it exists is not told. */
const refuseOtherCompany = async (database: Database, request: FastifyRequest, caller: Caller): Promise<void> => {
  const named = companyNamed(request);
  if (named === null) return;
  const found = await findCompany(database, named);
  if (!found.ok || found.value !== caller.companyId)
    refuse(refusal("not-found", "", { what: { en: "company", ko: "회사" }, found: shown(named), hint: noHint }));
};

/** Who asks, found before anything of what they send is read. Deny by default: without the endpoint's permission nothing is answered. */
export const admitCallers = (
  app: FastifyInstance,
  database: Database,
  {
    mayAskAll,
    refuseUnproved,
  }: {
    readonly mayAskAll: (request: FastifyRequest) => Promise<boolean>;
    readonly refuseUnproved: (request: FastifyRequest, caller: Caller) => void;
  },
): void => {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request, reply) => {
    const { endpoint } = request.routeOptions.config;
    if (endpoint === undefined || endpoint.access === "public") return;
    const { access, operationId: operation } = endpoint;
    refuseUnencrypted(request);
    if (access === "set-up") {
      if (!(await mayAskAll(request))) refuse(refusal("set-up-refused", ""));
      return;
    }
    const found = await app.withinReach(findCallerOf(database, request));
    // Guessing counts against the address.
    if (!found.ok) await app.limitRequest(request, reply);
    const caller = valueOf(found);
    await app.withinReach(refuseOtherCompany(database, request, caller));
    request.caller = caller;
    if (access === "signed-in" || mayDo(caller, access)) {
      if (endpoint.needsProof === true) refuseUnproved(request, caller);
      return;
    }
    await app.withinReach(noteRefusedAccess(database, caller, { operation, permission: access }));
    if (caller.type === "key") refuse(refusal("scope-missing", "", { scope: access }));
    refuse(refusal("role-required", "", { permission: access }));
  });
};

/** Whatever a handler does is done by who asks. Begun just before it: a body that is read before leaves what was begun earlier. */
export const nameDoers = (app: FastifyInstance): void => {
  app.addHook("preHandler", (request, _reply, done) => {
    if (request.caller === null) done();
    else asDoer(request.caller.by, done);
  });
};

/** Who asks at an endpoint that not everybody may ask. */
export const callerOf = ({ caller, routeOptions }: FastifyRequest): Caller => {
  if (caller === null) throw new Error(`${routeOptions.url ?? "a route"} asks for its caller and is open to everybody`);
  return caller;
};
