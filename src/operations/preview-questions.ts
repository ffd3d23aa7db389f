import { isoDay, parseDay } from "../domain/day.ts";
import type { Words } from "../domain/refusals/words.ts";
import { withoutSecrets } from "../domain/secret-number.ts";
import { shown } from "../domain/shown.ts";
import { inCompany } from "../store/database.ts";
import { listImportMaps } from "../store/import-maps.ts";
import { actsBetween } from "../store/known-acts.ts";
import { plainName } from "./files/maps/fields.ts";
import { distinctFrom, identityIn, isSameIdentity, madeFrom, sourceIn } from "./files/proposals/kept-identity.ts";
import { entriesIn } from "./files/maps/map-entries.ts";
import type { MapContent, MapProposal, MapQuestion } from "./files/proposals/propose-map.ts";
import type { Reading } from "./preview-opening.ts";
import type { Read } from "./preview-reading.ts";

const grouped = (count: number, language: "en" | "ko"): string => count.toLocaleString(language === "ko" ? "ko-KR" : "en-US");

const apart = (map: MapContent, sources: readonly string[]): MapContent => ({
  ...map,
  distinctFrom: [...new Set([...distinctFrom(map), ...sources])],
});

const asSource = ({ constants, ...map }: MapContent, source: string): MapContent => {
  const { source: _, ...others } = entriesIn({ constants }, "constants");
  return { ...map, source, ...(Object.keys(others).length === 0 ? {} : { constants: others }) };
};

const mostSources = 5;

/** Acts that other sources have told already, at the same times under the same ids: the same ones, or would they count beside? */
const sourceQuestion = ({ proposal: { map }, counted: { elsewhere } }: Read): MapQuestion | null => {
  const source = sourceIn(map);
  const settled = new Set(distinctFrom(map));
  const open = elsewhere.filter((each) => !settled.has(each.source));
  if (source === null || open.length === 0) return null;
  const told = (language: "en" | "ko"): string =>
    open
      .slice(0, mostSources)
      .map(({ source: other, acts, since }) =>
        language === "en"
          ? `${grouped(acts, language)} from “${shown(other)}”, since ${since.slice(0, 10)}`
          : `“${shown(other)}” ${grouped(acts, language)}건(${since.slice(0, 10)}부터)`,
      )
      .join(language === "en" ? "; " : ", ");
  return {
    id: "source",
    column: null,
    text: {
      en: `Acts of this file are counted already: ${told("en")}. As of “${shown(source)}” they would count a second time. Is it the same source?`,
      ko: `이 파일의 활동 가운데 이미 집계한 것이 있습니다: ${told("ko")}. “${shown(source)}”의 기록으로 가져오면 두 번 집계합니다. 같은 출처입니까?`,
    },
    chosen: null,
    choices: [
      ...open.slice(0, mostSources).map(({ source: other }) => ({
        id: other,
        label: { en: `the same: of “${shown(other)}”`, ko: `같은 출처: “${shown(other)}”` },
        map: asSource(map, other),
      })),
      {
        id: "other-acts",
        label: { en: "no, other acts: count them too", ko: "아니요, 다른 활동입니다. 따로 집계" },
        map: apart(
          map,
          open.map((each) => each.source),
        ),
      },
    ],
  };
};

const columnsTold = (columns: readonly string[]): string => columns.map((each) => `“${shown(withoutSecrets(each))}”`).join(", ");

const daysOf = ({ firstDay, lastDay }: Read["counted"]): { readonly from: number; readonly through: number } | null => {
  const [from, through] = [firstDay, lastDay].map((each) => parseDay(each, ""));
  return from?.ok === true && through?.ok === true ? { from: from.value, through: through.value } : null;
};

