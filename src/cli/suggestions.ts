import { Option, type Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { signalKindWords } from "../domain/signals/signal.ts";
import { suggestionStates, suggestionStateWords, type SuggestionState } from "../domain/signals/suggestion.ts";
import { readSuggestionClaim, readSuggestionContact, readSuggestionWord } from "../domain/signals/suggestion-reading.ts";
import { claimSuggestion } from "../operations/claim-suggestion.ts";
import { contactSuggestion } from "../operations/contact-suggestion.ts";
import type { Database } from "../operations/database.ts";
import { dismissSuggestion } from "../operations/dismiss-suggestion.ts";
import { listSuggestions } from "../operations/list-suggestions.ts";
import { releaseSuggestion } from "../operations/release-suggestion.ts";
import { restoreSuggestion } from "../operations/restore-suggestion.ts";
import { routeSignals } from "../operations/route-signals.ts";
import { showCoverage, type CoverageJson } from "../operations/show-coverage.ts";
import type { ContactSuggestionJson } from "../operations/suggestions/contact-suggestion-json.ts";
import { parseDay, type Day } from "../domain/day.ts";
import { clock } from "./disputes.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Shell } from "./shell.ts";

type Words = {
  readonly lists: string;
  readonly claims: string;
  readonly releases: string;
  readonly dismisses: string;
  readonly restores: string;
  readonly contacts: string;
  readonly covers: string;
  readonly routes: string;
  readonly number: string;
  readonly by: string;
  readonly reason: string;
  readonly member: string;
  readonly state: string;
  readonly order: string;
  readonly kind: string;
  readonly outcome: string;
  readonly note: string;
  readonly at: string;
  readonly from: string;
  readonly through: string;
  readonly due: (at: string) => string;
  readonly late: string;
  readonly nobody: string;
  readonly score: (score: number) => string;
  readonly count: (count: number) => string;
  readonly recorded: (key: string) => string;
  readonly coverage: (answered: number, routed: number) => string;
  readonly within: (time: string) => string;
  readonly hours: (hours: string) => string;
  readonly routed: (signals: number, made: number, answered: number, expired: number) => string;
};

const words: Readonly<Record<Language, Words>> = {
  en: {
    lists: "list whom to contact, why and until when",
    claims: "take a suggestion; of two who take it at once one has it",
    releases: "give a suggestion back, so that somebody else may take it",
    dismisses: "say that nobody is contacted because of a suggestion",
    restores: "take one's own dismissal back",
    contacts: "say that the prospect of a suggestion was contacted; that is recorded as an activity",
    covers: "how many suggestions were answered, and how fast",
    routes: "let signals become suggestions now; a server that runs does so by itself",
    number: "the suggestion's number",
    by: "who does it: a member's id",
    reason: "why",
    member: "those that this member has",
    state: `${suggestionStates.join(", ")}; left out: those that wait`,
    order: "due (what is due first), score (the warmest), new (the newest)",
    kind: "how: call, email, message …",
    outcome: "what came of it",
    note: "what was said, in a line",
    at: "when, with an offset; left out: now",
    from: "the first day on which they were made (28 days ago)",
    through: "the last one (today)",
    due: (at) => `until ${at}`,
    late: "late",
    nobody: "nobody yet",
    score: (score) => `score ${score}`,
    count: (count) => `${count} suggestions`,
    recorded: (key) => `Recorded as ${key}.`,
    coverage: (answered, routed) => `${answered} of ${routed} answered`,
    within: (time) => `half of them within ${time}`,
    hours: (hours) => `${hours} h`,
    routed: (signals, made, answered, expired) =>
      `${signals} signals looked at, ${made} suggestions made; ${answered} were answered, ${expired} are over.`,
  },
  ko: {
    lists: "누구에게 왜 언제까지 연락할지 나열합니다",
    claims: "추천 연락을 맡습니다. 두 사람이 동시에 맡으면 한 사람만 갖습니다",
    releases: "추천 연락을 돌려주어 다른 사람이 맡을 수 있게 합니다",
    dismisses: "추천 연락에 따라 연락하지 않기로 합니다",
    restores: "자신이 제외한 것을 되돌립니다",
    contacts: "추천 연락의 잠재 고객에게 연락했다고 남깁니다. 활동으로 기록합니다",
    covers: "추천 연락 가운데 몇 건에 얼마나 빨리 연락했는지 보여 줍니다",
    routes: "관심 신호를 지금 추천 연락으로 만듭니다. 실행 중인 서버는 스스로 합니다",
    number: "추천 연락 번호",
    by: "누가 하는지: 구성원 id",
    reason: "이유",
    member: "이 구성원이 맡은 것",
    state: `${suggestionStates.join(", ")}. 빼면 기다리는 것`,
    order: "due(기한이 가까운 것), score(점수가 높은 것), new(새로운 것) 순서",
    kind: "방법: call, email, message …",
    outcome: "결과",
    note: "한 줄 메모",
    at: "언제(시차 포함). 빼면 지금",
    from: "추천 연락이 만들어진 첫날(28일 전)",
    through: "마지막 날(오늘)",
    due: (at) => `${at}까지`,
    late: "기한 지남",
    nobody: "아직 없음",
    score: (score) => `점수 ${score}`,
    count: (count) => `추천 연락 ${count}건`,
    recorded: (key) => `${key}(으)로 기록했습니다.`,
    coverage: (answered, routed) => `${routed}건 가운데 ${answered}건에 연락`,
    within: (time) => `절반은 ${time} 안에`,
    hours: (hours) => `${hours}시간`,
    routed: (signals, made, answered, expired) =>
      `관심 신호 ${signals}개를 살펴 추천 연락 ${made}건을 만들었습니다. 연락함 ${answered}건, 기한 지남 ${expired}건.`,
  },
};

/** `open  mina@example.com  Hana (hana)  until 2026-03-03T02:00:00Z  score 8`, and below why. */
const suggestionLines = (suggestion: ContactSuggestionJson, language: Language): readonly string[] => {
  const say = words[language];
  const { suggestion: number, state, prospect, holder, dueAt, isLate, score, signals } = suggestion;
  const whose = holder === null ? say.nobody : `${nameIn(holder.name, language) || holder.id} (${holder.id})`;
  const due = dueAt === null ? "" : `  ${say.due(dueAt)}${isLate ? ` (${say.late})` : ""}`;
  const who = prospect === null ? "?" : (prospect.name ?? prospect.prospect);
  return [
    `${number}  ${suggestionStateWords[state][language]}  ${who}  ${whose}${due}  ${say.score(score.score)}`,
    ...signals.map(
      ({ kind, topic, occurredAt, excerpt, signal }) =>
        `  ${occurredAt}  ${signalKindWords[kind][language]}${topic === null ? "" : ` [${topic}]`}  ${signal}${excerpt === null ? "" : `  ${excerpt.replaceAll(/\s+/g, " ").slice(0, 80)}`}`,
    ),
  ];
};

export const addListSuggestions = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const say = words[language];
  type Flags = { readonly member?: string; readonly state?: SuggestionState; readonly order?: "due" | "score" | "new" };
  program
    .command("list-suggestions")
    .description(say.lists)
    .option("--member <id>", say.member)
    .addOption(new Option("--state <state>", say.state).choices(suggestionStates))
    .addOption(new Option("--order <order>", say.order).choices(["due", "score", "new"]))
    .addHelpText("after", examplesText(["attain list-suggestions --member hana --order score"], language))
    .action((flags: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const { member, state, order } = flags;
        const found = await listSuggestions(session.database, companyId.value, given({ member, state, order }), clock());
        if (!found.ok) return found;
        const { suggestions } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of suggestions) for (const line of suggestionLines(each, language)) terminal.print(line);
        terminal.tell(say.count(suggestions.length));
        return accepted(DONE);
      }),
    );
};

