import type { Language } from "../../domain/language.ts";
import type { Words } from "../../domain/refusals/words.ts";
import type { What } from "../import-preview.ts";

/** The map language, parsed. */
export type MapContent = Readonly<Record<string, unknown>>;

/** What a column becomes, and why: `field` null when it is left out. */
export type ProposedColumn = { readonly name: string; readonly field: string | null; readonly confidence: number; readonly why: Words };

export type MapQuestion = {
  readonly id: string;
  readonly column: string | null;
  readonly text: Words;
  readonly chosen: string | null;
  readonly choices: readonly { readonly id: string; readonly label: Words; readonly map: MapContent }[];
};

export type MapProposal = {
  readonly what: What;
  /** As the best of our knowledge has it; what is asked stands as it is likeliest. */
  readonly map: MapContent;
  readonly recognisedAs: { readonly id: string; readonly name: Readonly<Record<Language, string>> } | null;
  readonly savedMap: { readonly id: string; readonly name: string; readonly savedAt: string } | null;
  readonly columns: readonly ProposedColumn[];
  readonly questions: readonly MapQuestion[];
};
