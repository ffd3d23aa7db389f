import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Json = Readonly<Record<string, unknown>>;

/** How the provider answers otherwise than it should. Left out: as it should. */
export type Lie = {
  readonly header?: (header: Json) => Json;
  readonly claims?: (claims: Json) => Json;
  /** How the token is signed. */
  readonly signedBy?: "nobody" | "public-key" | "another-key";
  readonly document?: (document: Json) => Json;
  /** The whole answer of the token endpoint. */
  readonly answer?: (answer: Json) => Json;
  readonly status?: number;
  /** What its UserInfo address tells. */
  readonly userInfo?: Json;
};

type Grant = { readonly clientId: string; readonly nonce: string; readonly challenge: string; readonly redirectUri: string };

export type LyingProvider = {
  readonly issuer: string;
  /** What it does from now on. */
  lie: Lie;
  /** Who it says signs in. */
  person: Json;
  /** Whether its document, from the next time it is read, names an address that tells of the person. */
  hasUserInfo: boolean;
  /** Signs with a new key from now on, which it publishes. */
  readonly newKey: () => void;
  /** How often each of its addresses was asked. */
  readonly asked: Map<string, number>;
  /** Where the browser goes after its user agreed to what it came with. */
  readonly agree: (authorization: URL) => URL;
  readonly stop: () => Promise<void>;
};

export const CLIENT = { clientId: "attain", clientSecret: "a secret of the test's own" } as const;

const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = "";
  for await (const piece of request) text += String(piece);
  return new URLSearchParams(text);
};

type Key = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

const makeKey = (): Key => ({ kid: randomBytes(4).toString("hex"), ...generateKeyPairSync("rsa", { modulusLength: 2048 }) });

const signatureOf = (data: string, key: Key, signedBy: Lie["signedBy"]): string => {
  if (signedBy === "nobody") return "";
  if (signedBy === "public-key")
    return createHmac("sha256", key.publicKey.export({ type: "spki", format: "pem" }))
      .update(data)
      .digest("base64url");
  return sign("sha256", Buffer.from(data), (signedBy === "another-key" ? makeKey() : key).privateKey).toString("base64url");
};

/** A provider of OpenID Connect on this computer that answers as the specification asks, and lies where a test wants it to. */
export const startLyingProvider = async (): Promise<LyingProvider> => {
  const grants = new Map<string, Grant>();
  const asked = new Map<string, number>();
  let key = makeKey();

  const document = (): Json => ({
    issuer: provider.issuer,
    authorization_endpoint: `${provider.issuer}/authorize`,
    token_endpoint: `${provider.issuer}/token`,
    jwks_uri: `${provider.issuer}/keys`,
    ...(provider.hasUserInfo ? { userinfo_endpoint: `${provider.issuer}/me` } : {}),
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });

  const tokens = (grant: Grant): Json => {
    const now = Math.floor(Date.now() / 1_000);
    const { header = (found) => found, claims = (found) => found, signedBy, answer = (found) => found } = provider.lie;
    const alg = { nobody: "none", "public-key": "HS256", "another-key": "RS256" }[signedBy ?? "another-key"];
    const body = { iss: provider.issuer, aud: grant.clientId, iat: now, exp: now + 300, nonce: grant.nonce, ...provider.person };
    const data = `${part(header({ typ: "JWT", alg, kid: key.kid }))}.${part(claims(body))}`;
    return answer({ access_token: "a", token_type: "Bearer", expires_in: 300, id_token: `${data}.${signatureOf(data, key, signedBy)}` });
  };

  const redeem = async (request: IncomingMessage): Promise<{ readonly status: number; readonly answer: Json }> => {
    const form = await bodyOf(request);
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const knows = form.get("client_id") === CLIENT.clientId && form.get("client_secret") === CLIENT.clientSecret;
    if (!knows) return { status: 401, answer: { error: "invalid_client" } };
    const fits = grant?.clientId === CLIENT.clientId && grant.challenge === challenge && grant.redirectUri === form.get("redirect_uri");
    return fits ? { status: provider.lie.status ?? 200, answer: tokens(grant) } : { status: 400, answer: { error: "invalid_grant" } };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "", provider.issuer);
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
    const send = (status: number, body: Json): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (pathname === "/.well-known/openid-configuration") return send(200, (provider.lie.document ?? ((found) => found))(document()));
    if (pathname === "/keys")
      return send(200, { keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: key.kid, use: "sig", alg: "RS256" }] });
    if (pathname === "/me") return send(200, provider.lie.userInfo ?? {});
    if (pathname !== "/token") return send(404, {});
    const redeemed = await redeem(request);
    return send(redeemed.status, redeemed.answer);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: LyingProvider = {
    // It listens on a port of TCP.
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: {},
    hasUserInfo: false,
    person: { sub: "mina-at-the-provider", email: "mina@northwind.example", email_verified: true },
    newKey: () => void (key = makeKey()),
    asked,
    agree: (authorization) => {
      const said = (name: string): string => authorization.searchParams.get(name) ?? "";
      const code = randomBytes(16).toString("hex");
      grants.set(code, {
        clientId: said("client_id"),
        nonce: said("nonce"),
        challenge: said("code_challenge"),
        redirectUri: said("redirect_uri"),
      });
      const back = new URL(said("redirect_uri"));
      back.searchParams.set("code", code);
      back.searchParams.set("state", said("state"));
      return back;
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return provider;
};
