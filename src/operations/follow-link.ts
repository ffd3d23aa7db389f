import type { Instant } from "../domain/instant.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownSignals, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { loadSettings } from "../store/settings.ts";
import { keepHit, linkById, messagesToJudge } from "../store/tracked-links.ts";
import { judgeMessages } from "./signals/judge-messages.ts";
import { readLinkName, type ReadLinkName } from "./signals/link-names.ts";

/** A request for a link, as it came. */
export type LinkRequest = {
  readonly name: string;
  readonly at: Instant;
  readonly method: string;
  readonly purpose: string;
  readonly userAgent: string;
  readonly network: string;
};

/** Longer than any browser's; of the rest nothing is known. */
const LONGEST_AGENT = 500;

const unknown = refused(refusal("not-found", "", { what: { en: "link", ko: "링크" }, found: "", hint: noHint }));

const follow = async (
  tx: Transaction,
  { companyId, id, isSigned }: ReadLinkName,
  { at, method, purpose, userAgent, network }: LinkRequest,
): Promise<Outcome<string>> => {
  const link = await linkById(tx, companyId, id);
  if (link === undefined) return unknown;
  await shareCompany(tx, companyId);
  await ownSignals(tx, companyId);
  const hit = {
    linkId: id,
    messageNumber: link.messageNumber,
    at,
    method,
    purpose: purpose.slice(0, LONGEST_AGENT),
    isSigned,
    userAgent: userAgent.slice(0, LONGEST_AGENT),
    network,
  };
  await keepHit(tx, companyId, hit);
  await judgeMessages(tx, await loadSettings(tx, companyId), await messagesToJudge(tx, companyId, hit), at);
  return isSigned ? accepted(link.url) : unknown;
};

/**
 * Where one of our links leads. The request is kept as it came, and all of the message are judged anew with it: only a person's click becomes a signal. Refuses a
 * name that is not of our making, and notes that somebody tried.
 */
export const followLink = async (database: Database, secret: Secret, request: LinkRequest): Promise<Outcome<string>> => {
  const name = readLinkName(secret, request.name);
  return name === undefined ? unknown : inCompany(database, name.companyId, (tx) => follow(tx, name, request));
};
