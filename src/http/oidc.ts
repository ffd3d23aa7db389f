import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ownPath } from "../domain/own-path.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { beginOidc, type OidcMeans } from "../operations/begin-oidc.ts";
import type { Database } from "../operations/database.ts";
import { finishOidc } from "../operations/finish-oidc.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";
import { redirectUriOf, SIGN_IN_PATH } from "../operations/oidc/redirect-uri.ts";
import { companyToSignIn } from "../operations/sign-in.ts";
import { signedInUser, type SignedInUser } from "../operations/sign-in/signed-in-user.ts";
import type { Secret } from "../operations/secret.ts";
import { findCallerOf } from "./callers.ts";
import { setFlow, takeFlow } from "./flow-cookie.ts";
import { refuseUnencrypted } from "./guards.ts";
import { isProved } from "./proof.ts";
import { RefusedRequest } from "./refused-request.ts";
import { browserOf, keepInBrowser } from "./session-cookie.ts";
import { siteOf } from "./site.ts";

export type SignInDoor = { readonly secret: Secret; readonly outside?: Outside };

const beginQuery = z.strictObject({ company: z.string().optional(), next: z.string().optional(), link: z.enum(["true"]).optional() });
type Beginning = { readonly Params: { readonly id: string }; readonly Querystring: z.output<typeof beginQuery> };
type Callback = { readonly Params: { readonly company: string; readonly id: string } };

/** A person who followed a link gets a page that says what was refused; whoever asks otherwise gets the problem. */
const refuseOnPage = (request: FastifyRequest, reply: FastifyReply, refusals: readonly [Refusal, ...Refusal[]], page: string) => {
  if (request.headers.accept?.includes("text/html") !== true) throw new RefusedRequest(refusals);
  return reply.redirect(`${page}?refused=${refusals[0].code}`, 303);
};

/** A page of another site must not begin what links its own sign-in with an account that is signed in here. */
const refuseFromElsewhere = (request: FastifyRequest): Refusal | undefined => {
  const site = request.headers["sec-fetch-site"];
  return site === "same-origin" || site === "none" ? undefined : refusal("cross-site", "", { found: shown(site ?? "?") });
};

/** The two addresses that a browser goes to, there and back: no part of the interface for programs. */
export const addOidc = (app: FastifyInstance, database: Database, { secret, outside = {} }: SignInDoor): void => {
  const means = (): OidcMeans => ({ secret, outside, now: Date.now() });
  const route = {
    // Who only looks whether the address is there begins and ends nothing.
    exposeHeadRoute: false,
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      refuseUnencrypted(request);
      await app.limitRequest(request, reply);
      reply.header("cache-control", "no-store");
    },
  } as const;

  const accountToLink = async (request: FastifyRequest): Promise<Outcome<SignedInUser>> => {
    const elsewhere = refuseFromElsewhere(request);
    if (elsewhere !== undefined) return refused(elsewhere);
    const caller = await findCallerOf(database, request);
    if (!caller.ok) return caller;
    return isProved(request, caller.value, secret) ? signedInUser(caller.value) : refused(refusal("proof-required", ""));
  };

  app.get<Beginning>(
    `${SIGN_IN_PATH}/:id`,
    { ...route, schema: { querystring: beginQuery, params: z.strictObject({ id: z.string() }) } },
    async (request, reply) => {
      const { company, next, link } = request.query;
      const { id } = request.params;
      const account = link === undefined ? accepted(null) : await accountToLink(request);
      if (!account.ok)
        return refuseOnPage(request, reply, account.refusals, account.refusals[0].code === "proof-required" ? "/account" : "/sign-in");
      const found = account.value === null ? await companyToSignIn(database, company ?? null) : accepted(account.value.companyId);
      if (!found.ok) return refuseOnPage(request, reply, found.refusals, "/sign-in");
      // A company that there is not has no provider.
      const companyId = found.value ?? 0;
      const asked = {
        provider: id,
        next: ownPath(next),
        userNumber: account.value?.userNumber ?? null,
        redirectUri: redirectUriOf(siteOf(request), companyId, id),
      };
      const begun = await beginOidc(database, companyId, asked, means());
      if (!begun.ok) return refuseOnPage(request, reply, begun.refusals, account.value === null ? "/sign-in" : "/account");
      setFlow(reply, "oidc", begun.value.flow);
      return reply.redirect(begun.value.goTo.href, 303);
    },
  );

  app.get<Callback>(`${SIGN_IN_PATH}/callback/:company/:id`, route, async (request, reply) => {
    const flow = takeFlow(request, reply, "oidc");
    const caller = await findCallerOf(database, request);
    const { company, id } = request.params;
    const ended = {
      flow,
      address: new URL(request.url, siteOf(request)),
      companyId: /^[1-9]\d{0,8}$/.test(company) ? Number(company) : 0,
      provider: id,
      signedIn: caller.ok ? caller.value : undefined,
      browser: browserOf(request),
    };
    const done = await finishOidc(database, ended, means());
    if (!done.ok) return refuseOnPage(request, reply, done.refusals, caller.ok ? "/account" : "/sign-in");
    const { session, next } = done.value;
    if (session !== null) keepInBrowser(reply, session);
    return reply.redirect(next, 303);
  });
};
