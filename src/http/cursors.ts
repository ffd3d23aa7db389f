import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { refusal } from "../domain/refusal.ts";
import { subkey, type Secret } from "../operations/secret.ts";
import { refuse } from "./refused-request.ts";

const MAC_BYTES = 16;
/** An operation's own cursor is far shorter. */
const LONGEST = 4_000;

/** What a cursor is good for: this company, this address, these parameters but for how many at once. */
const scopeOf = ({ url, caller }: FastifyRequest): string => {
  const { pathname, searchParams } = new URL(url, "http://attain");
  searchParams.delete("cursor");
  searchParams.delete("limit");
  searchParams.sort();
  return `${caller?.companyId ?? 0} ${pathname}?${searchParams.toString()}\n`;
};

const macOf = (secret: Secret, request: FastifyRequest, inner: Buffer): Buffer =>
  createHmac("sha256", subkey(secret, "cursors")).update(scopeOf(request)).update(inner).digest().subarray(0, MAC_BYTES);

/** An operation's cursor as it goes out: nobody makes one by hand, and it opens nothing but the list that it is of. */
const sealCursor = (secret: Secret, request: FastifyRequest, cursor: string): string => {
  const inner = Buffer.from(cursor);
  return Buffer.concat([macOf(secret, request, inner), inner]).toString("base64url");
};

/** The operation's cursor in one that went out. Refuses one that was changed, or is another list's or another company's. */
export const openCursor = (secret: Secret, request: FastifyRequest, cursor: string): string => {
  const bytes = cursor.length > LONGEST ? Buffer.alloc(0) : Buffer.from(cursor, "base64url");
  const inner = bytes.subarray(MAC_BYTES);
  if (inner.length > 0 && timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(secret, request, inner))) return inner.toString();
  return refuse(refusal("cursor-invalid", "?cursor"));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The answer with its cursor sealed; that of a list within it, one step down, too. */
export const withSealedCursors = (secret: Secret, request: FastifyRequest, answer: unknown, depth = 1): unknown => {
  if (!isObject(answer)) return answer;
  const { nextCursor } = answer;
  const inner = depth === 0 ? [] : Object.entries(answer).filter(([, value]) => isObject(value) && typeof value["nextCursor"] === "string");
  if (typeof nextCursor !== "string" && inner.length === 0) return answer;
  return {
    ...answer,
    ...Object.fromEntries(inner.map(([name, value]) => [name, withSealedCursors(secret, request, value, depth - 1)])),
    ...(typeof nextCursor === "string" ? { nextCursor: sealCursor(secret, request, nextCursor) } : {}),
  };
};
