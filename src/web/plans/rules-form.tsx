import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AudienceEntry, PlanEntry, RampEntry } from "../../domain/company-file.ts";
import { nameIn } from "../../domain/language.ts";
import { roles } from "../../domain/member.ts";
import { prorations } from "../../domain/plan.ts";
import { roundings } from "../../domain/apportion.ts";
import { useCadenceName } from "../attainment/cadences.ts";
import { useCompany } from "../company.tsx";
import { NameFields } from "../drafts/name-fields.tsx";
import { membersFoundQuery, rulesQuery } from "../drafts/queries.ts";
import { PlacedInput, PlacedSelect, useWrongAt, WrongText } from "../drafts/wrongs.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button, SignButton } from "../ui/button.tsx";
import { Segments } from "../ui/segments.tsx";
import { asTarget } from "./requirement-text.ts";
import { useSettled } from "./samples.tsx";

type Props = { readonly entry: PlanEntry; readonly onChange: (key: string, entry: PlanEntry) => void };

/** Without what is said of nothing, so that a plan that is as it was says the same as before. */
const without = <T extends object>(entry: T): T =>
  // Leaving out what is undefined is all that happens here.
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as T;

const audienceOf = (change: AudienceEntry): AudienceEntry | undefined => {
  const kept = Object.entries(change).filter(([, value]) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0));
  // The same fields without those that name nobody.
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