type Doing = { readonly number: number; readonly now: bigint };
type Acting = (database: Database, companyId: number, doing: Doing) => Promise<Outcome<ContactSuggestionJson>>;

const numberArgument = wholeNumberOption(1, 999_999_999);

const act = async ({ terminal }: Shell, session: Session, number: number, acting: Acting) => {
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const done = await acting(session.database, companyId.value, { number, ...clock() });
  if (!done.ok) return done;
  if (session.json) terminal.print(JSON.stringify(done.value));
  else for (const line of suggestionLines(done.value, terminal.language)) terminal.print(line);
  return accepted(DONE);
};

type Said = { readonly by: string; readonly reason: string };

const addPlain =
  (name: string, summary: "claims" | "restores", operation: typeof claimSuggestion) =>
  (shell: Shell): void => {
    const say = words[shell.terminal.language];
    shell.program
      .command(name)
      .description(say[summary])
      .argument("<number>", say.number, numberArgument)
      .requiredOption("--by <member>", say.by)
      .addHelpText("after", examplesText([`attain ${name} 12 --by hana`], shell.terminal.language))
      .action((number: number, { by }: Pick<Said, "by">, command: Command) =>
        shell.run(command, async (session) => {
          const read = readSuggestionClaim({ by });
          return read.ok
            ? act(shell, session, number, (database, companyId, doing) => operation(database, companyId, { ...doing, ...read.value }))
            : read;
        }),
      );
  };

