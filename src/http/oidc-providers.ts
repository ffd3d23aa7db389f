import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { roles } from "../domain/member.ts";
import { readOidcProvider } from "../domain/oidc-provider-reading.ts";
import type { Database } from "../operations/database.ts";
import { listOidcProviders, type OidcProviderJson } from "../operations/list-oidc-providers.ts";
import { redirectUriOf } from "../operations/oidc/redirect-uri.ts";
import { removeOidcProvider } from "../operations/remove-oidc-provider.ts";
import { saveOidcProvider } from "../operations/save-oidc-provider.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint, type Asked } from "./endpoint.ts";
import type { SignInDoor } from "./oidc.ts";
import { seenBy, versioned } from "./preconditions.ts";
import { valueOf } from "./refused-request.ts";
import { instant } from "./schemas.ts";
import { siteOf } from "./site.ts";

const text = z.string();

const fields = {
  name: text.describe("As the sign-in page calls it"),
  issuer: text.describe("To the letter as its own document at /.well-known/openid-configuration has it").meta({
    examples: ["https://accounts.google.com"],
  }),
  clientId: text.describe("As the provider knows this installation"),
  domains: z.array(text).describe("Whose addresses may sign in; none: all whom the provider knows"),
  createsAccounts: z.boolean().describe("A first sign-in of these domains makes an account"),
  roles: z.array(z.enum(roles)).describe("Of an account that is made so; never admin"),
};

const provider = z
  .strictObject({
    id: text,
    ...fields,
    hasSecret: z.boolean().describe("The client secret is kept sealed and never told"),
    redirectUri: text.describe("To be entered at the provider, to the letter"),
    createdAt: instant,
    createdBy: text,
    changedAt: instant.nullable(),
    version: z.int().describe("As the ETag has it"),
  })
  .meta({ id: "OidcProvider" });

const providers = z
  .strictObject({
    providers: z.array(provider),
    redirectUri: text.describe("Of a provider that is not set up yet, with {id} in the place of its id"),
  })
  .meta({ id: "OidcProviders" });

const order = z
  .strictObject({
    ...fields,
    clientSecret: text.nullish().describe("Left out: the one that is kept stays; null: none, as of a public client"),
    domains: fields.domains.optional(),
    createsAccounts: fields.createsAccounts.optional(),
    roles: fields.roles.optional(),
  })
  .meta({
    id: "OidcProviderOrder",
    examples: [
      {
        name: "Google",
        issuer: "https://accounts.google.com",
        clientId: "1234.apps.googleusercontent.com",
        clientSecret: "…",
        domains: ["northwind.example"],
        createsAccounts: true,
        roles: ["rep"],
      },
    ],
  });

const path = z.strictObject({ id: text.describe("1 to 40 small letters, digits and hyphens, such as google") });
const url = "/api/v1/oidc-providers";

/** The providers of OpenID Connect by which a company's people sign in. */
export const addOidcProviders = (app: FastifyInstance, database: Database, { secret, outside = {} }: SignInDoor): void => {
  const shown = (found: OidcProviderJson, { request }: Asked<unknown, unknown>) => ({
    ...found,
    redirectUri: redirectUriOf(siteOf(request), callerOf(request).companyId, found.id),
  });

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listOidcProviders",
    access: "users:read",
    summary: "The providers by which people sign in, by name",
    answer: providers,
    answerTo: async (asked) => {
      const { companyId } = callerOf(asked.request);
      const found = await listOidcProviders(database, companyId);
      return {
        providers: found.providers.map((each) => shown(each, asked)),
        redirectUri: redirectUriOf(siteOf(asked.request), companyId, "{id}").replace("%7Bid%7D", "{id}"),
      };
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: `${url}/:id`,
    operationId: "saveOidcProvider",
    access: "users:write",
    summary: "Set up a provider, or change it",
    isEdit: true,
    description: "Its document is read on the way: an issuer at which no provider of OpenID Connect answers is refused.",
    path,
    bodies: { "application/json": order },
    answer: provider,
    // The provider is waited for, and the database is not.
    isLong: true,
    isInSteps: true,
    answerTo: async (asked) => {
      const { companyId, by } = callerOf(asked.request);
      const read = valueOf(readOidcProvider(asked.path.id, asked.request.body));
      const saved = valueOf(await saveOidcProvider(database, companyId, read, { by, secret, outside, seen: seenBy(asked.request) }));
      return versioned(asked.reply, shown(saved, asked));
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${url}/:id`,
    operationId: "removeOidcProvider",
    access: "users:write",
    summary: "Nobody signs in by the provider any more; who is linked with it stays linked, should it come back",
    path,
    answer: provider,
    answerTo: async (asked) => {
      const { companyId, by } = callerOf(asked.request);
      return shown(valueOf(await removeOidcProvider(database, companyId, asked.path.id, { by })), asked);
    },
  });
};
