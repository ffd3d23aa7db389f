import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { useCompany } from "../company.tsx";
import { daysFrom, isDay } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { LineInput } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { Import, ImportLoad } from "./api.ts";
import { confirmImport, importQuery } from "./queries.ts";

/** The days that a file is said to be all of; both are in it. */
export type WholeDays = { readonly first: string; readonly last: string };

/** The API refuses a complete load with this until it is told how many records the reader has seen that it takes back. */
const unseen = "import-voids";

/** What the load would take back, as far as it is of these days. */
export const loadSeen = ({ load }: Import, whole: WholeDays | null): ImportLoad | null =>
  load == null || whole === null || load.from !== whole.first || load.before !== daysFrom(whole.last, 1) ? null : load;

/** Days that can be asked about. */
const areDays = ({ first, last }: WholeDays): boolean => isDay(first) && isDay(last) && first <= last;

/** Asks what would be taken back. The answer is kept with the import. */
const useLooking = ({ id }: Import, whole: WholeDays | null) => {
  const { language } = useLanguage();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (whole === null) return;
      const complete = { from: whole.first, before: daysFrom(whole.last, 1) };
      await confirmImport(id, { addMembers: false, saveMapAs: null, complete }, language).catch((thrown: unknown) => {
        if (!(thrown instanceof Problem && thrown.code === unseen)) throw thrown;
      });
      await queries.refetchQueries({ queryKey: importQuery(id, language).queryKey });
    },
  });
};

const Missing = ({ load }: { load: ImportLoad }) => {
  const t = useTranslations("complete");
  const { today, kindName } = useCompany();
  const { day } = useFormats();
  const outside = load.sources.reduce((sum, each) => sum + each.outside, 0);
  return (
    <div role="status" className="flex flex-col gap-1.5 border-l-2 border-at-risk pl-3 text-table">
      <p className="font-medium">{load.voids === 0 ? t("none") : t("voids", { count: load.voids })}</p>
      {load.first.length > 0 && (
        <ul className="max-h-56 overflow-y-auto">
          {load.first.map(({ source, externalId, memberReference, kind, localDay }) => (
            <li key={`${source} ${externalId}`} className="break-words text-muted">
              {[day(localDay, today), memberReference, kindName(kind), externalId].join(" · ")}
            </li>
          ))}
          {load.voids > load.first.length && <li className="text-muted">{t("more", { count: load.voids - load.first.length })}</li>}
        </ul>
      )}
      {outside > 0 && <p className="text-muted">{t("outside", { count: outside })}</p>}
    </div>
  );
};

type Props = { waiting: Import; whole: WholeDays | null; onChange: (whole: WholeDays | null) => void };

/** Whether the file is all that there was in its days: what it lacks is then taken back, once the reader has seen what that is. */
export const Complete = ({ waiting, whole, onChange }: Props) => {
  const t = useTranslations("complete");
  const looking = useLooking(waiting, whole);
  const { preview } = waiting;
  // What is the rest of a file is not all of anything.
  if (preview == null || waiting.restOf != null || waiting.what !== "activities" || preview.firstDay === null || preview.lastDay === null)
    return null;
  const proposed = { first: preview.firstDay, last: preview.lastDay };
  const load = loadSeen(waiting, whole);
  const look = () => !looking.isPending && looking.mutate();
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2.5">
      <label className="flex items-start gap-2.5 text-table pointer-coarse:py-1.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0"
          checked={whole !== null}
          onChange={({ target }) => onChange(target.checked ? proposed : null)}
        />
        <span>
          {t("title")}
          <span className="block text-muted">{t("hint")}</span>
        </span>
      </label>
      {whole !== null && (
        <div className="ml-6.5 flex min-w-0 flex-col gap-2.5">
          <div className="grid grid-cols-2 gap-2">
            {(["first", "last"] as const).map((end) => (
              <label key={end} className="flex min-w-0 flex-col gap-1 text-caption text-muted">
                {t(end)}
                <LineInput
                  type="date"
                  required
                  value={whole[end]}
                  onChange={({ target }) => onChange({ ...whole, [end]: target.value })}
                  className="!h-9 !text-table text-ink pointer-coarse:!h-11"
                />
              </label>
            ))}
          </div>
          {load === null ? (
            <Button className="self-start" disabled={!areDays(whole) || !preview.canImport} onClick={look}>
              {looking.isPending ? t("looking") : t("look")}
            </Button>
          ) : (
            <Missing load={load} />
          )}
          {(preview.rejected ?? 0) > 0 && <p className="text-table">{t("rejected")}</p>}
          {looking.error !== null && <Trouble error={looking.error} title={t("failed")} onAgain={look} />}
        </div>
      )}
    </section>
  );
};
