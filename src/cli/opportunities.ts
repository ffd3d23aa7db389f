import { userInfo } from "node:os";
import { Option, type Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { readText } from "../domain/text.ts";
import {
  listOpportunities,
  opportunityStates,
  type OpportunitiesQuestion,
  type OpportunityList,
} from "../operations/list-opportunities.ts";
import type { OpportunityJson } from "../operations/opportunity-json.ts";
import { restoreOpportunity } from "../operations/restore-opportunity.ts";
import { showOpportunity, type OpportunityShown } from "../operations/show-opportunity.ts";
import { voidOpportunity } from "../operations/void-opportunity.ts";
import { readKey } from "./acts.ts";
import { amountText } from "./amounts.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";
import { alignColumns } from "./text-width.ts";

const listHelp: Help<"member" | "source" | "product" | "stage" | "state" | "limit"> = {
  en: {
    summary: "list opportunities, each in its state that holds",
    options: {
      member: "of this member, by id",
      source: "from this source",
      product: "of this product",
      stage: "in this stage",
      state: "only those; undated: without a day on which they opened; unattributed: of nobody known",
      limit: "how many at most",
    },
    examples: ["attain list-opportunities --member raj --state won", "attain list-opportunities --state undated"],
  },
  ko: {
    summary: "영업 기회를 현재 상태로 나열합니다",
    options: {
      member: "이 구성원의 영업 기회만(id)",
      source: "이 출처만",
      product: "이 상품만",
      stage: "이 단계만",
      state: "이 상태만. undated: 시작일 없음, unattributed: 담당자 미확인",
      limit: "최대 건수",
    },
    examples: ["attain list-opportunities --member raj --state won", "attain list-opportunities --state undated"],
  },
};

const showHelp: Help<"source" | "externalId"> = {
  en: {
    summary: "show one opportunity: every state, whose it was from day to day, what happened to it",
    options: { source: "where it came from", externalId: "its id there" },
    examples: ["attain show-opportunity crm D-1042"],
  },
  ko: {
    summary: "영업 기회 하나의 모든 상태, 날짜별 담당자, 이정표를 보여 줍니다",
    options: { source: "출처", externalId: "출처에서의 id" },
    examples: ["attain show-opportunity crm D-1042"],
  },
};

type ActHelp = Help<"source" | "externalId" | "reason">;

const voidHelp: ActHelp = {
  en: {
    summary: "take an opportunity back: nothing of it counts until it is restored",
    options: { ...showHelp.en.options, reason: "why" },
    examples: ['attain void-opportunity crm D-1042 --reason "entered twice"'],
  },
  ko: {
    summary: "영업 기회를 취소합니다. 되살릴 때까지 세지 않습니다",
    options: { ...showHelp.ko.options, reason: "이유" },
    examples: ['attain void-opportunity crm D-1042 --reason "두 번 입력"'],
  },
};

const restoreHelp: ActHelp = {
  en: {
    summary: "restore an opportunity that was taken back",
    options: voidHelp.en.options,
    examples: ['attain restore-opportunity crm D-1042 --reason "they are two deals"'],
  },
  ko: {
    summary: "취소한 영업 기회를 되살립니다",
    options: voidHelp.ko.options,
    examples: ['attain restore-opportunity crm D-1042 --reason "서로 다른 계약"'],
  },
};

const words = {
  en: {
    count: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "opportunity" : "opportunities"}${more ? "; there are more (--limit)" : ""}`,
    open: "open",
    won: "won",
    lost: "lost",
    void: "taken back",
    undated: "without a day",
    nobody: "nobody",
    beginning: "from the beginning",
    owner: "owner",
    stage: "stage",
    told: "told",
    holds: "holds",
    milestone: { opportunity_opened: "opened", deal_won: "won", deal_lost: "lost" },
    act: { void: "taken back", restore: "restored" },
    done: { void: "Taken back. attain restore-opportunity brings it back.", restore: "Restored." },
    already: "It was so already.",
  },
  ko: {
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다(--limit)" : ""}`,
    open: "진행 중",
    won: "성사",
    lost: "실패",
    void: "취소",
    undated: "시작일 없음",
    nobody: "담당자 없음",
    beginning: "처음부터",
    owner: "담당자",
    stage: "단계",
    told: "상태",
    holds: "현재",
    milestone: { opportunity_opened: "등록", deal_won: "성사", deal_lost: "실패" },
    act: { void: "취소", restore: "되살림" },
    done: { void: "취소했습니다. attain restore-opportunity로 되살릴 수 있습니다.", restore: "되살렸습니다." },
    already: "이미 그렇게 되어 있습니다.",
  },
} satisfies Record<Language, unknown>;

const PAGE = 200;
const LIMIT = 50;

type Flags = Pick<OpportunitiesQuestion, "member" | "source" | "product" | "stage" | "state" | "limit">;

type Money = NonNullable<OpportunityJson["amount"]>;

const moneyText = (amount: Money, language: Language): string => amountText(amount, "money", language);

const stateText = ({ isVoid, outcome, closedOn }: OpportunityJson, language: Language): string => {
  if (isVoid) return words[language].void;
  return outcome === null ? words[language].open : `${words[language][outcome]} ${closedOn ?? ""}`;
};

