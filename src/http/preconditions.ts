import type { FastifyReply, FastifyRequest } from "fastify";
import { refusal } from "../domain/refusal.ts";
import type { Seen } from "../domain/seen-version.ts";
import { shown } from "../domain/shown.ts";
import { refuse } from "./refused-request.ts";

/** Strong tags alone are compared (RFC 9110, 13.1.1): what a weak one says may be another text. */
const tags = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/;
const LONGEST = 1_000;

/** Which version the sender has seen, as If-Match tells. */
export const seenBy = ({ headers }: FastifyRequest): Seen => {
  const found = headers["if-match"];
  if (found === undefined) return null;
  if (found.trim() === "*") return "any";
  if (found.length > LONGEST || !tags.test(found)) refuse(refusal("if-match-format", "", { found: shown(found) }));
  return Array.from(found.matchAll(/(W\/)?"([^"]*)"/g)).flatMap(([, weak, tag = ""]) => (weak === undefined ? [tag] : []));
};

/** Says which version goes out, for who will change it. */
export const tellVersion = (reply: FastifyReply, version: string | number | bigint): void => {
  reply.header("etag", `"${version}"`);
};

/** The answer, whose version goes out with it. */
export const versioned = <T extends { readonly version: number }>(reply: FastifyReply, answer: T): T => {
  tellVersion(reply, answer.version);
  return answer;
};
