import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ownPath } from "../domain/own-path.ts";
import { refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { beginOidc, type OidcMeans } from "../operations/begin-oidc.ts";
import type { Database } from "../operations/database.ts";
import { findCompany } from "../operations/find-company.ts";
import { finishOidc } from "../operations/finish-oidc.ts";
import type { Outside } from "../operations/oidc/provider-client.ts";
import type { Secret } from "../operations/secret.ts";
import { findCallerOf, sessionCookie } from "./callers.ts";
import { setFlow, takeFlow } from "./flow-cookie.ts";
import { refuseUnencrypted } from "./guards.ts";
import { RefusedRequest, refuse, valueOf } from "./refused-request.ts";
import { isSecure, type ServerSettings } from "./settings.ts";
import { siteOf } from "./site.ts";

const beginning = "/sign-in/oidc";

/** Where a provider sends the browser back to: each provider of each company has an address of its own. */
export const redirectUriOf = (site: URL, companyId: number, provider: string): string =>
  new URL(`${beginning}/callback/${companyId}/${provider}`, site).href;

export type SignInDoor = { readonly secret: Secret; readonly settings: ServerSettings; readonly outside?: Outside };

const beginQuery = z.strictObject({ company: z.string().optional(), next: z.string().optional(), link: z.enum(["true"]).optional() });
type Beginning = { readonly Params: { readonly id: string }; readonly Querystring: z.output<typeof beginQuery> };
type Callback = { readonly Params: { readonly company: string; readonly id: string } };

/** A person who followed a link gets a page that says what was refused; whoever asks otherwise gets the problem. */
const refuseOnPage = (request: FastifyRequest, reply: FastifyReply, refusals: readonly [Refusal, ...Refusal[]], page: string) => {
  if (request.headers.accept?.includes("text/html") !== true) throw new RefusedRequest(refusals);
  return reply.redirect(`${page}?refused=${refusals[0].code}`, 303);
};

/** A page of another site must not begin what links its own sign-in with an account that is signed in here. */
const refuseFromElsewhere = (request: FastifyRequest): void => {
  const site = request.headers["sec-fetch-site"];
  if (site !== "same-origin" && site !== "none") refuse(refusal("cross-site", "", { found: shown(String(site ?? "?")) }));
};

/** The two addresses that a browser goes to, there and back: no part of the interface for programs. */
export const addOidc = (app: FastifyInstance, database: Database, { secret, settings, outside = {} }: SignInDoor): void => {
  const secure = isSecure(settings);
  const means = (): OidcMeans => ({ secret, outside, now: Date.now() });
  const route = { exposeHeadRoute: false } as const;

  const accountToLink = async (request: FastifyRequest) => {
    refuseFromElsewhere(request);
    const caller = await findCallerOf(database, request, secure);
    if (caller === undefined) return refuse(refusal("auth-required", ""));
    return caller.userNumber === null ? refuse(refusal("user-only-account", "")) : { ...caller, userNumber: caller.userNumber };
  };

  app.get<Beginning>(
    `${beginning}/:id`,
    { ...route, schema: { querystring: beginQuery, params: z.strictObject({ id: z.string() }) } },
    async (request, reply) => {
      refuseUnencrypted(request, settings);
      reply.header("cache-control", "no-store");
      const { company, next, link } = request.query;
      const { id } = request.params;
      const account = link === undefined ? undefined : await accountToLink(request);
      const found = account === undefined ? await findCompany(database, company ?? null) : { ok: true as const, value: account.companyId };
      if (!found.ok) return refuseOnPage(request, reply, found.refusals, "/sign-in");
      const redirectUri = redirectUriOf(siteOf(request, settings), found.value, id);
      const asked = { provider: id, next: ownPath(next), userNumber: account?.userNumber ?? null, redirectUri };
      const begun = await beginOidc(database, found.value, asked, means());
      if (!begun.ok) return refuseOnPage(request, reply, begun.refusals, account === undefined ? "/sign-in" : "/account");
      setFlow(reply, "oidc", begun.value.flow, secure);
      return reply.redirect(begun.value.goTo.href, 303);
    },
  );

  app.get<Callback>(`${beginning}/callback/:company/:id`, route, async (request, reply) => {
    refuseUnencrypted(request, settings);
    reply.header("cache-control", "no-store");
    const flow = takeFlow(request, reply, "oidc", secure);
    const signedIn = await findCallerOf(database, request, secure);
    const { company, id } = request.params;
    const companyId = /^[1-9]\d{0,8}$/.test(company) ? Number(company) : 0;
    const address = new URL(request.url, siteOf(request, settings));
    const agent = request.headers["user-agent"] ?? "";
    const done = await finishOidc(database, { flow, address, companyId, provider: id, signedIn, agent }, means());
    if (!done.ok) return refuseOnPage(request, reply, done.refusals, signedIn === undefined ? "/sign-in" : "/account");
    const { session, next } = done.value;
    if (session !== null)
      reply.header("set-cookie", `${sessionCookie(secure)}=${session}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`);
    return reply.redirect(next, 303);
  });
};
