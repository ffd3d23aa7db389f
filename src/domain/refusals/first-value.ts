import type { Words } from "./words.ts";

/** From an empty installation to the first number and the first quota. */
export const firstValueRefusals = {
  "company-taken": {
    en: 'There is a company "{found}" already. Give another id, or change that one: attain --company {found} …',
    ko: '회사 "{found}"이(가) 이미 있습니다. 다른 id를 쓰거나 그 회사를 바꾸세요: attain --company {found} …',
  },
  "funnel-missing": {
    en: "The company has no funnel. Name its stages under funnel: in the company's file.",
    ko: "회사에 퍼널이 없습니다. 회사 파일의 funnel:에 단계를 적으세요.",
  },
  "sample-not-empty": {
    en: 'This installation has the company "{found}" already; the sample company goes into an empty one. Look around in a folder of its own: attain demo --data FOLDER, then attain serve --data FOLDER.',
    ko: '이 설치에는 이미 회사 "{found}"이(가) 있습니다. 샘플 회사는 빈 설치에만 넣습니다. 다른 폴더에서 둘러보세요: attain demo --data 폴더, 이어서 attain serve --data 폴더.',
  },
  "sample-without-preset": {
    en: "A sample belongs to a preset. Name one: {choices}.",
    ko: "샘플은 프리셋에 딸려 있습니다. preset을 고르세요: {choices}.",
  },
  "member-name-taken": {
    en: 'There is a member named "{found}" already: {member}. For the same person give the id {member}; for another one give an id that is free, such as {free}.',
    ko: '이름이 "{found}"인 구성원이 이미 있습니다: {member}. 같은 사람이면 id에 {member|을/를}, 다른 사람이면 {free} 같은 새 id를 쓰세요.',
  },
  "member-email-differs": {
    en: 'The member "{member}" has the e-mail address {known}, not {found}. Leave one of id and email out.',
    ko: '구성원 "{member}"의 이메일 주소는 {found|이/가} 아니라 {known}입니다. id와 email 중 하나를 빼세요.',
  },
  "list-long": {
    en: "The list has {found} entries; {limit} is the most at once.",
    ko: "목록이 {found}개입니다. 한 번에 {limit}개까지 보낼 수 있습니다.",
  },
  "members-two": {
    en: "What is given names two members: {member} and {other}. Send them apart.",
    ko: "두 구성원을 가리킵니다: {member}, {other}. 따로 보내세요.",
  },
  "identity-none": {
    en: 'The member "{member}" is not "{found}" in {source}.{hint}',
    ko: '구성원 "{member}": {source}의 "{found}"이(가) 아닙니다.{hint}',
  },
  "counts-many": {
    en: "That would be more than {limit} rows. Ask for fewer days, one team, or weeks or months instead of days.",
    ko: "결과가 {limit}행을 넘습니다. 기간을 줄이거나, 팀을 하나만 고르거나, 일 대신 주나 월로 물어보세요.",
  },
  "counts-by-twice": {
    en: "Counts are told by day, by week or by month; only one of them can be asked for.",
    ko: "건수는 일, 주, 월 중 하나로만 나눌 수 있습니다.",
  },
  "quota-start-both": {
    en: "startsOn and fromFirstDay both say when it starts. Leave one out.",
    ko: "startsOn과 fromFirstDay가 둘 다 시작일을 정합니다. 하나를 빼세요.",
  },
  "quota-there": {
    en: 'The plan "{plan}" asks {metric} of the same people per {cadence} already. End it first (attain end-quota {plan} {metric}), or change its target in the company file.',
    ko: '활동 기준 "{plan}"에서 같은 사람들에게 {cadence} 주기로 {metric|을/를} 이미 요구합니다. 먼저 끝내거나(attain end-quota {plan} {metric}), 회사 파일에서 목표치를 바꾸세요.',
  },
  "quota-none": {
    en: 'The plan "{plan}" does not ask {metric} from {today} on.{hint}',
    ko: '활동 기준 "{plan}": {today}부터 {metric|을/를} 요구하지 않습니다.{hint}',
  },
  "quota-inside": {
    en: 'In the plan "{plan}" the quota is part of an either-or, a score or a count of periods. Change it in the company file.',
    ko: '활동 기준 "{plan}": 이 할당량은 anyOf, score 또는 over의 일부입니다. 회사 파일에서 바꾸세요.',
  },
} satisfies Record<string, Words>;
