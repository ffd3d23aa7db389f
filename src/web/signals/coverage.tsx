import { useTranslations } from "use-intl";
import { LINK_SOURCE } from "../../domain/signals/link-name.ts";
import type { SuggestionCoverage as Coverage } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { Panel } from "../ui/panel.tsx";
import { useWhen } from "../use-when.ts";

type Props = { readonly coverage: Coverage };

const share = (answered: number, of: number): number => (of === 0 ? 0 : answered / of);

/** A bar of what was answered, beside the numbers that it is made of. */
const Share = ({ answered, of }: { answered: number; of: number }) => {
  const { percent } = useFormats();
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-track">
        <span className="block h-full bg-accent" style={{ width: `${Math.round(share(answered, of) * 100)}%` }} />
      </span>
      <span className="tabular-nums">{of === 0 ? "–" : percent(share(answered, of))}</span>
    </span>
  );
};

/** How many of the suggestions were answered, and how fast; of a team by member. */
export const Answers = ({ coverage: { routed, answered, waiting, members } }: Props) => {
  const t = useTranslations("signals");
  const { name, number, seconds } = useFormats();
  const fastest = members.length === 1 ? (members[0]?.medianSeconds ?? null) : null;
  return (
    <Panel title={t("answers")}>
      <div className="flex flex-col gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-heading font-strong">{t("coverage", { answered: number(answered), routed: number(routed) })}</span>
          <Share answered={answered} of={routed} />
        </p>
        <p className="text-table text-muted">{t("coverageSpan")}</p>
        <p className="text-table text-muted">
          {t("waiting", { count: waiting })}
          {fastest !== null && ` · ${t("half", { time: seconds(Math.round(fastest)) })}`}
        </p>
      </div>
      {members.length > 1 && (
        <table aria-label={t("byMember")} className="w-full text-table">
          <thead>
            <tr className="text-left text-muted">
              <th scope="col" className="pb-1 font-medium">
                {t("member")}
              </th>
              <th scope="col" className="pb-1 pl-3 text-right font-medium">
                {t("answered")}
              </th>
              <th scope="col" className="pb-1 pl-3 text-right font-medium">
                {t("speed")}
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ member, medianSeconds, ...own }) => (
              <tr key={member?.id ?? ""} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-normal break-words">
                  {member === null ? t("unheld") : name(member.name) || member.id}
                </th>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
                  {t("coverage", { answered: number(own.answered), routed: number(own.routed) })}
                </td>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
                  {medianSeconds === null ? "–" : seconds(Math.round(medianSeconds))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
};

type Rate = Coverage["topics"][number] | Coverage["sources"][number];

const Rates = ({
  label,
  head,
  rows,
}: {
  label: string;
  head: string;
  rows: readonly (Omit<Rate, "topic" | "source"> & { id: string; named: string; under?: string })[];
}) => {
  const t = useTranslations("signals");
  const { number } = useFormats();
  return (
    <table aria-label={label} className="w-full text-table">
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="pb-1 font-medium">
            {head}
          </th>
          {(["found4", "suggested", "answered"] as const).map((each) => (
            <th key={each} scope="col" className="pb-1 pl-3 text-right font-medium">
              {t(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, named, under, signals, suggested, answered }) => (
          <tr key={id} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 text-left font-normal break-words">
              {named}
              {under !== undefined && <span className="block text-caption text-muted">{under}</span>}
            </th>
            {[signals, suggested, answered].map((count, index) => (
              <td key={index} className="py-1.5 pl-3 text-right tabular-nums">
                {number(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** What became of the signals of each topic. */
export const Topics = ({ coverage: { topics } }: Props) => {
  const t = useTranslations("signals");
  return (
    <Panel title={t("topics")}>
      {topics.length === 0 ? (
        <p className="text-table text-muted">
          {t("noTopics")}. {t("noTopicsNext")}
        </p>
      ) : (
        <Rates label={t("topics")} head={t("topic")} rows={topics.map((each) => ({ ...each, id: each.topic, named: each.name }))} />
      )}
    </Panel>
  );
};

/** Where signals come from, and when the last did. */
export const Sources = ({ coverage: { sources } }: Props) => {
  const t = useTranslations("signals");
  const { sourceName } = useCompany();
  const when = useWhen();
  return (
    <Panel title={t("sources")}>
      {sources.length === 0 ? (
        <p className="text-table text-muted">
          {t("noSources")}. {t("noSourcesNext")}
        </p>
      ) : (
        <Rates
          label={t("sources")}
          head={t("source")}
          rows={sources.map((each) => ({
            ...each,
            id: each.source,
            named: each.source === LINK_SOURCE ? t("links") : sourceName(each.source),
            under: `${t("last")}: ${when(each.lastAt)}`,
          }))}
        />
      )}
    </Panel>
  );
};
