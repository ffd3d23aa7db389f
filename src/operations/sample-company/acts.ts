import { Readable } from "node:stream";
import { parseDisputeName } from "../../domain/dispute.ts";
import { isoDay, type Day } from "../../domain/day.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Language } from "../../domain/language.ts";
import { readLeave } from "../../domain/leave-reading.ts";
import type { Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";
import { asDoer } from "../../store/doer.ts";
import { acknowledgeStatement } from "../acknowledge-statement.ts";
import { answerQuestion } from "../answer-question.ts";
import { closePeriod } from "../close-period.ts";
import { commentDispute } from "../comment-dispute.ts";
import { decideDispute } from "../decide-dispute.ts";
import { draftPlan } from "../draft-plan.ts";
import { followUpMiss } from "../follow-up-miss.ts";
import { listFollowUps } from "../list-follow-ups.ts";
import { listQuestions } from "../list-questions.ts";
import { listStatements } from "../list-statements.ts";
import { raiseDispute, type DisputeInput } from "../raise-dispute.ts";
import { receiveImport } from "../receive-import.ts";
import { requestLeave } from "../request-leave.ts";
import { suggestMerge } from "../suggest-merge.ts";
import { writeNote } from "../write-note.ts";
import { takeIn, tooLargeRefusal, type ImportStore } from "../uploads/import-store.ts";
import type { SampleDays } from "./days.ts";
import { cast, leaderOf, reps } from "./people.ts";
import { prospectOf } from "./prospects.ts";
import type { SampleRecord } from "./records.ts";
import { said } from "./said.ts";
import { draftOfPlan, paddedDay, shortCallOf, waitingFile } from "./story.ts";

const MICROSECONDS_A_DAY = 86_400_000_000n;

/** The account that looks after the company. */
export const OPERATIONS = "operations";

export type Stage = {
  readonly database: Database;
  readonly companyId: number;
  readonly days: SampleDays;
  readonly records: readonly SampleRecord[];
  readonly now: Instant;
  readonly language: Language;
  readonly imports: ImportStore | undefined;
};

/** What is refused of a story that we wrote is our fault. */
export const must = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(`the sample was refused: ${JSON.stringify(outcome.refusals)}`);
};

/** Closes a month that is over everywhere. */
export const closeMonth = async ({ database, companyId, now, language }: Stage, on: Day): Promise<void> => {
  await asDoer(OPERATIONS, async () =>
    must(await closePeriod(database, companyId, { cadence: "month", on, despite: said[language].lateWhy }, { by: OPERATIONS, now })),
  );
};

const raise = async (stage: Stage, input: DisputeInput): Promise<number> => {
  const { dispute } = await asDoer(input.by, async () =>
    must(await raiseDispute(stage.database, stage.companyId, input, { now: stage.now })),
  );
  return parseDisputeName(dispute) ?? 0;
};

const onShortCall = (stage: Stage, by: string, reason: string): DisputeInput => ({
  by,
  reason,
  evidence: null,
  record: shortCallOf(stage.records, by, stage.days),
  metric: "conversations",
  counts: true,
});

/** One is decided, one record that was missing is entered, two wait. */
export const disputeVerdicts = async (stage: Stage): Promise<void> => {
  const { database, companyId, days, now, language } = stage;
  const say = said[language];
  const decide = async (number: number, by: string, reason: string): Promise<void> => {
    await asDoer(by, async () => must(await decideDispute(database, companyId, { number, by, upheld: true, reason }, { now })));
  };
  const upheld = await raise(stage, onShortCall(stage, cast.upheld, say.upheldReason));
  await asDoer(cast.upheld, async () =>
    must(await commentDispute(database, companyId, { number: upheld, by: cast.upheld, said: say.comment, evidence: null }, { now })),
  );
  await decide(upheld, leaderOf.seoul, say.upheldDecision);
  const missing = await raise(stage, {
    by: "jason-park",
    reason: say.missingReason,
    evidence: null,
    missing: {
      kind: "meeting",
      outcome: "held",
      occurredOn: isoDay(days.today - 4),
      prospect: prospectOf(personOf("jason-park"), 7).email,
    },
  });
  await decide(missing, leaderOf["new-york"], say.missingDecision);
  await raise(stage, onShortCall(stage, cast.raj, say.rajReason));
  await raise(stage, onShortCall(stage, cast.waiting, say.waitingReason));
};

const personOf = (id: string) => {
  const person = reps.find((each) => each.id === id);
  if (person === undefined) throw new Error(`nobody of the sample is ${id}`);
  return person;
};

