import { asBytes, chosenCompany, problemOf, Unreachable } from "../ask.ts";
import type { Language } from "../../domain/language.ts";

/** One thing that is wrong, in the reader's language. */
export type Said = { readonly code: string; readonly pointer: string; readonly detail: string };

/** The map language, parsed: how a file's columns become fields. */
export type MapContent = Readonly<Record<string, unknown>>;

export type PreviewColumn = {
  readonly name: string;
  readonly examples: readonly string[];
  readonly field: string | null;
  readonly confidence: number;
  readonly why: string;
};

export type PreviewField = {
  readonly field: string;
  readonly needed: boolean;
  readonly from: readonly string[];
  readonly constant: string | null;
};

export type Question = {
  readonly id: string;
  readonly column: string | null;
  readonly text: string;
  /** What holds unless another is chosen; null: nothing is imported before one is. */
  readonly chosen?: string | null;
  /** `map`: the whole map with this answer in it. */
  readonly choices: readonly { readonly id: string; readonly label: string; readonly map: MapContent }[];
};

export type RowRead = {
  readonly row: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly errors: readonly Said[];
};

export type RejectedRow = { readonly row: number; readonly errors: readonly Said[] };

export type ProposedMember = {
  readonly reference: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly rows: number;
  /** False: a member with this id is there already, and only learns to be called so. */
  readonly isNew?: boolean;
};

/** What a file is, before anything of it is stored. */
export type ImportPreview = {
  readonly fileName: string;
  readonly format: string;
  readonly encoding: string | null;
  readonly rows: number;
  readonly what: string;
  readonly recognisedAs: { readonly id: string; readonly name: string } | null;
  readonly savedMap: { readonly id: string; readonly name: string; readonly savedAt: string } | null;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  readonly sheet: string | null;
  readonly headerRow: number | null;
  readonly layout: { readonly titleRows: number; readonly subtotalRows: number; readonly unpivoted: boolean };
  readonly columns: readonly PreviewColumn[];
  readonly fields: readonly PreviewField[];
  readonly map: MapContent;
  readonly questions: readonly Question[];
  readonly rowsRead: readonly RowRead[];
  readonly members: { readonly known: number; readonly proposed: readonly ProposedMember[]; readonly more?: number };
  readonly kinds: Readonly<Record<string, number>>;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Rows that the map leaves out. */
  readonly skipped?: number;
  /** Rows that cannot be taken. */
  readonly rejected?: number;
  readonly rejections?: readonly RejectedRow[];
  readonly notes?: readonly string[];
  readonly canImport: boolean;
  readonly refusals: readonly Said[];
};

/** What a complete load of the file would take back. */
export type ImportLoad = {
  readonly from: string;
  readonly before: string;
  readonly voids: number;
  /** `outside`: records of the file that are of other days. */
  readonly sources: readonly { readonly source: string; readonly outside: number }[];
  readonly first: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly memberReference: string;
    readonly kind: string;
    readonly localDay: string;
  }[];
};

export type ImportState = "waiting" | "running" | "done" | "failed" | "discarded";

export type ImportCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly rejected: number;
  readonly unattributed: number;
  readonly skipped: number;
};

/** Rows of an import that were not taken, mended and sent again; null: what came of them is not known yet. */
export type SentAgain = {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: string;
  readonly state: ImportState;
  readonly taken: number | null;
  readonly rejected: number | null;
};

export type Import = {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly what: string;
  readonly state: ImportState;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly doneAt: string | null;
  readonly by: string | null;
  readonly preview?: ImportPreview | null;
  /** While it waits, once it was asked about. */
  readonly load?: ImportLoad | null;
  readonly progress?: { readonly rows: number; readonly ofRows: number } | null;
  readonly resumedAtRow?: number | null;
  readonly counts: ImportCounts | null;
  /** Taken back, of a complete load. */
  readonly voided?: number | null;
  readonly newSources?: readonly string[];
  readonly notes?: readonly string[];
  readonly rejections?: readonly RejectedRow[];
  readonly refusals?: readonly Said[];
  readonly firstDay?: string | null;
  readonly lastDay?: string | null;
  /** The import whose rejected rows these are, mended. */
  readonly restOf?: { readonly id: string; readonly fileName: string; readonly rejected: number } | null;
  readonly sentAgain?: readonly SentAgain[];
  /** The rows that were not taken can be had. */
  readonly hasRejectedFile?: boolean;
  /** The same bytes came before, as this import. */
  readonly sameFileAs?: { readonly id: string; readonly fileName: string; readonly createdAt: string } | null;
};

export type ImportList = { readonly imports: readonly Import[]; readonly nextCursor: string | null };

export type MemberToAdd = { readonly reference: string; readonly id?: string; readonly name: string; readonly email?: string };

export type Confirmation = {
  readonly addMembers: boolean | readonly MemberToAdd[];
  readonly saveMapAs: string | null;
  /** The file is all of its sources in these days; `voids` as the load says that was seen. */
  readonly complete?: { readonly from: string; readonly before: string; readonly voids?: number } | null;
};

const readAnswer = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** A name for a reading, to ask how far it is. Random, though not a secret: where the page does not come by HTTPS there is no randomUUID. */
export const newReading = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

type Sending = {
  readonly reading: string;
  /** The import whose rejected rows the file may hold, mended. */
  readonly restOf?: string | undefined;
  readonly signal: AbortSignal;
  readonly onSent: (share: number) => void;
};

/** Sends a file and says how much of it has gone; what the server found in it is the answer. */
export const uploadFile = (file: File, language: Language, { reading, restOf, signal, onSent }: Sending): Promise<Import> =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    if (restOf !== undefined) form.append("restOf", restOf);
    form.append("file", file, file.name);
    // fetch tells nothing of what has gone.
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/imports?reading=${reading}`);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("accept-language", language);
    if (chosenCompany !== "") request.setRequestHeader("attain-company", asBytes(chosenCompany));
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => lengthComputable && onSent(loaded / total));
    request.addEventListener("load", () => {
      const answer = readAnswer(request.responseText);
      if (request.status < 400) resolve(answer as Import);
      else reject(problemOf(request.status, answer));
    });
    request.addEventListener("error", () => reject(new Unreachable("unreachable")));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
