import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, Download, Info, UserRoundX } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { CountsOf } from "../counts/counts.tsx";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { Import, ImportCounts } from "./api.ts";
import { DropZone } from "./drop-zone.tsx";
import { RestCame } from "./earlier.tsx";
import { fieldOfPointer, placeIn } from "./fields.ts";
import { saveRejected } from "./queries.ts";
import { SentAgain } from "./sent-again.tsx";
import { useFieldName } from "./words.ts";

const told = ["accepted", "revised", "duplicates", "stale", "skipped", "rejected", "unattributed"] as const;

const Tiles = ({ counts, voided }: { counts: ImportCounts; voided: number }) => {
  const t = useTranslations("result");
  const { number } = useFormats();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {told
        .filter((each) => each === "accepted" || counts[each] > 0)
        .map((each) => (
          <div key={each} className="flex flex-col-reverse">
            <dt className="text-table text-muted">{t(each)}</dt>
            <dd className="text-figure font-strong">
              {each === "rejected" ? (
                <a
                  href="#rejected"
                  className="rounded-control underline decoration-muted decoration-1 underline-offset-4 hover:decoration-ink"
                >
                  {number(counts[each])}
                </a>
              ) : (
                number(counts[each])
              )}
            </dd>
          </div>
        ))}
      {voided > 0 && (
        <div className="flex flex-col-reverse">
          <dt className="text-table text-muted">{t("voided")}</dt>
          <dd className="text-figure font-strong">{number(voided)}</dd>
        </div>
      )}
    </dl>
  );
};

const shownRejections = 20;

const Rejected = ({ done, count }: { done: Import; count: number }) => {
  const t = useTranslations("result");
  const tPreview = useTranslations("preview");
  const { language } = useLanguage();
  const fieldName = useFieldName();
  const saving = useMutation({ mutationFn: () => saveRejected(done, language) });
  const aboutSaid = (pointer: string): string => {
    const field = fieldOfPointer(pointer);
    return field === undefined ? placeIn(pointer) : fieldName(field);
  };
  const shown = (done.rejections ?? []).slice(0, shownRejections);
  return (
    <section aria-labelledby="rejected" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
        <h2 id="rejected" className="font-strong">
          {t("rejectedTitle", { count })}
        </h2>
        {done.hasRejectedFile && (
          <Button onClick={() => !saving.isPending && saving.mutate()}>
            <Download aria-hidden className="size-4" />
            {saving.isPending ? t("downloading") : t("download", { count })}
          </Button>
        )}
      </div>
      {done.hasRejectedFile && <p className="max-w-prose text-table text-muted">{t("rejectedNext")}</p>}
      {saving.error !== null && <Trouble error={saving.error} title={t("notDownloaded")} onAgain={() => saving.mutate()} />}
      {shown.length > 0 && (
        <table className="w-full rounded-control border border-line bg-surface text-table">
          <caption className="sr-only">{t("rejectedTitle", { count })}</caption>
          <thead>
            <tr className="border-b border-line text-left text-caption text-muted">
              <th scope="col" className="w-18 px-3 py-2 text-right font-normal">
                {tPreview("row")}
              </th>
              <th scope="col" className="px-3 py-2 font-normal max-tablet:hidden">
                {t("value")}
              </th>
              <th scope="col" className="px-3 py-2 font-normal">
                {t("reason")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, errors }) => (
              <tr key={row} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="px-3 py-2 text-right font-normal text-muted">
                  {row}
                </th>
                <td className="px-3 py-2 whitespace-nowrap max-tablet:hidden">
                  {[...new Set(errors.map(({ pointer }) => aboutSaid(pointer)))].filter((name) => name !== "").join(", ")}
                </td>
                <td className="px-3 py-2 break-words">
                  {errors.map(({ code, pointer, detail }) => (
                    <p key={`${code} ${pointer}`}>{detail}</p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
          {shown.length < count && (
            <tfoot>
              <tr>
                <td colSpan={3} className="border-t border-line px-3 py-2 text-muted">
                  {t("firstOf", { shown: String(shown.length), count: String(count) })}
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
      <SentAgain all={done.sentAgain ?? []} />
      {done.hasRejectedFile && <DropZone restOf={done.id} />}
    </section>
  );
};

/** What came of a file, what did not come in and why, and what there is to see now. */
export const Result = ({ done }: { done: Import }) => {
  const t = useTranslations("result");
  const { day } = useFormats();
  const { today } = useCompany();
  const { counts, firstDay, lastDay } = done;
  if (counts === null) return null;
  const isActivities = done.what === "activities";
  return (
    <div className="flex flex-col gap-8">
      <section aria-label={t("receivedPlain", { count: counts.received })} className="flex flex-col gap-4">
        <p className="flex items-center gap-2">
          <CircleCheck aria-hidden className="size-5 text-met" />
          {firstDay != null && lastDay != null
            ? firstDay === lastDay
              ? t("receivedOn", { count: counts.received, day: day(firstDay, today) })
              : t("received", { count: counts.received, first: day(firstDay, today), last: day(lastDay, today) })
            : t("receivedPlain", { count: counts.received })}
        </p>
        <Tiles counts={counts} voided={done.voided ?? 0} />
        {done.newSources !== undefined && done.newSources.length > 0 && (
          <p className="text-table text-muted">{t("sources", { sources: done.newSources.join(", ") })}</p>
        )}
        <RestCame done={done} />
        {done.state === "done" &&
          done.refusals?.map(({ code, pointer, detail }) => (
            <Notice key={`${code} ${pointer}`} icon={CircleAlert}>
              {detail}
            </Notice>
          ))}
        {done.notes?.map((note) => (
          <Notice key={note} icon={Info}>
            {note}
          </Notice>
        ))}
      </section>
      {counts.unattributed > 0 && isActivities && (
        <Notice icon={UserRoundX}>
          <span className="font-medium">{t("unattributedTitle", { count: counts.unattributed })}.</span> {t("unattributedNext")}
        </Notice>
      )}
      {isActivities && (
        <CountsOf
          title={t("counts")}
          ofFile={counts.accepted + counts.revised + counts.duplicates + counts.stale}
          {...(firstDay != null && lastDay != null ? { days: { from: firstDay, before: daysFrom(lastDay, 1) } } : {})}
        />
      )}
      {counts.rejected > 0 && <Rejected done={done} count={counts.rejected} />}
      <div className="flex flex-wrap gap-2">
        <Link to="/" search={keptCompany} className={buttonClass("plain")}>
          {t("toCounts")}
        </Link>
        <Link to="/imports" search={keptCompany} className={buttonClass("plain")}>
          {t("another")}
        </Link>
      </div>
    </div>
  );
};
