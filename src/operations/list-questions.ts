import { isLed } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { daysIn, isoDay, type Span } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { heldOn } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { questionId, questionWords, type Answer, type QuestionRule } from "../domain/padding.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { questionsWithin, type FoundQuestion } from "../store/questions.ts";
import { loadSettings } from "../store/settings.ts";

export type QuestionsAsked = {
  readonly span: Span;
  /** With its subteams, by the members' team on the last day. */
  readonly team?: string;
  /** Left out, both. */
  readonly answered?: boolean;
} & AskedBy;

export type QuestionJson = {
  readonly question: string;
  readonly rule: QuestionRule;
  readonly member: string;
  readonly memberName: Name;
  readonly day: string;
  readonly kind: string | null;
  readonly prospect: string | null;
  /** The days that late records are about. */
  readonly about: { readonly firstOn: string; readonly lastOn: string; readonly days: number } | null;
  readonly why: { readonly en: string; readonly ko: string };
  readonly measured: number;
  /** How unusual it is: so many of the members' days with such records had as much. */
  readonly sameOrMore: number;
  readonly memberDays: number;
  /** The first ten. */
  readonly records: FoundQuestion["records"];
  readonly answer: { readonly answer: Answer; readonly reason: string; readonly by: string; readonly at: string } | null;
};

export type QuestionList = {
  readonly questions: readonly QuestionJson[];
  /** There are more: a shorter span or one team shows them. */
  readonly more: boolean;
};

export const LONGEST_SPAN = 93;
const MOST = 500;

const questionJson = (settings: Settings, found: FoundQuestion): QuestionJson => {
  const { rule, memberNumber, day, kind, about, measured } = found;
  const member = settings.members.find(({ number }) => number === memberNumber);
  if (member === undefined) throw new Error(`there is no member ${memberNumber}`);
  return {
    question: questionId({ rule, member: member.id, day, kind }),
    rule,
    member: member.id,
    memberName: member.name,
    day: isoDay(day),
    kind,
    prospect: found.prospect,
    about: about === null ? null : { firstOn: isoDay(about.firstOn), lastOn: isoDay(about.lastOn), days: about.days },
    why: questionWords({ rule, measured, kindName: kind ?? "", aboutDays: about?.days ?? null }),
    measured,
    sameOrMore: found.sameOrMore,
    memberDays: found.memberDays,
    records: found.records,
    answer: found.answer,
  };
};

export const questionsIn = async (
  tx: Transaction,
  settings: Settings,
  { span, members }: { readonly span: Span; readonly members: readonly number[] | null },
): Promise<QuestionList> => {
  const found = await questionsWithin(tx, { companyId: settings.companyId, span, members, limit: MOST + 1 });
  return { questions: found.slice(0, MOST).map((each) => questionJson(settings, each)), more: found.length > MOST };
};

/**
 * Records that somebody should be asked about, of a span of at most 93 days: never an accusation, each with why and how unusual it is.
 * Refuses a longer span and a team that there is not.
 */
export const listQuestions = (
  database: Database,
  companyId: number,
  { span: asked, team, answered, caller }: QuestionsAsked,
): Promise<Outcome<QuestionList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<QuestionList>> => {
    const settings = await loadSettings(tx, companyId);
    if (team !== undefined && !settings.teams.some(({ id }) => id === team)) return refused(notFound("team", team, settings.teams));
    const days = daysIn(asked);
    if (days > LONGEST_SPAN)
      return refused(
        refusal("span-long", "/before", { from: isoDay(asked.startsOn), before: isoDay(asked.endsBefore), days, most: LONGEST_SPAN }),
      );
    const tree = teamTree(settings.teams);
    const sight = sightIn(settings, caller, "questions:read");
    const span = { startsOn: Math.max(asked.startsOn, sight.since), endsBefore: asked.endsBefore };
    const led = settings.members.filter(({ number }) => isLed(sight, number));
    const members =
      team === undefined
        ? sight.members === "all"
          ? null
          : led.map(({ number }) => number)
        : led.filter((member) => isInTeam(tree, heldOn(member.team, span.endsBefore - 1), team)).map(({ number }) => number);
    const { questions, more } =
      span.startsOn < span.endsBefore ? await questionsIn(tx, settings, { span, members }) : { questions: [], more: false };
    return accepted({ questions: questions.filter((each) => answered === undefined || (each.answer !== null) === answered), more });
  });
