import type { Words } from "../domain/refusals/words.ts";

/** What can be imported from a file whose header is not our own. Targets have a file of their own form. */
export const importables = ["activities", "prospects", "members", "leaves", "opportunities"] as const;
export type What = (typeof importables)[number];

export type PreviewedColumn<Text = string> = {
  readonly name: string;
  /** At most three that differ, without numbers that nobody keeps. */
  readonly examples: readonly string[];
  /** What the map fills from it; null: it is left out. A date and its time are both of `occurred_at`. */
  readonly field: string | null;
  /** How sure the proposal is, 0 to 1; 1 for what a map says that somebody wrote, saved or shipped. */
  readonly confidence: number;
  /** A sentence. */
  readonly why: Text;
};

export type PreviewedField = {
  readonly field: string;
  readonly needed: boolean;
  readonly from: readonly string[];
  readonly constant: string | null;
};

export type PreviewedQuestion<Text = string> = {
  readonly id: string;
  readonly column: string | null;
  readonly text: Text;
  /** What holds unless another is chosen; null: the file cannot be imported before one is. */
  readonly chosen: string | null;
  /** Each with the whole map as it is with this answer. */
  readonly choices: readonly { readonly id: string; readonly label: Text; readonly map: Readonly<Record<string, unknown>> }[];
};

export type PreviewedRefusal<Text = string> = { readonly code: string; readonly pointer: string; readonly detail: Text };

export type PreviewedRow<Text = string> = {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly errors: readonly PreviewedRefusal<Text>[];
};

/** Somebody whom the file names and the company does not know by that name; `id` may be that of a member who has the same name. */
export type ProposedMember = {
  /** As the file has it, and the source of the record that has it: together the identity by which records become the member's. */
  readonly reference: string;
  readonly source: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly rows: number;
  /** False: a member with this id is there already, and only the identity is added. */
  readonly isNew: boolean;
};

/** What a file would come to, before anything of it is stored. In JSON as it stands; sentences are in the language that was asked for. */
export type ImportPreview = PreviewSaid<string>;

/** The same in every language, as it is kept: whoever reads it need not be who sent the file. */
export type PreviewInAll = PreviewSaid<Words>;

type PreviewSaid<Text> = {
  readonly fileName: string;
  readonly format: "csv" | "xlsx" | "html" | "mbox" | "kakaotalk" | "ndjson";
  readonly encoding: string | null;
  /** Below the header; those that the map leaves out and those that are wrong are among them. */
  readonly rows: number;
  readonly what: What;
  /** `attain`: the header names our own fields. */
  readonly recognisedAs: { readonly id: string; readonly name: Text } | null;
  readonly savedMap: { readonly id: string; readonly name: string; readonly savedAt: string } | null;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly layout: { readonly titleRows: number; readonly subtotalRows: number; readonly unpivoted: boolean };
  readonly columns: readonly PreviewedColumn<Text>[];
  readonly fields: readonly PreviewedField[];
  /** The map language; empty for NDJSON, whose lines are records already. */
  readonly map: Readonly<Record<string, unknown>>;
  readonly questions: readonly PreviewedQuestion<Text>[];
  /** The first ten, as they are read. */
  readonly rowsRead: readonly PreviewedRow<Text>[];
  /** Of activities; the most frequent first, at most as many as are added at once (five hundred where it is answered), `more` beyond them. `email`, `identities`: see POST /members. */
  readonly members: { readonly known: number; readonly proposed: readonly ProposedMember[]; readonly more: number };
  readonly kinds: Readonly<Record<string, number>>;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Rows that the map leaves out. */
  readonly skipped: number;
  /** Rows that cannot be taken, with the first of them. */
  readonly rejected: number;
  readonly rejections: readonly { readonly row: number; readonly errors: readonly PreviewedRefusal<Text>[] }[];
  /** What whoever imports should know: columns without use, rows that are equal to another and count once. */
  readonly notes: readonly Text[];
  /** False while a question is open, a needed field is empty, or no row can be taken. */
  readonly canImport: boolean;
  /** Why not. */
  readonly refusals: readonly PreviewedRefusal<Text>[];
};
