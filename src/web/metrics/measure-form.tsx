import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { MetricEntry } from "../../domain/company-file.ts";
import { provenances, windows, withins, type Provenance } from "../../domain/metric.ts";
import { useCompany } from "../company.tsx";
import { rulesQuery } from "../drafts/queries.ts";
import { PlacedInput, PlacedSelect, useWrongAt, WrongText } from "../drafts/wrongs.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";

type Props = { readonly entry: MetricEntry; readonly onChange: (key: string, entry: MetricEntry) => void };

/** Without what is said of nothing. */
const without = <T extends object>(entry: T): T =>
  // Leaving out what is undefined is all that happens here.
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as T;

const built = ["quantity", "durationSeconds", "amount"] as const;

/** What is added up, how often a prospect may count, and whose word counts. */
export const MeasureForm = ({ entry, onChange }: Props) => {
  const t = useTranslations("metrics");
  const all = useTranslations();
  const { language } = useLanguage();
  const { company } = useCompany();
  const { name } = useFormats();
  const rules = useQuery(rulesQuery(language)).data;
  const wrong = useWrongAt("/provenance");
  const measure = typeof entry.measure === "object" ? entry.measure : null;
  const attributes = (rules?.attributes ?? []).filter(({ type }) => type === "int" || type === "money");
  const isMoney = (of: string): boolean =>
    of === "amount" || attributes.some((each) => `attributes.${each.name}` === of && each.type === "money");
  const set = (key: string, change: { readonly [K in keyof MetricEntry]?: MetricEntry[K] | undefined }): void =>
    onChange(key, without({ ...entry, ...change } as MetricEntry)); // what is undefined is left out
  const counts = entry.provenance ?? provenances;
  const toggle = (which: Provenance, isOn: boolean): void => {
    const next = provenances.filter((each) => (each === which ? isOn : counts.includes(each)));
    set("provenance", { provenance: next.length === provenances.length ? undefined : next });
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 tablet:grid-cols-3">
        <PlacedSelect
          label={t("measure")}
          pointer="/measure"
          value={measure?.sum ?? "count"}
          onChange={({ target }) =>
            set("measure", {
              measure:
                target.value === "count"
                  ? undefined
                  : { sum: target.value, ...(isMoney(target.value) ? { currency: measure?.currency ?? company.currency } : {}) },
            })
          }
        >
          <option value="count">{t("measures.count")}</option>
          {built.map((each) => (
            <option key={each} value={each}>
              {t(`measures.${each}`)}
            </option>
          ))}
          {attributes.map((each) => (
            <option key={each.name} value={`attributes.${each.name}`}>
              {t("measureAttribute", { name: each.name })}
            </option>
          ))}
        </PlacedSelect>
        {measure !== null && isMoney(measure.sum) && (
          <PlacedInput
            label={t("currency")}
            pointer="/measure/currency"
            maxLength={3}
            value={measure.currency ?? ""}
            onChange={({ target }) => set("currency", { measure: { ...measure, currency: target.value.toUpperCase() } })}
          />
        )}
        {measure !== null && (rules?.factors.length ?? 0) > 0 && (
          <PlacedSelect
            label={t("factor")}
            pointer="/measure/factor"
            value={measure.factor ?? ""}
            onChange={({ target }) =>
              set("factor", { measure: without({ ...measure, factor: target.value === "" ? undefined : target.value }) })
            }
          >
            <option value="">{t("factorNone")}</option>
            {rules?.factors.map((each) => (
              <option key={each.id} value={each.id}>
                {name(each.name) || each.id}
              </option>
            ))}
          </PlacedSelect>
        )}
      </div>
      <div className="grid gap-3 tablet:grid-cols-3">
        <PlacedSelect
          label={t("oncePer")}
          pointer="/oncePer/prospect"
          value={entry.oncePer?.prospect ?? ""}
          onChange={({ target }) => {
            const prospect = windows.find((each) => each === target.value);
            set("oncePer", { oncePer: prospect === undefined ? undefined : { prospect, within: entry.oncePer?.within ?? "member" } });
          }}
        >
          <option value="">{t("everyTime")}</option>
          {windows.map((each) => (
            <option key={each} value={each}>
              {t(`windows.${each}`)}
            </option>
          ))}
        </PlacedSelect>
        {entry.oncePer != null && (
          <PlacedSelect
            label={t("within")}
            pointer="/oncePer/within"
            value={entry.oncePer.within ?? "member"}
            onChange={({ target }) => {
              const within = withins.find((each) => each === target.value);
              if (entry.oncePer != null && within !== undefined) set("within", { oncePer: { ...entry.oncePer, within } });
            }}
          >
            {withins.map((each) => (
              <option key={each} value={each}>
                {t(`withins.${each}`)}
              </option>
            ))}
          </PlacedSelect>
        )}
      </div>
      <fieldset data-pointer="/provenance" className="flex flex-col gap-1.5">
        <legend className="pb-1.5 text-table font-medium">
          {t("provenance")} <span className="font-normal text-muted">· {t("provenanceHint")}</span>
        </legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {provenances.map((each) => (
            <label key={each} className="flex min-h-6 items-center gap-1.5 text-table pointer-coarse:py-1.5">
              <input
                type="checkbox"
                className="size-4"
                checked={counts.includes(each)}
                onChange={({ target }) => toggle(each, target.checked)}
              />
              {all(`provenance.${each}`)}
            </label>
          ))}
        </div>
        {wrong !== undefined && <WrongText>{wrong}</WrongText>}
      </fieldset>
    </div>
  );
};
