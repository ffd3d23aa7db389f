import { isoDay } from "../../domain/day.ts";
import { chanceOf } from "./chance.ts";
import type { SampleDays } from "./days.ts";
import { reps, type SamplePerson } from "./people.ts";

/** Somebody whom a member contacts. Of each member's the last few are customers: an e-mail to one of them is none to a prospect. */
export type SampleProspect = { readonly email: string; readonly name: string };

export const POOL = 70;
export const CUSTOMERS = 5;

type Names = readonly [readonly [string, string], ...(readonly [string, string])[]];

const korean = {
  family: [
    ["kim", "김"],
    ["lee", "이"],
    ["park", "박"],
    ["choi", "최"],
    ["jung", "정"],
    ["kang", "강"],
    ["cho", "조"],
    ["yoon", "윤"],
    ["jang", "장"],
    ["lim", "임"],
    ["han", "한"],
    ["shin", "신"],
    ["seo", "서"],
    ["kwon", "권"],
    ["hwang", "황"],
    ["ahn", "안"],
  ],
  given: [
    ["jiwoo", "지우"],
    ["seoyeon", "서연"],
    ["minjun", "민준"],
    ["haeun", "하은"],
    ["doyun", "도윤"],
    ["yerin", "예린"],
    ["junseo", "준서"],
    ["subin", "수빈"],
    ["taehyun", "태현"],
    ["nayeon", "나연"],
    ["siwoo", "시우"],
    ["eunji", "은지"],
    ["jaewon", "재원"],
    ["sohee", "소희"],
    ["hyunwoo", "현우"],
    ["yuna", "유나"],
  ],
} as const satisfies Record<string, Names>;

const english = {
  family: [
    ["adams", "Adams"],
    ["baker", "Baker"],
    ["cole", "Cole"],
    ["diaz", "Diaz"],
    ["ellis", "Ellis"],
    ["foster", "Foster"],
    ["grant", "Grant"],
    ["hayes", "Hayes"],
    ["irwin", "Irwin"],
    ["jensen", "Jensen"],
    ["klein", "Klein"],
    ["lopez", "Lopez"],
    ["mason", "Mason"],
    ["novak", "Novak"],
    ["ortiz", "Ortiz"],
    ["price", "Price"],
  ],
  given: [
    ["alice", "Alice"],
    ["ben", "Ben"],
    ["clara", "Clara"],
    ["david", "David"],
    ["elena", "Elena"],
    ["frank", "Frank"],
    ["gina", "Gina"],
    ["henry", "Henry"],
    ["iris", "Iris"],
    ["jack", "Jack"],
    ["karen", "Karen"],
    ["luis", "Luis"],
    ["maya", "Maya"],
    ["noah", "Noah"],
    ["opal", "Opal"],
    ["peter", "Peter"],
  ],
} as const satisfies Record<string, Names>;

const places = ["alder", "birch", "cedar", "elm", "fir", "hazel", "juniper", "larch", "maple", "oak"] as const;

const nameOf = ({ team }: SamplePerson, place: number): { readonly name: string; readonly address: string } => {
  // Every pair of names once, then again with another place: 2,560 addresses in each language.
  const { family, given } = team === "new-york" ? english : korean;
  const [familyKey, familyName] = family[place % 16] ?? family[0];
  const [givenKey, givenName] = given[Math.floor(place / 16) % 16] ?? given[0];
  const at = places[Math.floor(place / 256) % places.length] ?? places[0];
  return {
    name: team === "new-york" ? `${givenName} ${familyName}` : `${familyName}${givenName}`,
    address: `${givenKey}.${familyKey}@${at}.example`,
  };
};

export const prospectOf = (rep: SamplePerson, index: number): SampleProspect => {
  const place = reps.indexOf(rep) * POOL + index;
  const { name, address } = nameOf(rep, place);
  return { name, email: address };
};

/** Numbers that are given to nobody: 010-0000-xxxx in Korea, and 555-01xx of American cities. */
const areas = [212, 646, 718, 917, 347, 929, 332] as const;
const phoneOf = ({ team }: SamplePerson, place: number): string =>
  team === "new-york"
    ? `+1${areas[Math.floor(place / 100)] ?? areas[0]}55501${String(place % 100).padStart(2, "0")}`
    : `+82100000${String(place).padStart(4, "0")}`;

const segments = ["private", "business", "public"] as const;

/** Who they are, whose, and at which stage, as a file of prospects tells it. */
export const sampleProspects = ({ history }: SampleDays): readonly object[] => {
  const told = { korea: 0, america: 0 };
  return reps.flatMap((rep) =>
    Array.from({ length: POOL }, (_, index) => {
      const { name, email } = prospectOf(rep, index);
      const place = rep.team === "new-york" ? told.america++ : told.korea++;
      const segment = chanceOf(`segment ${rep.id} ${index}`).pick(segments);
      const isCustomer = index >= POOL - CUSTOMERS;
      const customer = isCustomer ? { stage: "customer", stageFrom: isoDay(history.startsOn - 200) } : { stage: "prospect" };
      return { email, phone: phoneOf(rep, place), name, owner: rep.id, segment, ...customer };
    }),
  );
};
