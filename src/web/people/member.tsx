import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { languages, type Name } from "../../domain/language.ts";
import { leaveKinds, leaveStateWords } from "../../domain/leave.ts";
import { datedFields, undatedFields, type DatedField } from "../../domain/member-change.ts";
import { roles } from "../../domain/member.ts";
import { shortWeekdays } from "../../domain/working-pattern.ts";
import { addUser, changeMember, unmapIdentity, type MemberChange, type MemberShown } from "../client.ts";
import { useCalendarName } from "../calendars/calendar-name.ts";
import { calendarsQuery } from "../calendars/queries.ts";
import { useCompany } from "../company.tsx";
import { daysFrom, noonOf } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { EnterLeave } from "./enter-leave.tsx";
import { leavesQuery, memberDaysQuery, memberQuery } from "./queries.ts";

const fields = [...datedFields, ...undatedFields] as const;
type Field = (typeof fields)[number];

const isDated = (field: Field): field is DatedField => datedFields.some((each) => each === field);

const outdated = ["people", "unattributed", "attainment", "company", "calendars", "closing", "company-file"];

const useOutdated = () => {
  const queries = useQueryClient();
  return () => Promise.all(outdated.map((key) => queries.invalidateQueries({ queryKey: [key] })));
};

// 5 January 2026 was a Monday.
const monday = "2026-01-05";

/** `mon, wed 0.5` in the reader's words. */
export const useWeek = (): ((text: string) => string) => {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return (text) =>
    text
      .split(", ")
      .map((part) => {
        const [weekday = "", share] = part.split(" ");
        const place = shortWeekdays.findIndex((each) => each === weekday);
        const name = place < 0 ? weekday : format.format(noonOf(daysFrom(monday, place)));
        return share === undefined ? name : `${name} ${share}`;
      })
      .join(" ");
};

/** The calendars that there are with what they are called; fetched once one is spoken of. */
const useCalendars = (isNeeded: boolean) => {
  const { language } = useLanguage();
  const called = useCalendarName();
  const list = useQuery({ ...calendarsQuery(language), enabled: isNeeded }).data?.calendars ?? [];
  return list.map((each) => ({ id: each.calendar, label: called(each) }));
};

const useValueText = (member?: MemberShown): ((field: Field, value: string | null) => string) => {
  const t = useTranslations("roster");
  const { teamName } = useCompany();
  const week = useWeek();
  const calendars = useCalendars((member?.history.holidays.length ?? 0) > 0);
  return (field, value) => {
    if (value === null) return field === "team" ? t("noTeam") : t("inherited");
    if (field === "team") return teamName(value);
    if (field === "holidays") return calendars.find(({ id }) => id === value)?.label ?? value;
    if (field === "workingDays") return week(value);
    if (field === "engagement") return value === "contractor" ? t("engagements.contractor") : t("engagements.employee");
    return value;
  };
};