const lineOf = (each: OpportunityJson, { language }: Terminal): readonly string[] => [
  each.source,
  each.externalId,
  each.memberName === null ? (each.owners[0] ?? words[language].nobody) : nameIn(each.memberName, language),
  each.openedOn ?? words[language].undated,
  stateText(each, language),
  each.amount === null ? "" : moneyText(each.amount, language),
  each.product ?? "",
  each.name ?? "",
];

export const addListOpportunities = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-opportunities")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--source <source>", options.source)
    .option("--product <name>", options.product)
    .option("--stage <stage>", options.stage)
    .addOption(new Option("--state <state>", options.state).choices([...opportunityStates]))
    .option("--limit <number>", `${options.limit} (${LIMIT})`, wholeNumberOption(1, 9_999_999))
    .addHelpText("after", examplesText(examples, language))
    .action(({ limit = LIMIT, member, source, product, stage, state }: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = given({ member, source, product, stage, state });
        const opportunities: OpportunityJson[] = [];
        let cursor: string | null = "";
        while (cursor !== null && opportunities.length < limit) {
          const page: Outcome<OpportunityList> = await listOpportunities(session.database, companyId.value, {
            ...question,
            ...(cursor === "" ? {} : { cursor }),
            limit: Math.min(PAGE, limit - opportunities.length),
          });
          if (!page.ok) return page;
          opportunities.push(...page.value.opportunities);
          cursor = page.value.nextCursor;
        }
        if (session.json) terminal.print(JSON.stringify({ opportunities, nextCursor: cursor }));
        else for (const line of alignColumns(opportunities.map((each) => lineOf(each, terminal)))) terminal.print(line);
        terminal.tell(words[language].count(opportunities.length, cursor !== null));
        return accepted(DONE);
      }),
    );
};

const shownLines = (shown: OpportunityShown, terminal: Terminal): readonly string[] => {
  const { language } = terminal;
  const say = words[language];
  const since = (from: string | null): string => from ?? say.beginning;
  return [
    lineOf(shown, terminal)
      .filter((text) => text !== "")
      .join("  "),
    ...shown.milestones.map(
      ({ milestone, on, member, amount }) =>
        `  ${on}  ${say.milestone[milestone]}  ${member ?? say.nobody}${amount === null ? "" : `  ${moneyText(amount, language)}`}`,
    ),
    ...shown.ownedBy.map(({ from, owner, member }) => `  ${say.owner}: ${member ?? owner ?? say.nobody} (${since(from)})`),
    ...shown.stages.flatMap(({ from, stage }) => (stage === null ? [] : [`  ${say.stage}: ${stage} (${since(from)})`])),
    ...shown.told.map(
      ({ on, stage, outcome, amount, holds }) =>
        `  ${say.told} ${on}: ${[stage, outcome === null ? say.open : say[outcome], amount === null ? null : moneyText(amount, language)].filter((text) => text !== null).join(", ")}${holds ? ` (${say.holds})` : ""}`,
    ),
    ...shown.acts.map(({ act, doneBy, reason, doneAt }) => `  ${doneAt.slice(0, 10)}  ${say.act[act]} (${doneBy}): ${reason}`),
  ];
};

export const addShowOpportunity = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = showHelp[terminal.language];
  program
    .command("show-opportunity")
    .description(summary)
    .argument("<source>", options.source)
    .argument("<external-id>", options.externalId)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((source: string, externalId: string, _flags: unknown, command: Command) =>
      run(command, async (session) => {
        const key = readKey(source, externalId);
        if (!key.ok) return key;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const shown = await showOpportunity(session.database, companyId.value, key.value);
        if (!shown.ok) return shown;
        if (session.json) terminal.print(JSON.stringify(shown.value));
        else for (const line of shownLines(shown.value, terminal)) terminal.print(line);
        return accepted(DONE);
      }),
    );
};

const LONGEST_REASON = 1000;

const addAct = ({ program, terminal, run }: Shell, kind: "void" | "restore"): void => {
  const { language } = terminal;
  const { summary, options, examples } = (kind === "void" ? voidHelp : restoreHelp)[language];
  const operation = kind === "void" ? voidOpportunity : restoreOpportunity;
  program
    .command(`${kind}-opportunity`)
    .description(summary)
    .argument("<source>", options.source)
    .argument("<external-id>", options.externalId)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((source: string, externalId: string, flags: { readonly reason: string }, command: Command) =>
      run(command, async (session) => {
        const key = readKey(source, externalId);
        if (!key.ok) return key;
        const reason = readText(flags.reason, "/reason", { max: LONGEST_REASON, hasLines: true });
        if (!reason.ok) return reason;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await operation(session.database, companyId.value, key.value, { reason: reason.value, by: userInfo().username });
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else terminal.print(done.value.changed ? words[language].done[kind] : words[language].already);
        return accepted(DONE);
      }),
    );
};

export const addVoidOpportunity = (shell: Shell): void => addAct(shell, "void");
export const addRestoreOpportunity = (shell: Shell): void => addAct(shell, "restore");