/** A source whose records were told apart in another way than this file's are: none of them would be known again. */
const identityQuestion = async (
  { proposal: { map, columns }, counted }: Read,
  isOurs: boolean,
  { database, settings: { companyId }, sources, options }: Reading,
): Promise<MapQuestion | null> => {
  const [source, rule, days] = [sourceIn(map), identityIn(map), daysOf(counted)];
  if (source === null || rule === undefined || days === null || counted.isKnownHere || distinctFrom(map).includes(source)) return null;
  if (!sources.includes(source) || (!isOurs && options.map === undefined)) return null;
  return inCompany(database, companyId, async (tx): Promise<MapQuestion | null> => {
    const maps = (await listImportMaps(tx, companyId)).filter((each) => each.what === "activities" && sourceIn(each.map) === source);
    const ways = maps.flatMap((each) => identityIn(each.map) ?? []);
    const isNew = ways.length > 0 ? !ways.some((way) => isSameIdentity(way, rule)) : isOurs && madeFrom(rule) !== null;
    const acts = isNew ? await actsBetween(tx, companyId, { source, ...days }) : 0;
    if (acts === 0) return null;
    const before = madeFrom(ways[0]) ?? [];
    const names = new Set(columns.map(({ name }) => plainName(name)));
    const gone = before.filter((name) => !names.has(plainName(name)));
    const span = `${isoDay(days.from)} – ${isoDay(days.through)}`;
    const how: Words = {
      en:
        before.length === 0
          ? ""
          : ` They were told apart by ${columnsTold(before)}${gone.length === 0 ? "" : `, and this file has no ${columnsTold(gone)}`}.`,
      ko:
        before.length === 0
          ? ""
          : ` 그 기록은 ${columnsTold(before)} 열로 구별했습니다.${gone.length === 0 ? "" : ` 이 파일에는 ${columnsTold(gone)} 열이 없습니다.`}`,
    };
    return {
      id: "ids",
      column: null,
      text: {
        en: `“${shown(source)}” has ${grouped(acts, "en")} records of these days already (${span}), and none of them can be known again in this file.${how.en} Are its acts other ones? If they are the same, they would count twice: send the file with the columns that it had.`,
        ko: `“${shown(source)}”에는 이 기간(${span})의 기록이 이미 ${grouped(acts, "ko")}건 있는데, 이 파일에서는 어느 것도 알아볼 수 없습니다.${how.ko} 다른 활동입니까? 같은 활동이면 두 번 집계하게 되므로, 전과 같은 열로 파일을 다시 내보내세요.`,
      },
      chosen: null,
      choices: [
        {
          id: "other-acts",
          label: { en: "yes, other acts: count them too", ko: "예, 다른 활동입니다. 따로 집계" },
          map: apart(map, [source]),
        },
      ],
    };
  });
};

/** Rows that an earlier file's way to tell records apart takes for one another. */
const clashQuestion = ({ proposal: { map }, counted: { clashing } }: Read, wider: MapProposal): MapQuestion => ({
  id: "ids",
  column: null,
  text: {
    en: `Records were told apart by ${columnsTold(madeFrom(identityIn(map)) ?? [])} so far. In this file ${grouped(clashing, "en")} rows have that in common with an earlier row and say something else. All columns would tell them apart, but then what is counted already counts twice.`,
    ko: `지금까지는 ${columnsTold(madeFrom(identityIn(map)) ?? [])} 열로 기록을 구별했습니다. 이 파일에는 이 열이 앞 행과 같고 내용은 다른 행이 ${grouped(clashing, "ko")}개 있습니다. 모든 열로 구별하면 이미 집계한 활동을 두 번 집계합니다.`,
  },
  chosen: null,
  choices: [
    { id: "as-before", label: { en: "as before: each such row is a later state", ko: "전과 같이: 앞 행의 정정으로" }, map },
    {
      id: "all-columns",
      label: { en: "by all columns: nothing of this file is counted yet", ko: "모든 열로: 아직 집계한 것이 없음" },
      map: apart(wider.map, [sourceIn(map) ?? ""]),
    },
  ],
});

const ownersShown = 5;

/** Owners who are no members: their prospects may come in without. */
const ownersQuestion = ({ proposal: { map }, counted: { owners } }: Read): MapQuestion | null => {
  const { owner, ...columns } = entriesIn(map, "columns");
  if (owners.unknown.size === 0 || typeof owner !== "string") return null;
  const rows = [...owners.unknown.values()].reduce((sum, each) => sum + each, 0);
  const names = [...owners.unknown].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
  const told = columnsTold(names.slice(0, ownersShown)) + (names.length > ownersShown ? " …" : "");
  const known = owners.known.size === 0 ? {} : { owner: { column: owner, values: Object.fromEntries(owners.known), unlisted: "empty" } };
  return {
    id: "owners",
    column: owner,
    text: {
      en: `In “${shown(owner)}”, ${grouped(rows, "en")} rows name ${names.length === 1 ? "somebody who is no member" : `${grouped(names.length, "en")} people who are no members`}: ${told}. What becomes of these rows?`,
      ko: `“${shown(owner)}” 열의 ${grouped(rows, "ko")}행에 구성원이 아닌 ${grouped(names.length, "ko")}명이 있습니다: ${told}. 이 행을 어떻게 할까요?`,
    },
    chosen: "leave-open",
    choices: [
      {
        id: "leave-open",
        label: { en: "take them without an owner", ko: "담당자 없이 가져오기" },
        map: { ...map, columns: { ...columns, ...known } },
      },
      { id: "reject", label: { en: "reject them", ko: "거부" }, map },
    ],
  };
};

/** What only the counting of the records shows and nobody has said, as it was answered. */
export const questionsOf = async (
  read: Read,
  { wider, isOurs }: { readonly wider: MapProposal | null; readonly isOurs: boolean },
  reading: Reading,
): Promise<readonly MapQuestion[]> => {
  const { answers = {} } = reading.options;
  const asked =
    read.proposal.what === "activities"
      ? [sourceQuestion(read), wider === null ? await identityQuestion(read, isOurs, reading) : clashQuestion(read, wider)]
      : [isOurs && read.proposal.what === "prospects" ? ownersQuestion(read) : null];
  return asked.flatMap((question) =>
    question === null
      ? []
      : [{ ...question, chosen: question.choices.find(({ id }) => id === answers[question.id])?.id ?? question.chosen }],
  );
};
