import { isFields, refuseUnknown, take, type Fields } from "../field-reading.ts";
import { readExternalId } from "../key.ts";
import { readInteger } from "../number.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { shown } from "../shown.ts";
import { readText } from "../text.ts";
import { isMissing, refuseType } from "../value-type.ts";
import { normalise } from "./normalised-text.ts";
import type { Topic } from "./topic.ts";
import { squashed } from "./word-finder.ts";

const fieldNames: ReadonlySet<string> = new Set(["id", "name", "phrases", "synonyms", "negatives", "perAuthorAndDay"]);
const LONGEST_NAME = 200;
const LONGEST_PHRASE = 100;
const MOST_PHRASES = 500;
const LEAST_LETTERS = 2;
/** What the matcher takes apart: Korean syllables, Latin letters, digits. */
const readable = /[가-힣\p{Script=Latin}\p{N}]/gu;

const readPhrase = (value: unknown, pointer: string, known: Map<string, string>, found: Refusal[]): string => {
  const text = readText(value, pointer, { max: LONGEST_PHRASE });
  if (!text.ok) return take(text, "", found);
  const phrase = text.value;
  const normal = normalise(phrase).text;
  const letters = squashed(normal);
  const other = known.get(letters);
  if ((normal.match(readable)?.length ?? 0) < LEAST_LETTERS) found.push(refusal("topic-phrase", pointer, { found: shown(phrase) }));
  else if (other !== undefined) found.push(refusal("topic-twice", pointer, { found: shown(phrase), other: shown(other) }));
  known.set(letters, phrase);
  return phrase;
};

const readPhrases = (fields: Fields, name: string, known: Map<string, string>, found: Refusal[]): readonly string[] => {
  const value = fields[name];
  if (isMissing(value)) return [];
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", '["은퇴 계획", "retirement planning"]', `/${name}`));
    return [];
  }
  if (value.length > MOST_PHRASES) {
    found.push(refusal("topic-many", `/${name}`, { found: value.length, limit: MOST_PHRASES }));
    return [];
  }
  return value.map((each, place) => readPhrase(each, `/${name}/${place}`, known, found));
};

/** Of one author at most once a day unless it says otherwise. Refuses with every wrong at once; the same phrase twice, however it is spaced. */
export const readTopic = (fields: unknown): Outcome<Topic> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"id": "retirement", "name": "…", "phrases": ["은퇴 계획"]}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const known = new Map<string, string>();
  const most = fields["perAuthorAndDay"];
  const topic = {
    id: take(readExternalId(fields["id"], "/id"), "", found),
    name: take(readText(fields["name"], "/name", { max: LONGEST_NAME }), "", found),
    phrases: readPhrases(fields, "phrases", known, found),
    synonyms: readPhrases(fields, "synonyms", known, found),
    negatives: readPhrases(fields, "negatives", known, found),
    perAuthorAndDay: Number(isMissing(most) ? 1n : take(readInteger(most, "/perAuthorAndDay", { min: 1n, max: 1000n }), 1n, found)),
  };
  if (topic.phrases.length === 0 && found.length === 0) found.push(refusal("topic-empty", "/phrases"));
  return outcomeOf(() => topic, found);
};
