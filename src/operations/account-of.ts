import type { Caller } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";

/** The account's number; refuses a key, which has no account of its own to look after. */
export const accountOf = ({ userNumber }: Caller): Outcome<number> =>
  userNumber === null ? refused(refusal("user-only-account", "")) : accepted(userNumber);
