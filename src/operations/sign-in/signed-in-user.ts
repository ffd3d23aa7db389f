import type { Caller } from "../../domain/access.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import { accountOf } from "../account-of.ts";

/** A caller who has an account. */
export type SignedInUser = Pick<Caller, "companyId" | "by"> & { readonly userNumber: number };

/** Refuses keys (user-only-account): they have neither passkeys nor sign-ins of their own. */
export const signedInUser = (caller: Caller): Outcome<SignedInUser> => {
  const account = accountOf(caller);
  return account.ok ? accepted({ companyId: caller.companyId, by: caller.by, userNumber: account.value }) : account;
};
