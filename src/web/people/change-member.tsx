import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { languages, type Name } from "../../domain/language.ts";
import { roles } from "../../domain/member.ts";
import { shortWeekdays } from "../../domain/working-pattern.ts";
import { changeMember, type MemberChange, type MemberShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { isDated, memberFields, useCalendars, useValueText, useWeek, type Field } from "./member-fields.ts";
import { useOutdated } from "./outdated.ts";

const shares = ["1", "0.5", "0"] as const;
const fullWeek: Readonly<Record<string, string>> = { mon: "1", tue: "1", wed: "1", thu: "1", fri: "1", sat: "0", sun: "0" };

const WeekInput = ({
  value,
  onChange,
}: {
  value: Readonly<Record<string, string>>;
  onChange: (value: Readonly<Record<string, string>>) => void;
}) => {
  const t = useTranslations("roster");
  const week = useWeek();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-table font-medium">{t("fields.workingDays")}</legend>
      <div className="grid grid-cols-4 gap-2">
        {shortWeekdays.map((weekday) => (
          <Labelled key={weekday} label={week(weekday)}>
            <LineSelect value={value[weekday] ?? "0"} onChange={({ target }) => onChange({ ...value, [weekday]: target.value })}>
              {shares.map((share) => (
                <option key={share} value={share}>
                  {share === "0" ? "–" : share}
                </option>
              ))}
            </LineSelect>
          </Labelled>
        ))}
      </div>
    </fieldset>
  );
};

/** The whole name, in each language that it has one in. */
const NameInput = ({ value, onChange }: { value: Name; onChange: (value: Name) => void }) => {
  const t = useTranslations("roster");
  return (
    <div className="grid gap-3 tablet:grid-cols-2">
      {languages.map((each) => (
        <Labelled key={each} label={t(`nameIn.${each}`)}>
          <LineInput
            lang={each}
            maxLength={200}
            required={Object.values(value).every((text) => text.trim() === "")}
            value={value[each] ?? ""}
            onChange={({ target }) => onChange({ ...value, [each]: target.value })}
          />
        </Labelled>
      ))}
    </div>
  );
};

type ValueProps = { readonly field: Field; readonly value: string; readonly onChange: (value: string) => void };

const ValueInput = ({ field, value, onChange }: ValueProps) => {
  const t = useTranslations("roster");
  const { teams } = useCompany();
  const { name } = useFormats();
  const text = useValueText();
  const calendars = useCalendars(field === "holidays");
  if (field === "employedThrough") return <LineInput type="date" value={value} onChange={({ target }) => onChange(target.value)} />;
  if (field === "role")
    return (
      <LineSelect value={value} onChange={({ target }) => onChange(target.value)}>
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </LineSelect>
    );
  if (field === "team")
    return (
      <LineSelect value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t("noTeam")}</option>
        {teams.map((team) => (
          <option key={team.id} value={team.id}>
            {name(team.name) || team.id}
          </option>
        ))}
      </LineSelect>
    );
  if (field === "holidays")
    return (
      <LineSelect value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{t("inherited")}</option>
        {calendars.map(({ id, label }) => (
          <option key={id} value={id} translate="no">
            {label}
          </option>
        ))}
      </LineSelect>
    );
  if (field === "engagement")
    return (
      <LineSelect value={value || "employee"} onChange={({ target }) => onChange(target.value)}>
        {(["employee", "contractor"] as const).map((each) => (
          <option key={each} value={each}>
            {text("engagement", each)}
          </option>
        ))}
      </LineSelect>
    );
  return <LineInput maxLength={200} placeholder={t("inherited")} value={value} onChange={({ target }) => onChange(target.value)} />;
};

const withoutEmpty = (name: Name): Name =>
  Object.fromEntries(Object.entries(name).flatMap(([language, text]) => (text.trim() === "" ? [] : [[language, text.trim()]])));

