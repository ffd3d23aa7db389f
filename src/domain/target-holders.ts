import { perhaps } from "./meant.ts";
import { nameIn, languages } from "./language.ts";
import type { Member, Team } from "./member.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import type { Holder } from "./target-table.ts";
import type { TargetHolder } from "./target-word.ts";
import { within } from "./within.ts";

/** Finds members and teams as people write them in a spreadsheet. */
export type FindHolder = (text: string, wanted: Holder | null, pointer: string) => Outcome<TargetHolder>;

type Marks = {
  readonly ids: ReadonlyMap<string, TargetHolder>;
  /** Codes and e-mail addresses, however they are cased. */
  readonly others: ReadonlyMap<string, TargetHolder>;
  readonly names: ReadonlyMap<string, readonly TargetHolder[]>;
};

const tidy = (text: string): string => text.normalize("NFC").trim();
const uncased = (text: string): string => tidy(text).toLowerCase();

type Found = Pick<Member, "number" | "id" | "name" | "ended"> & Partial<Pick<Member, "code" | "email">>;

/** Names are those of all who have not ended. An id is read as it is cased: `mina` is one member, *Mina* may be the name of several. */
const marksOf = (holder: Holder, all: readonly Found[]): Marks => {
  const others = new Map<string, TargetHolder>();
  const names = new Map<string, TargetHolder[]>();
  // Whoever has ended comes first, so that a code that went to somebody else stands for that one.
  for (const each of all.toSorted((a, b) => Number(b.ended) - Number(a.ended))) {
    const found = { holder, number: each.number, id: each.id };
    for (const mark of [each.code, each.email]) if (mark !== null && mark !== undefined) others.set(uncased(mark), found);
    if (each.ended) continue;
    for (const name of new Set(languages.map((language) => uncased(nameIn(each.name, language)))))
      within(names, name, () => []).push(found);
  }
  return { ids: new Map(all.map(({ number, id }) => [id, { holder, number, id }])), others, names };
};

/** By id, code or e-mail address, else by a name that only one has. Without `wanted` a member is looked for before a team. */
export const holderFinder = (members: readonly Member[], teams: readonly Team[]): FindHolder => {
  const marks = { member: marksOf("member", members), team: marksOf("team", teams) };
  return (text, wanted, pointer) => {
    const mark = uncased(text);
    const looked: readonly Holder[] = wanted === null ? ["member", "team"] : [wanted];
    for (const holder of looked) {
      const found = marks[holder].ids.get(tidy(text)) ?? marks[holder].others.get(mark);
      if (found !== undefined) return accepted(found);
    }
    const named = looked.flatMap((holder) => marks[holder].names.get(mark) ?? []);
    const [first, second] = named;
    if (first !== undefined && second === undefined) return accepted(first);
    const found = shown(text.trim());
    if (first !== undefined) {
      const several = named
        .slice(0, 5)
        .map(({ id }) => id)
        .join(", ");
      return refused(refusal("target-who-several", pointer, { found, several }));
    }
    const hint = perhaps(
      text.trim(),
      looked.flatMap((holder) => [...marks[holder].ids.keys()]),
    );
    return refused(refusal(wanted === "team" ? "target-who-team" : "target-who", pointer, { found, hint }));
  };
};
