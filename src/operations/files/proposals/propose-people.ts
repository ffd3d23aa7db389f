import { leaveMeanings, memberMeanings, opportunityMeanings, prospectMeanings, type Meaning } from "../../../domain/column-meanings.ts";
import type { Contents } from "../../../domain/column-contents.ts";
import type { What } from "../../import-preview.ts";
import { mostly, pairColumns, type Column, type Found, type Sought, type Suits } from "./propose-columns.ts";
import { findWay, wayWith, type FoundWay } from "./propose-format.ts";
import type { MapContent, MapContext, MapProposal, MapQuestion } from "./propose-map.ts";
import { suitsDay, suitsId, suitsMember, suitsText } from "./seek-activities.ts";

type People = Exclude<What, "activities">;

const suitsAny = (contents: Contents): Suits => ({ suits: contents.filled === 0 ? 0 : 1, says: 0, why: null });

const suitsShape =
  (shape: "email" | "phone", says: number) =>
  (contents: Contents): Suits => {
    const { share, why } = mostly(contents, shape);
    return { suits: share, says: share >= 0.8 ? says : 0, why };
  };

const suitsTruth = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "truth");
  return { suits: share, says: 0, why };
};

const suitsNumber = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "integer", "decimal", "money");
  return { suits: share, says: 0, why };
};

/** Names and words: no dates, no numbers. */
const suitsWords = (contents: Contents): Suits => {
  const { share, why } = mostly(contents, "words", "code");
  return { suits: share, says: 0, why };
};

/** Names are no ids: they have spaces, and two may have the same. */
const suitsOwnId = (contents: Contents): Suits => {
  const id = suitsId(contents);
  return contents.share("words") >= 0.5 ? { ...id, suits: id.suits * 0.3 } : id;
};

const suitsZone = (contents: Contents): Suits => {
  const isZone = [...(contents.values?.keys() ?? [])].every((value) => value.includes("/") || value === "UTC");
  return { suits: isZone && contents.filled > 0 ? 1 : 0, says: 0, why: null };
};

const soughtFrom = (
  meanings: Readonly<Record<string, Meaning>>,
  suits: Readonly<Record<string, Sought["suits"]>>,
  needed: readonly string[],
): readonly Sought[] =>
  Object.entries(meanings).map(([slot, meaning]) => ({ slot, ...meaning, needed: needed.includes(slot), suits: suits[slot] ?? suitsAny }));

const soughtOf = (what: People, context: MapContext): readonly Sought[] => {
  const member = suitsMember(context);
  const email = suitsShape("email", 0.6);
  const phone = suitsShape("phone", 0.6);
  switch (what) {
    case "prospects":
      return soughtFrom(
        prospectMeanings,
        {
          id: suitsOwnId,
          name: suitsWords,
          email,
          phone,
          handle: suitsWords,
          stage: suitsWords,
          stage_from: suitsDay,
          owner: member,
          time_zone: suitsZone,
          segment: suitsWords,
        },
        ["id", "email", "phone"],
      );
    case "members":
      return soughtFrom(
        memberMeanings,
        {
          id: suitsOwnId,
          name: suitsWords,
          email,
          team: suitsWords,
          role: suitsWords,
          phase: suitsWords,
          time_zone: suitsZone,
          team_from: suitsDay,
          phase_from: suitsDay,
          employed_from: suitsDay,
          employed_through: suitsDay,
        },
        ["id", "name"],
      );
    case "opportunities":
      return soughtFrom(
        opportunityMeanings,
        {
          external_id: suitsId,
          name: suitsText,
          owner: member,
          prospect: suitsAny,
          product: suitsAny,
          stage: suitsWords,
          amount: suitsNumber,
          currency: suitsWords,
          units: suitsNumber,
          new_customer: suitsTruth,
          opened_on: suitsDay,
          closed_on: suitsDay,
          outcome: suitsAny,
          url: suitsText,
        },
        ["external_id", "owner"],
      );
    case "leaves":
      return soughtFrom(leaveMeanings, { member, from: suitsDay, through: suitsDay, kind: suitsWords, half: suitsTruth, note: suitsText }, [
        "member",
        "from",
      ]);
  }
};

const dayFields: ReadonlySet<string> = new Set([
  "stage_from",
  "team_from",
  "phase_from",
  "employed_from",
  "employed_through",
  "from",
  "through",
  "opened_on",
  "closed_on",
]);

type Ways = ReadonlyMap<string, FoundWay | null>;

const ruleOf = (slot: string, { column }: Found, ways: Ways, answers: MapContext["answers"]): unknown => {
  const way = wayWith(ways.get(slot) ?? null, answers);
  return Object.keys(way).length === 0 ? column.name : { column: column.name, ...way };
};

/** What the days leave open, each once: its answer holds for every column that asks the same. */
const questionsOf = (
  pairs: ReadonlyMap<string, Found>,
  ways: Ways,
  mapWith: (answers: MapContext["answers"]) => MapContent,
  answers: MapContext["answers"],
): readonly MapQuestion[] => {
  const asked = new Map<string, MapQuestion>();
  for (const [slot, way] of ways) {
    if (way === null || way.question === null || asked.has(way.question.id)) continue;
    const { id, text, choices } = way.question;
    asked.set(id, {
      id,
      column: pairs.get(slot)?.column.name ?? null,
      text,
      chosen: choices.find((choice) => choice.id === answers[id])?.id ?? null,
      choices: choices.map((choice) => ({ id: choice.id, label: choice.label, map: mapWith({ ...answers, [id]: choice.id }) })),
    });
  }
  return [...asked.values()];
};

/** A map for a file that nobody knows of anything but activities: what each column fills, and what its days leave open. */
export const proposePeople = (what: People, columns: readonly Column[], context: MapContext): MapProposal => {
  const pairs = pairColumns(columns, soughtOf(what, context));
  const ways: Ways = new Map(
    [...pairs].flatMap(([slot, { column }]) =>
      dayFields.has(slot) ? [[slot, findWay(column.name, column.cells, "day", context.hints)] as const] : [],
    ),
  );
  const address = pairs.get("email");
  const mapWith = (answers: MapContext["answers"]): MapContent => ({
    columns: {
      ...Object.fromEntries([...pairs].map(([slot, found]) => [slot, ruleOf(slot, found, ways, answers)])),
      // Whoever has no number of their own goes by their address.
      ...(what === "members" && !pairs.has("id") && address !== undefined ? { id: address.column.name } : {}),
    },
  });
  const bySlot = new Map([...pairs].map(([slot, found]) => [found.column.name, { slot, ...found }]));
  return {
    what,
    map: mapWith(context.answers),
    recognisedAs: null,
    savedMap: null,
    columns: columns.map(({ name }) => {
      const found = bySlot.get(name);
      return found === undefined
        ? {
            name,
            field: null,
            confidence: 0,
            why: { en: "It fits no field, or another column fits better.", ko: "맞는 필드가 없거나 다른 열이 더 맞습니다." },
          }
        : { name, field: found.slot, confidence: found.confidence, why: found.why };
    }),
    questions: questionsOf(pairs, ways, mapWith, context.answers),
  };
};
