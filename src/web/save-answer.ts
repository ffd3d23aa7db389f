import type { Language } from "../domain/language.ts";
import { sendForFile } from "./ask.ts";

export const saveBlob = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
};

/** Saves an answer as a file: a link could not say of which company. */
export const saveAnswer = async (path: string, name: string, language: Language): Promise<void> =>
  saveBlob(await sendForFile("GET", path, { language }), name);
