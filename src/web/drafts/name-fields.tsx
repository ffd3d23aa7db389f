import { useTranslations } from "use-intl";
import type { NameEntry } from "../../domain/company-file.ts";
import { PlacedInput } from "./wrongs.tsx";

/** The name in each language; a plain text is the English one. */
export const namesOf = (name: NameEntry | null | undefined): { readonly en: string; readonly ko: string } =>
  typeof name === "string" ? { en: name, ko: "" } : { en: name?.en ?? "", ko: name?.ko ?? "" };

const nameEntryOf = ({ en, ko }: { readonly en: string; readonly ko: string }): NameEntry | undefined => {
  if (en === "" && ko === "") return undefined;
  return ko === "" ? en : { ...(en === "" ? {} : { en }), ko };
};

/** What it is called, in both languages. */
export const NameFields = ({
  name,
  onChange,
}: {
  name: NameEntry | null | undefined;
  onChange: (key: string, name: NameEntry | undefined) => void;
}) => {
  const t = useTranslations("drafts");
  const names = namesOf(name);
  return (
    <div className="grid gap-3 tablet:grid-cols-2">
      {(["ko", "en"] as const).map((language) => (
        <PlacedInput
          key={language}
          lang={language}
          label={t(`name.${language}`)}
          pointer={typeof name === "string" && language === "en" ? "/name" : `/name/${language}`}
          maxLength={200}
          value={names[language]}
          onChange={({ target }) => onChange(`name ${language}`, nameEntryOf({ ...names, [language]: target.value }))}
        />
      ))}
    </div>
  );
};