const NamedMembers = ({ members, onChange }: { members: readonly string[]; onChange: (members: readonly string[]) => void }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const [typed, setTyped] = useState("");
  const find = useSettled(typed.trim(), 200);
  const found =
    useQuery({ ...membersFoundQuery(find, language), enabled: find !== "", placeholderData: keepPreviousData }).data?.members ?? [];
  const shown = typed.trim() === "" ? [] : found.filter(({ member }) => !members.includes(member)).slice(0, 6);
  return (
    <div className="flex flex-col gap-2">
      <PlacedInput
        label={t("members")}
        hint={t("optional")}
        pointer="/for/members"
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {shown.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {shown.map((member) => (
            <li key={member.member}>
              <Button
                onClick={() => {
                  setTyped("");
                  onChange([...members, member.member]);
                }}
              >
                <Plus aria-hidden className="size-4" />
                {nameIn(member.name, language)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {members.length > 0 && (
        <ul aria-label={t("members")} className="flex flex-wrap gap-1.5">
          {members.map((id) => (
            <li key={id} className="inline-flex items-center gap-1 rounded-control border border-line bg-raised pl-2.5 text-table">
              <span className="break-all">{id}</span>
              <SignButton
                label={t("memberAway", { id })}
                className="size-8 border-none bg-transparent"
                onClick={() => onChange(members.filter((each) => each !== id))}
              >
                <X aria-hidden className="size-4" />
              </SignButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

const AudienceFields = ({ entry, onChange }: Props) => {
  const t = useTranslations("plans");
  const tPeople = useTranslations("plans.roles");
  const { language } = useLanguage();
  const { teams } = useCompany();
  const { name } = useFormats();
  const phases = useQuery(rulesQuery(language)).data?.phases ?? [];
  const audience = entry.for ?? {};
  const change = (key: string, next: AudienceEntry): void => {
    const { for: _, ...rest } = entry;
    const asked = audienceOf(next);
    onChange(key, asked === undefined ? rest : { ...rest, for: asked });
  };
  const role = roles.find((each) => each === audience.role);
  return (
    <>
      <div className="grid gap-3 tablet:grid-cols-3">
        <PlacedSelect
          label={t("team")}
          pointer="/for/team"
          value={audience.team ?? ""}
          onChange={({ target }) => change("team", { ...audience, team: target.value })}
        >
          <option value="">{t("everyTeam")}</option>
          {teams.map((each) => (
            <option key={each.id} value={each.id}>
              {name(each.name)}
            </option>
          ))}
        </PlacedSelect>
        {entry.of !== "team" && (
          <>
            <PlacedInput
              label={t("phase")}
              hint={t("optional")}
              pointer="/for/phase"
              list="plan-phases"
              maxLength={64}
              value={audience.phase ?? ""}
              onChange={({ target }) => change("phase", { ...audience, phase: target.value })}
            />
            <datalist id="plan-phases">
              {phases.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </datalist>
            <PlacedSelect
              label={t("role")}
              pointer="/for/role"
              value={role ?? ""}
              onChange={({ target }) => change("role", { ...audience, role: roles.find((each) => each === target.value) })}
            >
              <option value="">{t("everyRep")}</option>
              {roles.map((each) => (
                <option key={each} value={each}>
                  {tPeople(each)}
                </option>
              ))}
            </PlacedSelect>
          </>
        )}
      </div>
      {entry.of !== "team" && (
        <NamedMembers members={audience.members ?? []} onChange={(members) => change("members", { ...audience, members })} />
      )}
    </>
  );
};

const rampUnits = ["throughDay", "throughWeek", "throughMonth", "throughQuarter", "throughHalf", "throughYear", "throughPeriod"] as const;
type RampUnit = (typeof rampUnits)[number];

const unitOf = (ramp: readonly RampEntry[]): RampUnit => rampUnits.find((unit) => ramp[0]?.[unit] != null) ?? "throughMonth";

const RampFields = ({ entry, onChange }: Props) => {
  const t = useTranslations("plans");
  const ramp = entry.ramp ?? [];
  const unit = unitOf(ramp);
  const wrong = useWrongAt("/ramp");
  const change = (key: string, next: readonly RampEntry[]): void => {
    const { ramp: _, rampFrom, ...rest } = entry;
    onChange(key, next.length === 0 ? rest : without({ ...rest, ramp: next, ...(rampFrom == null ? {} : { rampFrom }) }));
  };
  const through = (step: RampEntry): string => String(step[unit] ?? "");
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-table font-medium">{t("ramp")}</legend>
      <p className="text-caption text-muted">{t("rampHint")}</p>
      {wrong !== undefined && <WrongText>{wrong}</WrongText>}
      {ramp.map((step, index) => (
        <div key={index} className="flex items-end gap-2">
          <PlacedInput
            className="w-28"
            label={t("rampThrough")}
            pointer={`/ramp/${index}/${unit}`}
            inputMode="numeric"
            maxLength={6}
            value={through(step)}
            // What is no number is kept as it was typed, and refused by the server.
            onChange={({ target }) => change(`ramp ${index}`, ramp.with(index, { ...step, [unit]: asTarget(target.value) as number }))}
          />
          <PlacedSelect
            className="flex-1"
            label={t("rampUnit")}
            pointer={`/ramp/${index}`}
            value={unit}
            onChange={({ target }) =>
              change(
                "ramp unit",
                ramp.map((each) => ({ [target.value]: each[unit] ?? 1, share: each.share })),
              )
            }
          >
            {rampUnits.map((each) => (
              <option key={each} value={each}>
                {t(`rampUnits.${each}`)}
              </option>
            ))}
          </PlacedSelect>
          <PlacedInput
            className="w-24"
            label={t("share")}
            pointer={`/ramp/${index}/share`}
            maxLength={10}
            value={String(step.share)}
            onChange={({ target }) => change(`share ${index}`, ramp.with(index, { ...step, share: target.value }))}
          />
          <SignButton
            label={t("rampAway")}
            onClick={() => change(`ramp away ${index}`, ramp.toSpliced(index, 1))}
            className="mb-0.5 border-none bg-transparent text-muted"
          >
            <X aria-hidden className="size-4" />
          </SignButton>
        </div>
      ))}
      <Button
        className="self-start"
        onClick={() => {
          const last = ramp.at(-1)?.[unit] ?? 0;
          change(`ramp add ${ramp.length}`, [...ramp, { [unit]: last + 1, share: "50%" }]);
        }}
      >
        <Plus aria-hidden className="size-4" />
        {t("rampAdd")}
      </Button>
    </fieldset>
  );
};

const cadences = ["day", "week", "month", "quarter", "half", "year"] as const;

/** What holds for the whole plan: whom it asks, how often, and what lowers a target. */
export const RulesForm = ({ entry, onChange }: Props) => {
  const t = useTranslations("plans");
  const cadenceName = useCadenceName();
  const { periodLists = [] } = useCompany();
  const own = [...new Set([...cadences, ...periodLists.map(({ id }) => `list:${id}`), entry.cadence])];
  const set = (key: string, change: { readonly [K in keyof PlanEntry]?: PlanEntry[K] | undefined }): void =>
    onChange(key, without({ ...entry, ...change } as PlanEntry)); // what is undefined is left out
  const proration = prorations.find((each) => each === entry.proration) ?? "none";
  const rounding = roundings.find((each) => each === entry.rounding) ?? "half-up";
  return (
    <div className="flex flex-col gap-4">
      <NameFields name={entry.name} onChange={(key, name) => set(key, { name })} />
      <div className="grid gap-3 tablet:grid-cols-3">
        <PlacedSelect
          label={t("cadence")}
          pointer="/cadence"
          value={entry.cadence}
          onChange={({ target }) => set("cadence", { cadence: target.value })}
        >
          {own.map((each) => (
            <option key={each} value={each}>
              {cadenceName(each)}
            </option>
          ))}
        </PlacedSelect>
        <div className="flex flex-col gap-1.5">
          <span className="text-table font-medium">{t("of")}</span>
          <Segments
            label={t("of")}
            value={entry.of === "team" ? "team" : "member"}
            onChange={(of) => set("of", { of: of === "team" ? of : undefined })}
            choices={[
              { value: "member", label: t("ofs.member") },
              { value: "team", label: t("ofs.team") },
            ]}
            className="self-start"
          />
        </div>
        <PlacedSelect
          label={t("proration")}
          pointer="/proration"
          value={proration}
          onChange={({ target }) =>
            set("proration", { proration: target.value === "none" ? undefined : prorations.find((each) => each === target.value) })
          }
        >
          {prorations.map((each) => (
            <option key={each} value={each}>
              {t(`prorations.${each}`)}
            </option>
          ))}
        </PlacedSelect>
      </div>
      <AudienceFields entry={entry} onChange={onChange} />
      <details className="flex flex-col gap-4" open={entry.ramp != null || entry.carryOver != null || entry.makeUp != null}>
        <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">{t("moreRules")}</summary>
        <div className="flex flex-col gap-4 pt-2">
          {entry.of !== "team" && <RampFields entry={entry} onChange={onChange} />}
          <div className="grid gap-3 tablet:grid-cols-4">
            <PlacedSelect
              label={t("rounding")}
              pointer="/rounding"
              value={rounding}
              onChange={({ target }) =>
                set("rounding", { rounding: target.value === "half-up" ? undefined : roundings.find((each) => each === target.value) })
              }
            >
              {roundings.map((each) => (
                <option key={each} value={each}>
                  {t(`roundings.${each}`)}
                </option>
              ))}
            </PlacedSelect>
            <PlacedInput
              label={t("graceDays")}
              pointer="/graceDays"
              inputMode="numeric"
              maxLength={4}
              value={String(entry.graceDays ?? 0)}
              onChange={({ target }) =>
                set("graceDays", { graceDays: target.value === "0" ? undefined : (asTarget(target.value) as number) })
              }
            />
            <PlacedInput
              label={t("carryOver")}
              hint={t("optional")}
              pointer="/carryOver/surplus"
              maxLength={10}
              value={String(entry.carryOver?.surplus ?? "")}
              onChange={({ target }) => set("carryOver", { carryOver: target.value === "" ? undefined : { surplus: target.value } })}
            />
            <PlacedInput
              label={t("makeUp")}
              hint={t("optional")}
              pointer="/makeUp/within"
              inputMode="numeric"
              maxLength={3}
              value={String(entry.makeUp?.within ?? "")}
              onChange={({ target }) =>
                set("makeUp", { makeUp: target.value === "" ? undefined : { within: asTarget(target.value) as number } })
              }
            />
          </div>
        </div>
      </details>
    </div>
  );
};
