import { languages, type Language } from "../domain/language.ts";

/** The language of ours that `Accept-Language` (RFC 9110 §12.5.4) ranks highest; English when it names none. */
export const preferredLanguage = (header: string | undefined): Language => {
  let best: { readonly language: Language; readonly weight: number } = { language: "en", weight: 0 };
  for (const range of (header ?? "").slice(0, 500).split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const language = languages.find((each) => tag === each || tag.startsWith(`${each}-`));
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality);
    if (language !== undefined && weight > best.weight) best = { language, weight };
  }
  return best.language;
};
