import type { Caller } from "../../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";

/** A caller who has an account. */
export type SignedInUser = Pick<Caller, "companyId" | "by"> & { readonly userNumber: number };

/** Refuses keys (user-only-account): they have neither passkeys nor sign-ins of their own. */
export const signedInUser = ({ companyId, by, userNumber }: Caller): Outcome<SignedInUser> =>
  userNumber === null ? refused(refusal("user-only-account", "")) : accepted({ companyId, by, userNumber });
