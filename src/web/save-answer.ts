import type { Language } from "../domain/language.ts";
import { asBytes, chosenCompany, Problem, Unreachable } from "./api.ts";

/** Sends bytes, or asks for some, of the company that the address names. */
export const askBytes = async (path: string, language: Language, asking: RequestInit): Promise<Response> => {
  const answer = await fetch(`/api/v1${path}`, {
    ...asking,
    headers: {
      "accept-language": language,
      ...asking.headers,
      ...(chosenCompany === "" ? {} : { "attain-company": asBytes(chosenCompany) }),
    },
  }).catch((cause: unknown) => {
    throw new Unreachable("unreachable", { cause });
  });
  if (answer.ok) return answer;
  throw new Problem(answer.status, (await answer.json().catch(() => ({}))) as ConstructorParameters<typeof Problem>[1]);
};

/** Saves an answer as a file: a link could not say of which company. */
export const saveAnswer = async (path: string, name: string, language: Language): Promise<void> => {
  const answer = await askBytes(path, language, {});
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
};