const Histories = ({ member }: { member: MemberShown }) => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { day } = useFormats();
  const { today } = useCompany();
  const text = useValueText(member);
  return (
    <dl className="flex flex-col gap-2">
      {datedFields
        .filter((field) => member.history[field].length > 0)
        .map((field) => (
          <div key={field} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
            <dt className="text-muted">{t(`fields.${field}`)}</dt>
            <dd className="flex flex-col gap-0.5">
              {member.history[field].map(({ value, from }) => (
                <span key={from ?? ""} className="break-words">
                  {text(field, value)}{" "}
                  <span className="text-table text-muted">{from === null ? ops("beginning") : t("since", { day: day(from, today) })}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
        <dt className="text-muted">{t("employed")}</dt>
        <dd>
          {member.employedFrom === null ? ops("beginning") : t("since", { day: day(member.employedFrom, today) })}
          {member.employedThrough !== null && ` · ${t("through", { day: day(member.employedThrough, today) })}`}
        </dd>
      </div>
    </dl>
  );
};

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
const ChangeForm = ({ member }: { member: MemberShown }) => {
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
        <LineSelect value={field} onChange={({ target }) => choose(fields.find((each) => each === target.value) ?? "team")}>
          {fields.map((each) => (
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

const Identities = ({ member }: { member: MemberShown }) => {
  const t = useTranslations("roster");
  const { language } = useLanguage();
  const refresh = useOutdated();
  const removing = useMutation({
    mutationFn: (identity: { readonly source: string; readonly externalId: string }) =>
      unmapIdentity({ member: member.member, ...identity }, { language }),
    onSuccess: refresh,
  });
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-strong">{t("identities")}</h3>
      {member.identities.length === 0 && <p className="text-table text-muted">{t("noIdentities")}</p>}
      <ul className="flex flex-col gap-1">
        {member.identities.map((identity) => (
          <li key={`${identity.source} ${identity.externalId}`} className="flex flex-wrap items-center justify-between gap-2">
            <span className="min-w-0 break-all">
              <span className="text-muted">{identity.source}</span> {identity.externalId}
            </span>
            <Button
              look="quiet"
              aria-label={t("removeNamed", { name: `${identity.source} ${identity.externalId}` })}
              disabled={removing.isPending}
              onClick={() => removing.mutate(identity)}
            >
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      <span role="status" className="text-table text-muted">
        {removing.data !== undefined && t("released", { count: removing.data.records })}
      </span>
      <FormError error={removing.error} />
    </div>
  );
};

const Days = ({ member }: { member: MemberShown }) => {
  const t = useTranslations("roster");
  const calendars = useTranslations("calendars");
  const { language } = useLanguage();
  const { number, span } = useFormats();
  const { today } = useCompany();
  const may = useMay();
  const year = today.slice(0, 4);
  const leaves = useQuery(leavesQuery(member.member, year, language));
  const days = useQuery(memberDaysQuery(member.member, Number(year), language));
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-strong">{t("leave")}</h3>
      {leaves.data?.leaves.length === 0 && <p className="text-table text-muted">{t("noLeave")}</p>}
      <ul className="flex flex-col gap-0.5 text-table">
        {leaves.data?.leaves.map((leave) => (
          <li key={leave.leave}>
            {span({ startsOn: leave.from, endsBefore: daysFrom(leave.through, 1) }, today)} · {leaveKinds[leave.kind][language]} ·{" "}
            <span className="text-muted">{leaveStateWords[leave.state][language]}</span>
          </li>
        ))}
      </ul>
      {may("leaves:write") && !member.ended && <EnterLeave member={member.member} />}
      {days.data !== undefined && (
        <p className="text-table text-muted">
          {calendars("days", { days: number(days.data.workingDays), year })} ·{" "}
          {calendars("arithmetic", {
            standard: number(days.data.standardDays),
            less: number(days.data.standardDays - days.data.workingDays),
            days: number(days.data.workingDays),
          })}
        </p>
      )}
    </div>
  );
};

const Invite = ({ member }: { member: MemberShown }) => {
  const t = useTranslations("roster");
  const { language } = useLanguage();
  const { email, member: id, role } = member;
  const inviting = useMutation({
    mutationFn: () => addUser({ body: { email: email ?? "", roles: [role], member: id } }, { language }),
  });
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-4">
      {email === null ? (
        <p className="text-table text-muted">{t("noMail")}</p>
      ) : (
        <Button disabled={inviting.isPending || inviting.isSuccess} onClick={() => inviting.mutate()}>
          {t("invite")}
        </Button>
      )}
      {inviting.data?.mailed === true && <p role="status">{t("invited")}</p>}
      {inviting.data?.link != null && (
        <p role="status" className="text-table">
          {t("handOn")} <code className="font-mono break-all">{inviting.data.link}</code>
        </p>
      )}
      <FormError error={inviting.error} />
    </div>
  );
};

/** One member: what holds and from when, and everything that is done about it. */
export const Member = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const t = useTranslations("roster");
  const { language } = useLanguage();
  const { name } = useFormats();
  const may = useMay();
  const { data, error, refetch } = useQuery(memberQuery(id, language));
  return (
    <Drawer title={data === undefined ? id : name(data.name) || id} onClose={onClose}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <LinesSkeleton />}
      {data !== undefined && (
        <div className="flex flex-col gap-5">
          <p className="text-muted">
            {t(`roles.${data.role}`)}
            {data.email !== null && ` · ${data.email}`}
            {data.ended && ` · ${t("hasEnded")}`}
          </p>
          <Histories member={data} />
          {!data.ended && <ChangeForm key={data.member} member={data} />}
          <Identities member={data} />
          <Days member={data} />
          {may("users:write") && !data.ended && <Invite member={data} />}
        </div>
      )}
    </Drawer>
  );
};