/** What a member was before: what has no day is put back by it. */
const asItWas = (member: MemberShown, field: Field): MemberChange | null => {
  if (field === "name") return { field, value: member.name };
  if (field === "role") return { field, value: member.role };
  return field === "employedThrough" ? { field, value: member.employedThrough } : null;
};

/** What holds from a day on, what follows it stays; or what has no day. */
export const ChangeMember = ({ member }: { member: MemberShown }) => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const { day } = useFormats();
  const { today } = useCompany();
  const refresh = useOutdated();
  const [field, setField] = useState<Field>("team");
  const [value, setValue] = useState(member.team ?? "");
  const [week, setWeek] = useState(fullWeek);
  const [named, setNamed] = useState<Name>(member.name);
  const [from, setFrom] = useState(today);
  const choose = (next: Field): void => {
    setField(next);
    setValue(
      next === "team"
        ? (member.team ?? "")
        : next === "employedThrough"
          ? (member.employedThrough ?? "")
          : next === "engagement" || next === "role"
            ? member[next]
            : "",
    );
    setNamed(member.name);
    saving.reset();
    undoing.reset();
  };
  const undoing = useMutation({
    mutationFn: (before: MemberChange) => changeMember({ member: member.member, body: before }, { language }),
    onSuccess: async () => {
      saving.reset();
      await refresh();
    },
  });
  const saving = useMutation({
    mutationFn: async () => {
      const before = asItWas(member, field);
      const plain = value.trim() === "" ? null : value.trim();
      const worked = Object.fromEntries(
        Object.entries(week).flatMap(([weekday, share]) => (share === "0" ? [] : [[weekday, Number(share)]])),
      );
      const said = field === "workingDays" ? worked : field === "name" ? withoutEmpty(named) : plain;
      await changeMember({ member: member.member, body: { field, value: said, ...(isDated(field) ? { from } : {}) } }, { language });
      return before;
    },
    onMutate: () => undoing.reset(),
    onSuccess: refresh,
  });
  return (
    <form
      aria-label={t("change")}
      className="flex flex-col gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <h3 className="font-strong">{t("change")}</h3>
      <Labelled label={t("field")}>
        <LineSelect value={field} onChange={({ target }) => choose(memberFields.find((each) => each === target.value) ?? "team")}>
          {memberFields.map((each) => (
            <option key={each} value={each}>
              {t(`fields.${each}`)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      {field === "workingDays" && <WeekInput value={week} onChange={setWeek} />}
      {field === "name" && <NameInput value={named} onChange={setNamed} />}
      {field !== "workingDays" && field !== "name" && (
        <Labelled
          label={t("value")}
          {...(field === "employedThrough" || field === "role" ? { hint: t(field === "role" ? "roleMeans" : "stillHere") } : {})}
        >
          <ValueInput field={field} value={value} onChange={setValue} />
        </Labelled>
      )}
      {isDated(field) && (
        <Labelled label={ops("from")}>
          <LineInput type="date" required value={from} onChange={({ target }) => setFrom(target.value)} />
        </Labelled>
      )}
      {field !== "name" && <p className="text-table text-muted">{t(isDated(field) ? "follows" : "followsAll")}</p>}
      <FormError error={saving.error ?? undoing.error} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {saving.isPending ? ops("saving") : t("save")}
        </Button>
        <span role="status" className="text-table text-met">
          {saving.isSuccess &&
            (isDated(field)
              ? t("saved", { what: t(`fields.${field}`), day: day(from, today) })
              : t("savedNow", { what: t(`fields.${field}`) }))}
          {undoing.isSuccess && t("undoneChange", { what: t(`fields.${field}`) })}
        </span>
        {saving.data != null && (
          <Button disabled={undoing.isPending} onClick={() => saving.data != null && undoing.mutate(saving.data)}>
            {ops("undo")}
          </Button>
        )}
      </div>
    </form>
  );
};
