import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { AuditRow } from "../../store/audit-events.ts";
import type { AuditSeal } from "../../store/audit-seals.ts";
import { subkey, type Secret } from "../../store/secret-key.ts";

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

// A leaf can never be taken for a node, whatever somebody writes into an event (RFC 6962, 2.1).
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The hash of an event: of everything that stands in its row. */
export const leafOf = (companyId: number, { number, at, by, act, subject, subjectId, before, after }: AuditRow): Buffer =>
  sha256(LEAF, canonicalJson([companyId, String(number), at, by, act, subject, subjectId, before, after]));

/** The Merkle root over the leaves: an odd one out rises as it is. */
export const rootOf = (leaves: readonly Buffer[]): Buffer => {
  let level = leaves;
  while (level.length > 1)
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, place) => {
      const [left, right] = [level[2 * place], level[2 * place + 1]];
      if (left === undefined) throw new Error("a tree without leaves has no root");
      return right === undefined ? left : sha256(NODE, left, right);
    });
  const [root] = level;
  if (root === undefined) throw new Error("a tree without leaves has no root");
  return root;
};

// The private key of RFC 8410 around its 32 bytes.
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key that signs seals, worked out from the installation's secret: there is nothing of it to be kept or to get lost. */
export const sealingKey = (secret: Secret): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, subkey(secret, "audit-seals")]), format: "der", type: "pkcs8" });

/** The key by which seals are checked, as text: SPKI in base64. */
export const publicText = (key: KeyObject): string => createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");

/** What a seal says and signs. */
const statementOf = (
  companyId: number,
  { number, eventNumbers, root, previous, sealedAt }: Omit<AuditSeal, "signature" | "leaves">,
): string =>
  canonicalJson({
    companyId,
    seal: number,
    firstEvent: String(eventNumbers[0]),
    lastEvent: String(eventNumbers.at(-1)),
    events: eventNumbers.length,
    root: root.toString("hex"),
    previous: previous?.toString("hex") ?? null,
    sealedAt,
  });

/** What the seal after this one holds on to. */
export const digestOf = (companyId: number, seal: Omit<AuditSeal, "signature" | "leaves">): Buffer => sha256(statementOf(companyId, seal));

export const signSeal = (companyId: number, seal: Omit<AuditSeal, "signature">, key: KeyObject): Buffer =>
  sign(null, Buffer.from(statementOf(companyId, seal)), key);

export const isSigned = (companyId: number, seal: AuditSeal, key: KeyObject): boolean =>
  verify(null, Buffer.from(statementOf(companyId, seal)), createPublicKey(key), seal.signature);