/** The padder's leader has asked about one day; the others wait. */
export const answerOneQuestion = async ({ database, companyId, records, days, language }: Stage): Promise<void> => {
  const day = paddedDay(records, days);
  if (day === undefined) return;
  const span = { startsOn: day - 30, endsBefore: day + 1 };
  const { questions } = must(await listQuestions(database, companyId, { span, team: "seoul" }));
  const question = questions.find(({ member, rule }) => member === cast.padder && rule === "short-calls")?.question;
  if (question === undefined) throw new Error("the padder raised no question");
  const by = leaderOf.seoul;
  await asDoer(by, async () =>
    must(await answerQuestion(database, companyId, question, { answer: "look_into", reason: said[language].padded, by })),
  );
};

/** What the leader in Seoul remembers of talks with the padder and with who is busy: one thing that was agreed is done, two are not. */
export const noteTalks = async ({ database, companyId, days, now, language }: Stage): Promise<void> => {
  const say = said[language];
  const by = leaderOf.seoul;
  const talks = [
    { member: cast.padder, back: 15, text: say.padderFirst, agreed: say.padderFirstAgreed, due: -8, written: 8, done: true },
    { member: cast.padder, back: 8, text: say.padderLast, agreed: say.padderLastAgreed, due: -1, written: 8, done: false },
    { member: cast.busy, back: 6, text: say.busyLast, agreed: say.busyLastAgreed, due: 4, written: 6, done: false },
  ];
  for (const { member, back, text, agreed, due, written, done } of talks) {
    const order = { member, on: days.today - back, text, agreed, dueOn: days.today + due, done };
    await asDoer(by, async () =>
      must(await writeNote(database, companyId, order, { by, now: now - BigInt(written) * MICROSECONDS_A_DAY })),
    );
  }
};

/** What was missed in the month before: one has said why, and a day is agreed. */
export const followUpOne = async ({ database, companyId, days, now, language }: Stage): Promise<void> => {
  const { followUps } = must(await listFollowUps(database, companyId, { member: cast.missed, periods: 3 }, { now }));
  const missed = followUps.find(({ plan, state }) => plan.id === "monthly-prospecting" && state === "missed");
  if (missed === undefined) return;
  const about = { member: cast.missed, plan: "monthly-prospecting", on: days.monthBefore.startsOn };
  const say = said[language];
  const leader = leaderOf.busan;
  await asDoer(cast.missed, async () =>
    must(
      await followUpMiss(
        database,
        companyId,
        { ...about, act: "reason", by: cast.missed, text: say.missedReason, reviewOn: null },
        { now },
      ),
    ),
  );
  await asDoer(leader, async () =>
    must(
      await followUpMiss(
        database,
        companyId,
        { ...about, act: "coaching", by: leader, text: say.coaching, reviewOn: days.today + 7 },
        { now },
      ),
    ),
  );
};

/** Raj has seen his statements of two months ago; the last ones wait for him. */
export const acknowledgeSome = async ({ database, companyId, days, language }: Stage): Promise<void> => {
  const { statements } = must(await listStatements(database, companyId, { cadence: "month", on: days.history.startsOn, member: cast.raj }));
  for (const { statement } of statements)
    await asDoer(cast.raj, async () =>
      must(await acknowledgeStatement(database, companyId, statement, { by: cast.raj, remark: said[language].remark })),
    );
};

export const askForLeave = async ({ database, companyId, days, language }: Stage): Promise<void> => {
  const order = must(
    readLeave({
      member: cast.asksForLeave,
      from: isoDay(days.today + 10),
      through: isoDay(days.today + 12),
      kind: "family_event",
      note: said[language].leaveNote,
    }),
  );
  await asDoer(cast.asksForLeave, async () => must(await requestLeave(database, companyId, order, { by: cast.asksForLeave })));
};

export const keepDraft = async ({ database, companyId, days, language }: Stage): Promise<void> => {
  const order = { id: "fewer-better", name: said[language].draftName, input: draftOfPlan(days), by: OPERATIONS };
  await asDoer(OPERATIONS, async () => must(await draftPlan(database, companyId, order)));
};

export const suggestOneMerge = async ({ database, companyId, language }: Stage): Promise<void> => {
  const [keep, other] = [prospectOf(personOf(cast.raj), 3), prospectOf(personOf("kim-mina"), 3)];
  await asDoer(cast.raj, async () =>
    must(await suggestMerge(database, companyId, { keep: keep.email, other: other.email, reason: said[language].merge }, { by: cast.raj })),
  );
};

/** A file that waits to be looked at and confirmed. */
export const sendFile = async ({ database, companyId, days, now, language, imports }: Stage): Promise<void> => {
  if (imports === undefined) return;
  const { name, text } = waitingFile(days);
  const arrived = must(await takeIn(imports, Readable.from([Buffer.from(text)]), imports.largest, () => tooLargeRefusal(imports)));
  const file = { arrived, fileName: name, what: undefined, map: undefined };
  await asDoer(OPERATIONS, async () => must(await receiveImport(database, companyId, imports, file, { by: OPERATIONS, language, now })));
};
