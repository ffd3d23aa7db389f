import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { showProspect, type ProspectShown } from "../operations/show-prospect.ts";
import { suggestionLine } from "./merge-suggestions.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"reference"> = {
  en: {
    summary: "show a prospect: its identities, what was merged into it and why, and what holds of it from which day on",
    options: { reference: "any of its identities" },
    examples: ["attain show-prospect mina@example.com", "attain show-prospect id:P-1042"],
  },
  ko: {
    summary: "잠재 고객 한 명의 식별자, 병합 이력과 이유, 날짜별 단계를 보여 줍니다",
    options: { reference: "식별자 아무거나" },
    examples: ["attain show-prospect mina@example.com", "attain show-prospect id:P-1042"],
  },
};

const words = {
  en: {
    status: { verified: "verified", suggested: "suggested" },
    by: (merge: number) => `by merge ${merge}`,
    aspect: { stage: "stage", segment: "segment" },
    start: "from the beginning",
    from: (day: string) => `from ${day}`,
    merge: (number: number, prospect: string, into: string) => `merge ${number}: ${prospect} into ${into}`,
    unmerge: (number: number, prospect: string) => `merge ${number}: ${prospect} apart again`,
    suggestion: "merge suggestion",
    colleague: "a colleague",
    owner: "owner",
  },
  ko: {
    status: { verified: "확인됨", suggested: "제안됨" },
    by: (merge: number) => `병합 ${merge}번`,
    aspect: { stage: "단계", segment: "세그먼트" },
    start: "처음부터",
    from: (day: string) => `${day}부터`,
    merge: (number: number, prospect: string, into: string) => `병합 ${number}번: ${prospect} → ${into}`,
    unmerge: (number: number, prospect: string) => `병합 ${number}번: ${prospect} 다시 분리`,
    suggestion: "병합 제안",
    colleague: "동료",
    owner: "담당자",
  },
} satisfies Record<Language, unknown>;

/** To the second, and saying whose clock it is. */
const moment = (instant: string): string => `${instant.slice(0, 19).replace("T", " ")} UTC`;

const prospectLines = (prospect: ProspectShown, language: Language): readonly string[] => {
  const say = words[language];
  const merged = (merge: number | null): string => (merge === null ? "" : ` (${say.by(merge)})`);
  return [
    ...(prospect.owner === null ? [] : [`${say.owner}: ${prospect.owner}`]),
    ...(prospect.isColleague ? [say.colleague] : []),
    ...prospect.identities.map(({ kind, value, status, merge }) => `${kind} ${value}  ${say.status[status]}${merged(merge)}`),
    ...prospect.facts.map(
      ({ aspect, value, fromOn, merge }) =>
        `${say.aspect[aspect]} ${value ?? ""}  ${fromOn === null ? say.start : say.from(fromOn)}${merged(merge)}`,
    ),
    ...prospect.merges.map(
      ({ merge, prospect: named, into, reason, by, at }) =>
        `${moment(at)} ${into === null ? say.unmerge(merge, named) : say.merge(merge, named, into)} (${by}): ${reason}`,
    ),
    ...prospect.suggestions.map((each) => `${say.suggestion} ${suggestionLine(each, language)}`),
  ];
};

export const addShowProspect = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("show-prospect")
    .description(summary)
    .argument("<reference>", options.reference)
    .addHelpText("after", examplesText(examples, language))
    .action((reference: string, _flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await showProspect(session.database, companyId.value, reference);
        if (!found.ok) return found;
        if (session.json) {
          terminal.print(JSON.stringify(found.value));
          return accepted(DONE);
        }
        terminal.print(terminal.colours.bold(found.value.name ?? reference));
        for (const line of prospectLines(found.value, language)) terminal.print(`  ${line}`);
        return accepted(DONE);
      }),
    );
};
