import { nameIn, type Language } from "../domain/language.ts";
import type { DisputeActJson, DisputeJson, PersonJson } from "../operations/dispute-json.ts";
import { numberLines } from "./number-lines.ts";
import { verdictText } from "./record-lines.ts";
import type { Terminal } from "./terminal.ts";

const words = {
  en: {
    state: { open: "open", appealed: "appealed", upheld: "upheld", rejected: "rejected", withdrawn: "withdrawn" },
    counts: (metric: string) => `should count for ${metric}`,
    countsNot: (metric: string) => `should not count for ${metric}`,
    missing: (fields: string) => `missing: ${fields}`,
    waits: (deciders: string, since: string, through: string) => `waits for ${deciders} since ${since}, through ${through}`,
    late: (deciders: string, through: string) => `waits for ${deciders}; it was due on ${through}`,
    nobody: "nobody leads the member today, so nobody may decide it",
    or: " or ",
    appeal: (through: string) => `may be appealed through ${through}`,
    act: { comment: "said", evidence: "evidence", withdrawal: "withdrew it", appeal: "appealed", raised: "raised it" },
    upheld: "upheld it",
    rejected: "rejected it",
    file: (number: number, name: string, kilobytes: number) => `file ${number}: ${name} (${kilobytes} kB)`,
    status: (member: string, plan: string, before: string, after: string) => `${member}, ${plan}: ${before} → ${after}`,
  },
  ko: {
    state: { open: "대기", appealed: "재심 대기", upheld: "받아들임", rejected: "받아들이지 않음", withdrawn: "거둠" },
    counts: (metric: string) => `${metric}에 인정되어야 함`,
    countsNot: (metric: string) => `${metric}에 인정되지 않아야 함`,
    missing: (fields: string) => `빠진 기록: ${fields}`,
    waits: (deciders: string, since: string, through: string) => `결정할 사람: ${deciders} (${since}부터 ${through}까지)`,
    late: (deciders: string, through: string) => `결정할 사람: ${deciders} (기한 ${through} 지남)`,
    nobody: "오늘 이 구성원을 이끄는 사람이 없어 결정할 수 없습니다",
    or: " 또는 ",
    appeal: (through: string) => `${through}까지 재심을 신청할 수 있습니다`,
    act: { comment: "의견", evidence: "증빙", withdrawal: "거둠", appeal: "재심 신청", raised: "이의 신청" },
    upheld: "받아들임",
    rejected: "받아들이지 않음",
    file: (number: number, name: string, kilobytes: number) => `파일 ${number}: ${name} (${kilobytes}kB)`,
    status: (member: string, plan: string, before: string, after: string) => `${member}, ${plan}: ${before} → ${after}`,
  },
} satisfies Record<Language, unknown>;

const personText = ({ id, name }: PersonJson, language: Language): string => {
  const named = nameIn(name, language);
  return named === "" || named === id ? id : `${named} (${id})`;
};

const aboutText = ({ record, missing }: DisputeJson, language: Language): string => {
  const say = words[language];
  if (record !== null) return `${record.source} ${record.externalId} ${say[record.counts ? "counts" : "countsNot"](record.metric)}`;
  const fields = Object.entries(missing ?? {}).map(
    ([field, value]) => `${field} ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return say.missing(fields.join(", "));
};

const waitingText = ({ waiting }: DisputeJson, language: Language): string | null => {
  if (waiting === null) return null;
  const say = words[language];
  const deciders = waiting.deciders.map((each) => personText(each, language)).join(say.or);
  if (deciders === "") return say.nobody;
  return waiting.late ? say.late(deciders, waiting.decideThrough) : say.waits(deciders, waiting.since, waiting.decideThrough);
};

/** `D-12  open  2026-03-03  Raj (raj)  dialer call-1042 should count for minutes`, and below whom it waits for. */
export const disputeLines = (dispute: DisputeJson, { language, colours }: Terminal): readonly string[] => {
  const { dispute: name, state, localDay, member } = dispute;
  const waiting = waitingText(dispute, language);
  return [
    `${colours.bold(name)}  ${words[language].state[state]}  ${localDay}  ${personText(member, language)}  ${aboutText(dispute, language)}`,
    ...(waiting === null ? [] : [`  ${waiting}`]),
  ];
};

const actLines = (act: DisputeActJson, terminal: Terminal): readonly string[] => {
  const { language } = terminal;
  const say = words[language];
  const what = act.act === "decision" ? (act.upheld === true ? say.upheld : say.rejected) : say.act[act.act];
  const said = [act.said, act.link].filter((part) => part !== null && part !== "").join(" · ");
  const { outcome } = act;
  const effect =
    outcome === null
      ? []
      : [
          ...(outcome.verdict === null
            ? [`${outcome.record.source} ${outcome.record.externalId}`]
            : [verdictText(outcome.verdict, "count", terminal)]),
          ...numberLines(outcome, language),
          ...outcome.statuses.map(({ member, plan, before, after }) => say.status(member, plan, before ?? "–", after ?? "–")),
        ];
  return [`  ${act.on} ${personText(act.by, language)} ${what}: ${said}`, ...effect.map((line) => `    ${line}`)];
};

/** Everything that was said, in its order. */
export const historyLines = (dispute: DisputeJson, terminal: Terminal): readonly string[] => {
  const { language } = terminal;
  const say = words[language];
  const { member, raisedOn, reason, acts, files, appealThrough } = dispute;
  return [
    `  ${raisedOn} ${personText(member, language)} ${say.act.raised}: ${reason}`,
    ...acts.flatMap((act) => actLines(act, terminal)),
    ...files.map(({ file, name, bytes }) => `  ${say.file(file, name, Math.max(1, Math.round(bytes / 1024)))}`),
    ...(appealThrough === null ? [] : [`  ${say.appeal(appealThrough)}`]),
  ];
};
