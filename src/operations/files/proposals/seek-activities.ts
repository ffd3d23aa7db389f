import type { Contents } from "../../../domain/column-contents.ts";
import { activityMeanings } from "../../../domain/column-meanings.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { directionMeant, kindMeant, outcomeMeant, type KindNames } from "../../../domain/value-words.ts";
import { mostly, percent, type Sought, type Suits } from "./propose-columns.ts";

/** What of the company tells columns apart. */
export type Known = {
  readonly kinds: KindNames;
  /** Whether somebody here goes by this id, code, address, name or identity. */
  readonly isMember: (reference: string) => boolean;
};

const nothing: Suits = { suits: 0, says: 0, why: null };

/** Share of the filled cells whose value passes; null when there are too many values to be choices. */
const shareOf = ({ values, filled }: Contents, passes: (value: string) => boolean): number | null => {
  if (values === null || filled === 0) return null;
  let sum = 0;
  for (const [value, count] of values) if (passes(value)) sum += count;
  return sum / filled;
};

const some = (contents: Contents, en: string, ko: string): Words => {
  const shown = [...(contents.values?.keys() ?? [])].slice(0, 3).join(", ");
  return { en: `its cells ${en} (${shown})`, ko: `칸의 값(${shown})이 ${ko}` };
};

export const suitsMoment = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "moment", "serial-moment");
  return { suits: share, says: contents.share("moment") >= 0.8 ? 0.5 : 0, why };
};

export const suitsDay = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "day", "serial-day");
  return { suits: share, says: contents.share("day") >= 0.8 ? 0.45 : 0, why };
};

const suitsClock = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "clock", "serial-clock");
  const isDaytime = contents.share("daytime") >= 0.5;
  return { suits: share * (isDaytime ? 1 : 0.45), says: contents.share("daytime") >= 0.8 ? 0.42 : 0, why };
};

const suitsDuration = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "span", "clock", "integer", "decimal");
  const isDaytime = contents.share("daytime") >= 0.5;
  return { suits: share * (isDaytime ? 0.5 : 1), says: contents.share("span") >= 0.8 && contents.share("daytime") < 0.2 ? 0.45 : 0, why };
};

/** As many rows as it takes to see whether values repeat. */
const enough = 10;

export const suitsMember =
  ({ isMember }: Known) =>
  (contents: Contents): Suits => {
    if (contents.filled === 0) return nothing;
    const other = (["moment", "day", "clock", "truth", "decimal", "web", "money", "phone"] as const).reduce(
      (sum, shape) => sum + contents.share(shape),
      0,
    );
    const isRepeated = contents.filled < enough || contents.distinct / contents.filled <= 0.5;
    const known = shareOf(contents, isMember) ?? 0;
    const people = contents.distinct;
    return {
      suits: Math.max(0, 1 - other) * (isRepeated ? 1 : 0.55),
      says: known >= 0.5 ? 0.6 : 0,
      why:
        known > 0
          ? { en: `${percent(known)} of its cells name members`, ko: `칸의 ${percent(known)}가 구성원을 가리킵니다` }
          : isRepeated
            ? { en: `${people} names repeat in it`, ko: `이름 ${people}개가 되풀이됩니다` }
            : null,
    };
  };

/** With it only a column that is surely named so is taken for an id: a customer's comes again too. */
const nearlyAnId = 0.6;

export const suitsId = (contents: Contents): Suits => {
  if (contents.filled === 0 || contents.isCounter) return nothing;
  const isUnique = contents.distinct === contents.filled && contents.empty === 0;
  const again = contents.filled - contents.distinct + contents.empty;
  // A row that stands in the file twice takes no column's meaning away: ids made another way would count the whole file again.
  const isNearly = contents.filled >= enough && again <= contents.filled * 0.1;
  const other = (["moment", "day", "clock", "truth", "email", "money", "web"] as const).reduce(
    (sum, shape) => sum + contents.share(shape),
    0,
  );
  const looks = Math.max(0, 1 - other) * (contents.spaced > 0 ? 0.5 : 1);
  return {
    suits: looks * (isUnique ? 1 : isNearly ? nearlyAnId : 0.1),
    says: isUnique && contents.filled >= enough && contents.share("code") === 1 ? 0.45 : 0,
    why: isUnique ? { en: "no two of its cells are equal", ko: "같은 값이 없습니다" } : null,
  };
};

const suitsKind =
  ({ kinds }: Known) =>
  (contents: Contents): Suits => {
    const share = shareOf(contents, (value) => kindMeant(value, kinds) !== null) ?? 0;
    if (share === 0) return nothing;
    return {
      suits: share < 0.3 ? share : 0.3 + 0.7 * share,
      says: share >= 0.8 ? 0.5 : 0,
      why: some(contents, "name kinds of activity", "활동 유형입니다"),
    };
  };

const suitsDirection = (contents: Contents): Suits => {
  const share = shareOf(contents, (value) => directionMeant(value) !== null) ?? 0;
  return share === 0 ? nothing : { suits: share, says: share >= 0.9 ? 0.6 : 0, why: some(contents, "say in or out", "수신·발신입니다") };
};

