import { refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { fewAtOnce } from "../few-at-once.ts";

/** A check of a password takes 19 MiB, and a processor for as long as it lasts: a flood of them leaves room for everybody else. */
const CHECKS_AT_ONCE = 2;
/** What comes beyond these would wait longer than a browser does, and be held in memory for it. */
const MOST_WAITING = 100;
const RETRY_SECONDS = 5;

const inTurn = fewAtOnce(CHECKS_AT_ONCE, MOST_WAITING);

/** Does in its turn what checks or makes the hash of a password. Refuses it, unread and whoever's it is, while too many wait (login-busy). */
export const inPasswordTurn = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  inTurn(work) ?? refused(refusal("login-busy", "", { retryAfterSeconds: RETRY_SECONDS }));
