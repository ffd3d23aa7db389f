import { asBytes, chosenCompany, problemOf, Unreachable } from "../ask.ts";
import type { Language } from "../../domain/language.ts";
import type { Import, ImportConfirmation, ImportPreview } from "../client.ts";

export type { ImportList, ImportLoad, ImportPreview } from "../client.ts";
export type { Import };

/** One thing that is wrong, in the reader's language. */
export type Said = ImportPreview["refusals"][number];
/** The map language, parsed: how a file's columns become fields. */
export type MapContent = ImportPreview["map"];
export type PreviewColumn = ImportPreview["columns"][number];
export type PreviewField = ImportPreview["fields"][number];
export type Question = ImportPreview["questions"][number];
export type RowRead = ImportPreview["rowsRead"][number];
export type ProposedMember = ImportPreview["members"]["proposed"][number];
export type ImportState = Import["state"];
export type ImportCounts = NonNullable<Import["counts"]>;
export type SentAgain = Import["sentAgain"][number];
export type MemberToAdd = Exclude<NonNullable<ImportConfirmation["addMembers"]>, boolean>[number];
export type Confirmation = ImportConfirmation;

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
