import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { leaveKinds, leaveStateWords } from "../../domain/leave.ts";
import { datedFields } from "../../domain/member-change.ts";
import { addUser, unmapIdentity, type MemberShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormError } from "../ui/form-error.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { ChangeMember } from "./change-member.tsx";
import { EnterLeave } from "./enter-leave.tsx";
import { useValueText } from "./member-fields.ts";
import { useOutdated } from "./outdated.ts";
import { leavesQuery, memberDaysQuery, memberQuery } from "./queries.ts";

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
          {!data.ended && <ChangeMember key={data.member} member={data} />}
          <Identities member={data} />
          <Days member={data} />
          {may("users:write") && !data.ended && <Invite member={data} />}
        </div>
      )}
    </Drawer>
  );
};
