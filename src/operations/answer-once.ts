import { createHash } from "node:crypto";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, inJointTransaction, type Database, type Transaction } from "../store/database.ts";
import {
  forgetWork,
  keepAnswer,
  keepWorking,
  keptAnswer,
  mayAnswer,
  sayWorking,
  type AnswerKey,
  type KeptAnswer,
} from "../store/kept-answers.ts";
import { openText, sealText, subkey, type Secret } from "../store/secret-key.ts";

/** An answer as it goes over the line. */
export type WrittenAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type OneTimeRequest = {
  readonly companyId: number;
  /** Whose key it is: a sender, by a number that is nobody else's. */
  readonly by: string;
  readonly key: string;
  readonly secret: Secret;
  /** What is asked, as a hash; of a body that streams it is known when it has come in. */
  readonly fingerprint: () => Promise<Buffer>;
  /** Does it. What it throws is thrown on, and leaves nothing. */
  readonly answer: () => Promise<WrittenAnswer>;
  /** False for an answer that says that nothing was done. */
  readonly isKept: (answer: WrittenAnswer) => boolean;
};

export type OneTimeAnswer = WrittenAnswer & { readonly isReplayed: boolean };

/** How long the same again is answered the same. */
export const KEPT_HOURS = 24;
/** Who asks while it is worked on comes back then. */
export const SOON_SECONDS = 2;
/** Work in steps says so often that it lives; when its server dies it is free again so much later. */
const ALIVE_SECONDS = 60;
const SAID_EVERY_MS = 20_000;

const keyOf = ({ by, key }: OneTimeRequest): AnswerKey => ({ by, keyHash: createHash("sha256").update(key).digest() });
const sealingKey = (secret: Secret): Buffer => subkey(secret, "kept answers");

const inProgress = refused(refusal("idempotency-in-progress", "", { seconds: SOON_SECONDS }));

/** What was kept, if the same is asked; of a body that streams this reads it to its end. */
const replay = async (request: OneTimeRequest, kept: KeptAnswer): Promise<Outcome<OneTimeAnswer>> => {
  const { fingerprint, sealedAnswer, askedAt } = kept;
  if (sealedAnswer === null || fingerprint === null) return inProgress;
  if (!fingerprint.equals(await request.fingerprint()))
    return refused(refusal("idempotency-key-reused", "", { at: `${askedAt.slice(0, 19)}Z` }));
  if (sealedAnswer.length === 0) return refused(refusal("idempotency-answer-erased", "", { at: `${askedAt.slice(0, 19)}Z` }));
  // Sealed by ourselves, and by nobody else.
  const answer = JSON.parse(openText(sealingKey(request.secret), sealedAnswer)) as WrittenAnswer;
  return accepted({ ...answer, isReplayed: true });
};

const keep = async (tx: Transaction, request: OneTimeRequest, answer: WrittenAnswer): Promise<OneTimeAnswer> => {
  if (!request.isKept(answer)) {
    await forgetWork(tx, request.companyId, keyOf(request));
    return { ...answer, isReplayed: false };
  }
  const sealedAnswer = sealText(sealingKey(request.secret), JSON.stringify(answer));
  await keepAnswer(tx, request.companyId, { ...keyOf(request), fingerprint: await request.fingerprint(), sealedAnswer });
  return { ...answer, isReplayed: false };
};

/**
 * Does what is asked once, however often it is asked under one key within a day: later ones get the answer of the first. What is done and its answer are
 * kept in one transaction, so neither stands without the other whatever breaks. A request that is refused or fails does not use its key up. Refuses
 * the key for another request, and while the first is still worked on.
 */
export const answerOnce = (database: Database, request: OneTimeRequest): Promise<Outcome<OneTimeAnswer>> => {
  const { companyId } = request;
  return inJointTransaction(database, companyId, async (tx): Promise<Outcome<OneTimeAnswer>> => {
    if (!(await mayAnswer(tx, companyId, keyOf(request)))) return inProgress;
    const kept = await keptAnswer(tx, companyId, keyOf(request), KEPT_HOURS);
    return kept === undefined ? accepted(await keep(tx, request, await request.answer())) : replay(request, kept);
  });
};

/** Says that the key is being worked under; a refusal or the kept answer if it may not be. */
const begin = (database: Database, request: OneTimeRequest): Promise<KeptAnswer | "mine" | "another's"> =>
  inCompany(database, request.companyId, async (tx) => {
    const key = keyOf(request);
    if (!(await mayAnswer(tx, request.companyId, key))) return "another's";
    const kept = await keptAnswer(tx, request.companyId, key, KEPT_HOURS);
    if (kept !== undefined) return kept;
    await keepWorking(tx, request.companyId, key, ALIVE_SECONDS);
    return "mine";
  });

/**
 * As `answerOnce`, for work in several transactions: files, lines without end, what takes snapshots of its own. The answer is kept after the work. When the
 * server dies between, the same again is done again, a minute later: such work changes nothing the second time, and says so.
 */
export const answerOnceInSteps = async (database: Database, request: OneTimeRequest): Promise<Outcome<OneTimeAnswer>> => {
  const { companyId } = request;
  const key = keyOf(request);
  const begun = await begin(database, request);
  if (begun === "another's") return inProgress;
  if (begun !== "mine") return replay(request, begun);
  const alive = setInterval(() => {
    inCompany(database, companyId, (tx) => sayWorking(tx, companyId, key, ALIVE_SECONDS), { lasting: false }).catch(() => undefined);
  }, SAID_EVERY_MS);
  try {
    const answer = await request.answer();
    return accepted(await inCompany(database, companyId, (tx) => keep(tx, request, answer)));
  } catch (error) {
    // What has no answer is free to be asked again; if even this fails, a minute from now.
    await inCompany(database, companyId, (tx) => forgetWork(tx, companyId, key)).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(alive);
  }
};