const suitsOutcome = (contents: Contents): Suits => {
  const share = shareOf(contents, (value) => outcomeMeant(value) !== null);
  if (share === null || contents.filled === 0) return nothing;
  const isTruth = contents.share("truth") >= 0.8;
  const isNumber = contents.share("integer") + contents.share("decimal") >= 0.5;
  return {
    suits: isNumber ? 0.2 : 0.5 + 0.5 * share,
    says: share >= 0.8 && !isTruth && contents.distinct > 1 ? 0.45 : 0,
    why: isTruth ? mostly(contents, "truth").why : share > 0 ? some(contents, "say how it went", "결과입니다") : null,
  };
};

export const suitsProspect =
  ({ isMember }: Known) =>
  (contents: Contents): Suits => {
    if (contents.filled === 0) return nothing;
    const known = shareOf(contents, isMember) ?? 0;
    const { share, why } = mostly(contents, "phone", "email", "code", "integer", "words");
    const other = (["moment", "day", "clock", "truth", "web", "money"] as const).reduce((sum, shape) => sum + contents.share(shape), 0);
    const isVaried = contents.filled < enough || contents.distinct > 3;
    // Names tell people apart only as long as nobody has the same.
    const weight = contents.share("phone") + contents.share("email") >= 0.5 ? 1 : contents.share("words") >= 0.5 ? 0.85 : 0.95;
    const says = contents.share("phone") >= 0.8 ? 0.5 : contents.share("email") >= 0.8 && known < 0.2 ? 0.45 : 0;
    return { suits: Math.max(0, Math.min(1, share > 0 ? 1 - other : 0)) * weight * (isVaried ? 1 : 0.4) * (1 - 0.8 * known), says, why };
  };

const suitsInteger = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "integer");
  return { suits: share, says: 0, why };
};

const suitsAmount = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "integer", "decimal", "money");
  const numbers = contents.share("integer") + contents.share("decimal") + contents.share("money");
  return { suits: Math.min(1, numbers), says: 0, why: share > 0 ? why : null };
};

const suitsCurrency = (contents: Contents): Suits => {
  const share = shareOf(contents, (value) => /^[A-Z]{3}$/.test(value)) ?? 0;
  return { suits: share, says: 0, why: share > 0 ? some(contents, "are currency codes", "통화 코드입니다") : null };
};

export const suitsText = (contents: Contents): Suits => {
  if (contents.filled === 0) return nothing;
  const isText = contents.share("words") >= 0.3;
  const isProse = contents.medianLength >= 12 && contents.spaced / contents.filled >= 0.5 && contents.distinct / contents.filled > 0.2;
  return { suits: isText ? 1 : 0.3, says: isText && isProse ? 0.42 : 0, why: mostly(contents, "words").why };
};

const suitsLink =
  (says: number) =>
  (contents: Contents): Suits => {
    const { share, why } = mostly(contents, "web");
    return { suits: share, says: share >= 0.8 ? says : 0, why };
  };

const namedOnly =
  (suits: (contents: Contents) => Suits) =>
  (contents: Contents): Suits => ({ ...suits(contents), says: 0 });

/** What is sought in a file of activities. `day` and `clock` are the parts of `moment`. */
export const soughtOfActivities = (known: Known): readonly Sought[] => {
  const {
    external_id,
    member,
    kind,
    direction,
    moment,
    day,
    clock,
    duration_seconds,
    outcome,
    prospect,
    quantity,
    amount,
    currency,
    subject,
    url,
    evidence,
    revised_at,
  } = activityMeanings;
  return [
    { slot: "moment", ...moment, needed: true, suits: suitsMoment },
    { slot: "day", ...day, needed: true, suits: suitsDay },
    { slot: "clock", ...clock, needed: false, suits: suitsClock },
    { slot: "member", ...member, needed: true, suits: suitsMember(known) },
    { slot: "kind", ...kind, needed: true, suits: suitsKind(known) },
    { slot: "external_id", ...external_id, needed: false, suits: suitsId },
    { slot: "direction", ...direction, needed: false, suits: suitsDirection },
    { slot: "duration_seconds", ...duration_seconds, needed: false, suits: suitsDuration },
    { slot: "outcome", ...outcome, needed: false, suits: suitsOutcome },
    { slot: "prospect", ...prospect, needed: false, suits: suitsProspect(known) },
    { slot: "quantity", ...quantity, needed: false, suits: namedOnly(suitsInteger) },
    { slot: "amount", ...amount, needed: false, suits: suitsAmount },
    { slot: "currency", ...currency, needed: false, suits: suitsCurrency },
    { slot: "subject", ...subject, needed: false, suits: suitsText },
    { slot: "url", ...url, needed: false, suits: suitsLink(0.5) },
    { slot: "evidence", ...evidence, needed: false, suits: suitsLink(0) },
    { slot: "revised_at", ...revised_at, needed: false, suits: namedOnly(suitsMoment) },
  ];
};