const addSaying =
  (name: string, summary: "releases" | "dismisses", operation: typeof releaseSuggestion) =>
  (shell: Shell): void => {
    const say = words[shell.terminal.language];
    shell.program
      .command(name)
      .description(say[summary])
      .argument("<number>", say.number, numberArgument)
      .requiredOption("--by <member>", say.by)
      .requiredOption("--reason <text>", say.reason)
      .addHelpText("after", examplesText([`attain ${name} 12 --by hana --reason "a supplier of ours"`], shell.terminal.language))
      .action((number: number, { by, reason }: Said, command: Command) =>
        shell.run(command, async (session) => {
          const read = readSuggestionWord({ by, reason });
          return read.ok
            ? act(shell, session, number, (database, companyId, doing) => operation(database, companyId, { ...doing, ...read.value }))
            : read;
        }),
      );
  };

export const addClaimSuggestion = addPlain("claim-suggestion", "claims", claimSuggestion);
export const addRestoreSuggestion = addPlain("restore-suggestion", "restores", restoreSuggestion);
export const addReleaseSuggestion = addSaying("release-suggestion", "releases", releaseSuggestion);
export const addDismissSuggestion = addSaying("dismiss-suggestion", "dismisses", dismissSuggestion);

export const addContactSuggestion = (shell: Shell): void => {
  const { program, terminal, run } = shell;
  const { language } = terminal;
  const say = words[language];
  type Flags = { readonly by: string; readonly kind: string; readonly outcome?: string; readonly note?: string; readonly at?: string };
  program
    .command("contact-suggestion")
    .description(say.contacts)
    .argument("<number>", say.number, numberArgument)
    .requiredOption("--by <member>", say.by)
    .requiredOption("--kind <kind>", say.kind)
    .option("--outcome <outcome>", say.outcome)
    .option("--note <text>", say.note)
    .option("--at <instant>", say.at)
    .addHelpText("after", examplesText(['attain contact-suggestion 12 --by hana --kind message --note "sent the guide"'], language))
    .action((number: number, { by, kind, outcome, note, at }: Flags, command: Command) =>
      run(command, async (session) => {
        const read = readSuggestionContact(given({ by, kind, outcome, note, at }), clock().now);
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await contactSuggestion(session.database, companyId.value, { number, ...clock(), ...read.value });
        if (!done.ok) return done;
        const { suggestion, activity } = done.value;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else for (const line of suggestionLines(suggestion, language)) terminal.print(line);
        terminal.tell(say.recorded(`${activity.source} ${activity.externalId}`));
        return accepted(DONE);
      }),
    );
};

const timeText = (seconds: number, language: Language): string =>
  words[language].hours((seconds / 3600).toLocaleString(language, { maximumFractionDigits: 1 }));

const coverageLines = ({ routed, answered, members }: CoverageJson, language: Language): readonly string[] => {
  const say = words[language];
  return [
    say.coverage(answered, routed),
    ...members.map(({ member, medianSeconds, ...own }) => {
      const who = member === null ? say.nobody : nameIn(member.name, language) || member.id;
      const speed = medianSeconds === null ? "" : `, ${say.within(timeText(medianSeconds, language))}`;
      return `  ${who}: ${say.coverage(own.answered, own.routed)}${speed}`;
    }),
  ];
};

export const addShowCoverage = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const say = words[language];
  program
    .command("show-coverage")
    .description(say.covers)
    .option("--from <day>", say.from)
    .option("--through <day>", say.through)
    .action((flags: { readonly from?: string; readonly through?: string }, command: Command) => {
      const dayOf = (text: string | undefined, pointer: string): Day | undefined => {
        if (text === undefined) return undefined;
        const day = parseDay(text, pointer);
        return day.ok ? day.value : endAsUsage(command, day.refusals, language);
      };
      const span = given({ from: dayOf(flags.from, "/from"), through: dayOf(flags.through, "/through") });
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const coverage = await showCoverage(session.database, companyId.value, span, clock());
        if (session.json) terminal.print(JSON.stringify(coverage));
        else for (const line of coverageLines(coverage, language)) terminal.print(line);
        return accepted(DONE);
      });
    });
};

export const addRouteSignals = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const say = words[language];
  program
    .command("route-signals")
    .description(say.routes)
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const all = { signals: 0, made: 0, given: 0, answered: 0, expired: 0 };
        for (;;) {
          const answer = await routeSignals(session.database, companyId.value, clock());
          all.signals += answer.signals;
          all.made += answer.made;
          all.given += answer.given;
          all.answered += answer.answered;
          all.expired += answer.expired;
          if (answer.signals === 0) break;
        }
        if (session.json) terminal.print(JSON.stringify(all));
        else terminal.print(say.routed(all.signals, all.made, all.answered, all.expired));
        return accepted(DONE);
      }),
    );
};
