import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Language } from "../../domain/language.ts";
import type { ProspectShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { ContactReasons } from "../ui/may-contact.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { prospectQuery } from "./queries.ts";

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const Facts = ({ prospect }: { prospect: ProspectShown }) => {
  const t = useTranslations("prospects");
  const people = useTranslations("roster");
  const ops = useTranslations("ops");
  const { day } = useFormats();
  const { today, stageName } = useCompany();
  return (
    <>
      <h3 className="font-strong">{t("identities")}</h3>
      <ul className="flex flex-col gap-0.5">
        {prospect.identities.map(({ kind, value, status }) => (
          <li key={`${kind} ${value}`} className="break-all">
            <span className="text-muted">{t(`kinds.${kind}`)}</span> {value}
            {status === "suggested" && <span className="text-muted"> · {t("suggested")}</span>}
          </li>
        ))}
      </ul>
      {prospect.facts.length > 0 && <h3 className="font-strong">{t("facts")}</h3>}
      <ul className="flex flex-col gap-0.5">
        {prospect.facts.map(({ aspect, value, fromOn, fromAt }) => (
          <li key={`${aspect} ${fromAt ?? ""} ${value ?? ""}`}>
            <span className="text-muted">{t(`aspects.${aspect}`)}</span>{" "}
            {value === null ? ops("none") : aspect === "stage" ? stageName(value) : value}{" "}
            <span className="text-table text-muted">
              {fromOn === null ? ops("beginning") : people("since", { day: day(fromOn, today) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

type WayShown = ProspectShown["consent"]["ways"][number];
type Way = WayShown["channel"];

/** Ways of which the same is to be said together, where one is refused only what forbids it. */
const alike = (ways: readonly WayShown[], language: Language): readonly (readonly [WayShown, ...WayShown[]])[] => {
  const groups = new Map<string, [WayShown, ...WayShown[]]>();
  for (const way of ways) {
    const findings = way.findings.filter(({ rule, forbids }) => (way.verdict === "refused" ? forbids : rule !== "R3"));
    const shown = { ...way, findings };
    const key = JSON.stringify([way.verdict, way.from, findings.map((each) => each[language])]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [shown]);
    else group.push(shown);
  }
  return [...groups.values()];
};

/** Whether they may be contacted now, by which ways, and what was said of it. */
const Consent = ({ consent: { ways, optOuts, bases } }: { consent: ProspectShown["consent"] }) => {
  const t = useTranslations("contactRules");
  const { company, today } = useCompany();
  const { language } = useLanguage();
  const { day } = useFormats();
  const on = (instant: string): string => day(dayAt(instant, company.timeZone), today);
  const by = (channels: readonly Way[] | null): string =>
    channels === null ? t("allWays") : channels.map((channel) => t(`ways.${channel}`)).join(", ");
  return (
    <section aria-labelledby="prospect-consent" className="flex flex-col gap-2">
      <h3 id="prospect-consent" className="font-strong">
        {t("title")}
      </h3>
      <ul className="flex flex-col gap-2">
        {alike(ways, language).map(([{ channel, verdict, findings, from }, ...others]) => (
          <li key={channel}>
            <p className={verdict === "refused" ? "font-medium" : undefined}>
              {t("answer", { ways: by([channel, ...others.map((each) => each.channel)]), verdict: t(`verdicts.${verdict}`) })}
            </p>
            <ContactReasons findings={findings} from={from} isRefused={verdict === "refused"} />
          </li>
        ))}
      </ul>
      {bases.length === 0 && <p className="text-table text-muted">{t("noBasis")}</p>}
      {optOuts.length + bases.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-table">
          {optOuts.map(({ optOut, domain, list, channels, from, withdrawn }) => (
            <li key={optOut} className="break-words">
              {t("optOut", { day: on(from), ways: by(channels), who: list ?? domain ?? t("themselves") })}
              {withdrawn !== null && ` · ${t("withdrawn", { reason: withdrawn.reason })}`}
            </li>
          ))}
          {bases.map(({ kind, channels, from, until, evidence }) => (
            <li key={`${kind} ${from} ${evidence ?? ""}`} className="break-words">
              {t("basis", { kind: t(`bases.${kind}`), day: on(from), ways: by(channels) })}
              {until !== null && ` · ${t("until", { day: on(until) })}`}
            </li>
          ))}
        </ul>
      )}
      <p className="text-caption text-muted">{t("noAdvice")}</p>
    </section>
  );
};

const More = ({ prospect }: { prospect: ProspectShown }) => {
  const t = useTranslations("prospects");
  const attributes = Object.entries(prospect.attributes ?? {});
  return (
    <>
      {attributes.length > 0 && (
        <>
          <h3 className="font-strong">{t("attributes")}</h3>
          <dl className="flex flex-col gap-0.5">
            {attributes.map(([field, value]) => (
              <div key={field} className="flex flex-wrap gap-x-2">
                <dt className="text-muted">{field}</dt>
                <dd className="break-words">{plain(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {prospect.merges.length > 0 && (
        <>
          <h3 className="font-strong">{t("merges")}</h3>
          <ul className="flex flex-col gap-0.5 text-table">
            {prospect.merges.map(({ merge, act, by, into, reason }) => (
              <li key={merge} className="break-words">
                {act === "merge" ? t("merge", { by, into: into ?? "", reason }) : t("unmerge", { by, reason })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

/** One prospect: what it is known by, what was told of it, and with whom it was said to be one. */
export const OneProspect = ({ reference, onClose }: { reference: string; onClose: () => void }) => {
  const t = useTranslations("prospects");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(prospectQuery(reference, language));
  return (
    <Drawer title={data?.name ?? reference} onClose={onClose}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <LinesSkeleton />}
      {data !== undefined && (
        <div className="flex flex-col gap-4">
          <p className="text-muted">
            {t("owner")}: {data.owner ?? t("noOwner")}
            {data.timeZone !== null && ` · ${t("timeZone")}: ${data.timeZone}`}
          </p>
          {data.isColleague && <p>{t("colleague")}</p>}
          <Consent consent={data.consent} />
          <Facts prospect={data} />
          <More prospect={data} />
        </div>
      )}
    </Drawer>
  );
};
