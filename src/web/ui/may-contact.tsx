import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";

/** What the rules of contact say of a contact. */
export type MayContact = {
  readonly findings: readonly {
    readonly rule: string;
    readonly en: string;
    readonly ko: string;
    readonly source: { readonly name: { readonly en: string; readonly ko: string }; readonly url: string } | null;
  }[];
  /** From when on it may be made; null: nothing known ends what speaks against it. */
  readonly from: string | null;
};

const timeIn = (timeZone: string, instant: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));

/** Why a contact may not be made, or what there is to know before it is, and from when on it may. */
export const ContactReasons = ({ findings, from, isRefused }: MayContact & { readonly isRefused: boolean }) => {
  const t = useTranslations("contactRules");
  const { language } = useLanguage();
  const { company, today } = useCompany();
  const { day } = useFormats();
  return (
    <>
      {findings.map(({ rule, source, ...says }) => (
        <p key={rule} className="text-table text-muted break-words">
          {says[language]}
          {source !== null && (
            <>
              {" "}
              <a href={source.url} target="_blank" rel="noreferrer" className="underline">
                {source.name[language]}
              </a>
            </>
          )}
        </p>
      ))}
      {isRefused && from !== null && (
        <p className="text-table text-muted">
          {t("from", { day: day(dayAt(from, company.timeZone), today), time: timeIn(company.timeZone, from) })}
        </p>
      )}
    </>
  );
};
