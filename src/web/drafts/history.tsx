import { useQuery } from "@tanstack/react-query";
import { useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { ChangeSaid } from "./change-said.tsx";
import { changesQuery } from "./queries.ts";

export type Version = { readonly version: number; readonly startsOn: string | null };

type Props = {
  readonly of: { readonly plan?: string; readonly metric?: string };
  readonly versions: readonly Version[];
  readonly present: number | null;
  readonly today: string;
  /** The day as of which it is shown; nothing: as it is being changed. */
  readonly asOf: string | undefined;
  readonly onShow: (day: string | undefined) => void;
};

/** The version that held on a day; before the first there was none. */
export const versionOn = <V extends Version>(versions: readonly V[], day: string): V | undefined =>
  versions.findLast(({ startsOn }) => startsOn === null || startsOn <= day);

export const useInstantText = (): ((at: string) => string) => {
  const { language } = useLanguage();
  const format = useMemo(() => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }), [language]);
  return (at) => format.format(new Date(at));
};

/** Its versions by day, what was changed when and by whom, and the way to see it as it was on a day. */
export const History = ({ of, versions, present, today, asOf, onShow }: Props) => {
  const t = useTranslations("drafts");
  const { language } = useLanguage();
  const { day, number } = useFormats();
  const instant = useInstantText();
  const heading = useId();
  const changes = useQuery(changesQuery(of, language));
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4 tablet:p-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id={heading} className="font-strong">
          {t("history")}
        </h2>
        <label className="flex items-center gap-2 text-table">
          {t("asOf")}
          <input
            type="date"
            value={asOf ?? ""}
            onChange={({ target }) => onShow(target.value === "" ? undefined : target.value)}
            className="h-9 rounded-control border border-edge bg-surface px-2"
          />
        </label>
      </div>
      <ol aria-label={t("versions")} className="flex flex-col rounded-control border border-line">
        {versions.toReversed().map(({ version, startsOn }) => (
          <li key={version} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0">
            <span className="min-w-0 flex-1 text-table">
              <span className="font-medium">{t("version", { version: number(version) })}</span>{" "}
              <span className="text-muted">{startsOn === null ? t("sinceBeginning") : t("since", { day: day(startsOn, today) })}</span>
              {version === present && <span className="ml-2 text-met">{t("inForce")}</span>}
            </span>
            <Button
              look="quiet"
              aria-label={t("showVersion", { version: number(version) })}
              onClick={() => onShow(startsOn ?? "1970-01-01")}
            >
              {t("show")}
            </Button>
          </li>
        ))}
      </ol>
      {changes.error !== null && <Trouble error={changes.error} onAgain={() => void changes.refetch()} />}
      {changes.data !== undefined && (
        <ol aria-label={t("changesMade")} className="flex flex-col gap-3">
          {changes.data.settingsChanges.map(({ version, by, at, reason, changes: made, more }) => (
            <li key={version} className="text-table">
              <p>
                <span className="font-medium break-all">{by === "local" ? t("byOperator") : by}</span>{" "}
                <time dateTime={at} className="text-muted">
                  {instant(at)}
                </time>
                {reason !== null && <span className="block break-words text-muted">{reason}</span>}
              </p>
              <ul className="list-disc pl-5">
                {made.map((change, index) => (
                  <li key={index} className="break-words">
                    <ChangeSaid change={change} today={today} />
                  </li>
                ))}
              </ul>
              {more > 0 && <p className="text-muted">{t("moreChanges", { count: more })}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};
