import { keepLink, type LinkPurpose } from "../../store/account-links.ts";
import type { Transaction } from "../../store/database.ts";
import { newCredential } from "../credentials.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** How long a link opens something. */
export const LINK_SECONDS = { invitation: 7 * DAY, reset: 30 * MINUTE } as const satisfies Record<LinkPurpose, number>;

/** The page's address behind which its token stands where no server and no log sees it. */
export const linkUrl = (publicUrl: URL, token: string): string => `${publicUrl.origin}/link#${token}`;

/** A new link to set the account's password by; those before open nothing any more. */
export const makeLink = async (
  tx: Transaction,
  companyId: number,
  { userNumber, purpose, by }: { readonly userNumber: number; readonly purpose: LinkPurpose; readonly by: string },
): Promise<string> => {
  const { text, secretHash } = newCredential("link", companyId);
  await keepLink(tx, companyId, { secretHash, userNumber, purpose, seconds: LINK_SECONDS[purpose], by });
  return text;
};
