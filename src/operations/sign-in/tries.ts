import { createHmac } from "node:crypto";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { firstCompanies } from "../../store/companies.ts";
import { acrossCompanies, inCompany, type Database } from "../../store/database.ts";
import { countTry, forgetTries, takeTryBack, type Tried } from "../../store/failed-tries.ts";
import { subkey, type Secret } from "../../store/secret-key.ts";

const PER_SECONDS = 15 * 60;
const SECONDS_PER_MINUTE = 60;

/** How often may be wrong within a quarter of an hour: at one account, at one second factor, from one address. */
const most = { account: 10, "second-factor": 5, address: 100 } as const;

/** What is guessed at, or from where; none is stored but as a hash by the installation's secret. */
export type TryKey = { readonly what: keyof typeof most; readonly key: string };

/** What is guessed at an account's password, from outside by any of its names and from within. */
export const triesAt = (userNumber: number): TryKey => ({ what: "account", key: `user ${userNumber}` });

const triedOf = (secret: Secret, { what, key }: TryKey): Tried => ({
  what,
  keyHash: createHmac("sha256", subkey(secret, "failed tries")).update(key).digest(),
  most: most[what],
  perSeconds: PER_SECONDS,
});

/** Whoever tries again, too soon: in how many seconds it may be. */
export const tooManyTries = (seconds: number): Outcome<never> =>
  refused(refusal("login-slow", "", { retryAfterSeconds: seconds, minutes: Math.ceil(seconds / SECONDS_PER_MINUTE) }));

/** Counts a try before it is made. Refuses it where there were too many that failed. */
export const beginTry = async (database: Database, secret: Secret, companyId: number, key: TryKey): Promise<Outcome<undefined>> => {
  const seconds = await inCompany(database, companyId, (tx) => countTry(tx, companyId, triedOf(secret, key)));
  return seconds === 0 ? accepted(undefined) : tooManyTries(seconds);
};

/** It was right: what was wrong before counts no more. */
export const endTries = (database: Database, secret: Secret, companyId: number, key: TryKey): Promise<void> =>
  inCompany(database, companyId, (tx) => forgetTries(tx, companyId, triedOf(secret, key)));

/** An address tries at all companies: its tries are counted in the first. Undefined while there is none. */
export const addressCompany = (database: Database): Promise<number | undefined> =>
  acrossCompanies(database, async (tx) => (await firstCompanies(tx, 1))[0]?.companyId);

/** It was right: it is no failed try, and the others of its address stay. */
export const endTry = (database: Database, secret: Secret, companyId: number, key: TryKey): Promise<void> =>
  inCompany(database, companyId, (tx) => takeTryBack(tx, companyId, triedOf(secret, key)));
