import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** What an authenticator and a browser say together. Left out: the truth. */
export type Said = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  /** 1 a touch, 4 a verified user. */
  readonly flags?: number;
  readonly counter?: number;
  readonly key?: KeyObject;
  readonly userHandle?: Buffer;
  readonly crossOrigin?: boolean;
};

const sha256 = (value: string | Buffer): Buffer => createHash("sha256").update(value).digest();

/** A key as COSE writes it (RFC 9052): EC2, ES256, P-256. */
const cose = (key: KeyObject): Buffer => {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const coordinate = (text: string): Buffer => Buffer.from(text, "base64url");
  return Buffer.concat([Buffer.from("a5010203262001215820", "hex"), coordinate(x), Buffer.from("225820", "hex"), coordinate(y)]);
};

export type SoftwareAuthenticator = {
  readonly credentialId: Buffer;
  readonly userHandle: Buffer;
  readonly publicKey: Buffer;
  readonly answer: (challenge: string, said?: Said) => Record<string, unknown>;
};

/** An authenticator of the test's own, by the specification alone (WebAuthn 2, 6.1 and 7.2), that says whatever it is told to. */
export const softwareAuthenticator = (
  companyId: number,
  { origin, rpId }: { readonly origin: string; readonly rpId: string },
): SoftwareAuthenticator => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(16);
  const userHandle = randomBytes(32);
  userHandle.writeUInt32BE(companyId, 0);
  let uses = 0;
  return {
    credentialId,
    userHandle,
    publicKey: cose(publicKey),
    answer: (challenge, said = {}) => {
      uses += 1;
      const clientDataJSON = Buffer.from(
        JSON.stringify({
          type: said.type ?? "webauthn.get",
          challenge: said.challenge ?? challenge,
          origin: said.origin ?? origin,
          crossOrigin: said.crossOrigin ?? false,
        }),
      );
      const counter = Buffer.alloc(4);
      counter.writeUInt32BE(said.counter ?? uses);
      const authenticatorData = Buffer.concat([sha256(said.rpId ?? rpId), Buffer.from([said.flags ?? 5]), counter]);
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(clientDataJSON)]), said.key ?? privateKey);
      const id = credentialId.toString("base64url");
      return {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientDataJSON.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: (said.userHandle ?? userHandle).toString("base64url"),
        },
      };
    },
  };
};
