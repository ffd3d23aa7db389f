import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useOwnMember } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import {
  actOnDispute,
  addDisputeFile,
  previewQuery,
  saveDisputeFile,
  type Dispute,
  type DisputeAct,
  type DisputeOutcome,
  type NewAct,
} from "./api.ts";
import { Field, FileInput, Said, SendRow, Sheet } from "./fields.tsx";

type Act = NewAct["act"];

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** Each number before and after, and what that makes of the status. */
const Outcome = ({ outcome }: { outcome: DisputeOutcome }) => {
  const t = useTranslations();
  const { amount, name } = useFormats();
  const { metric, metricName, planName } = useCompany();
  if (outcome.numbers.length === 0) return <p className="text-muted">{t("dispute.noNumber")}</p>;
  return (
    <ul className="flex flex-col gap-0.5">
      {outcome.numbers.map((each) => (
        <li key={`${each.metric} ${each.member} ${each.period.cadence} ${each.period.startsOn}`}>
          {metricName(each.metric)}, {name(each.period.label)}: {amount(metric(each.metric), each.before)} →{" "}
          <strong className="font-strong">{amount(metric(each.metric), each.after)}</strong>
        </li>
      ))}
      {outcome.statuses.map((each) => (
        <li key={`${each.plan} ${each.member} ${each.period.startsOn}`}>
          {planName(each.plan)}: {each.before === null ? "–" : t(`status.${each.before}`)} →{" "}
          {each.after === null ? "–" : t(`status.${each.after}`)}
        </li>
      ))}
    </ul>
  );
};

const Line = ({ act }: { act: Pick<DisputeAct, "on" | "by" | "said" | "link" | "outcome"> & { what: string } }) => {
  const t = useTranslations("dispute");
  const { day, name } = useFormats();
  const { today } = useCompany();
  return (
    <li className="flex flex-col gap-1">
      <p className="break-words">
        <span className="text-muted">{day(act.on, today)}</span> <span className="font-medium">{name(act.by.name)}</span> {act.what}
      </p>
      {act.said !== "" && <p className="break-words whitespace-pre-line">{act.said}</p>}
      {act.link !== null && isWebAddress(act.link) && (
        <a href={act.link} target="_blank" rel="noreferrer" className="self-start break-all text-accent hover:underline">
          {t("evidence")}
        </a>
      )}
      {act.outcome !== null && <Outcome outcome={act.outcome} />}
    </li>
  );
};

/** What the reader can do now, as the member that they are. */
const possibleActs = ({ waiting, appealThrough, member }: Dispute, own: string | undefined, today: string): readonly Act[] => {
  const decides = waiting?.deciders.some(({ id }) => id === own) === true;
  const isTheirs = own === member.id;
  return [
    ...(decides ? (["uphold", "reject"] as const) : []),
    ...(decides || isTheirs ? (["comment"] as const) : []),
    ...(isTheirs && waiting !== null ? (["withdraw"] as const) : []),
    ...(isTheirs && appealThrough !== null && appealThrough >= today ? (["appeal"] as const) : []),
  ];
};

const Preview = ({ dispute }: { dispute: string }) => {
  const t = useTranslations("dispute");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(previewQuery(dispute, language));
  if (error !== null) return <Trouble error={error} title={t("previewFailed")} onAgain={() => void refetch()} />;
  const outcome = data?.acts.at(-1)?.outcome;
  return (
    <div className="flex flex-col gap-1" role="status">
      <p className="text-table font-medium">{t("preview")}</p>
      {outcome == null ? <div className="skeleton h-5" /> : <Outcome outcome={outcome} />}
    </div>
  );
};

const ActForm = ({ dispute, possible, onDone }: { dispute: Dispute; possible: readonly Act[]; onDone: () => void }) => {
  const t = useTranslations("dispute");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const group = useId();
  const [act, setAct] = useState<Act>(() => possible[0] ?? "comment");
  const [text, setText] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const acting = useMutation({
    mutationFn: async () => {
      await actOnDispute(dispute.dispute, { act, text: text.trim() }, language);
      const [shown] = file.current?.files ?? [];
      if (shown !== undefined) await addDisputeFile(dispute.dispute, shown, language);
    },
    onSuccess: onDone,
    onSettled: () =>
      Promise.all(["disputes", "explanations", "attainment", "tallies"].map((of) => queries.invalidateQueries({ queryKey: [of] }))),
  });
  const isReady = text.trim() !== "";
  const send = () => isReady && !acting.isPending && acting.mutate();
  return (
    <Sheet label={t("answer")} onSend={send} onCancel={onDone}>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1.5">
        <legend className="sr-only">{t("answer")}</legend>
        {possible.map((each) => (
          <label key={each} className="flex items-center gap-2 pointer-coarse:py-2">
            <input type="radio" name={group} className="size-4" checked={each === act} onChange={() => setAct(each)} />
            {t(`acts.${each}`)}
          </label>
        ))}
      </fieldset>
      {act === "uphold" && <Preview dispute={dispute.dispute} />}
      <Field label={t(act === "comment" ? "text" : "reason")}>
        <Said required value={text} onChange={({ target }) => setText(target.value)} />
      </Field>
      {act === "comment" && (
        <Field label={t("file")} hint={t("fileHint")}>
          <FileInput ref={file} />
        </Field>
      )}
      {acting.error !== null && <Trouble error={acting.error} title={t("failed")} onAgain={send} />}
      <SendRow isReady={isReady} isSending={acting.isPending} send={t(`acts.${act}`)} onCancel={onDone} />
    </Sheet>
  );
};

/** Everything that was said about a dispute, in its order, and the way to answer. */
export const Thread = ({ dispute }: { dispute: Dispute }) => {
  const t = useTranslations("dispute");
  const { language } = useLanguage();
  const { today } = useCompany();
  const possible = possibleActs(dispute, useOwnMember(), today);
  const [isOpen, setOpen] = useState(false);
  const saving = useMutation({ mutationFn: (file: Dispute["files"][number]) => saveDisputeFile(dispute.dispute, file, language) });
  const whatOf = ({ act, upheld }: DisputeAct): string =>
    t(act === "decision" ? (upheld === true ? "did.upheld" : "did.rejected") : `did.${act}`);
  const raised = { on: dispute.raisedOn, by: dispute.member, said: dispute.reason, link: null, outcome: null, what: t("did.raised") };
  return (
    <div className="flex min-w-0 flex-col gap-3 text-table">
      <ol className="flex flex-col gap-2.5">
        <Line act={raised} />
        {dispute.acts.map((act, index) => (
          <Line key={index} act={{ ...act, what: whatOf(act) }} />
        ))}
      </ol>
      {dispute.files.length > 0 && (
        <ul className="flex flex-col gap-1">
          {dispute.files.map((file) => (
            <li key={file.file}>
              <button
                type="button"
                onClick={() => saving.mutate(file)}
                className="inline-flex max-w-full items-center gap-1 text-accent hover:underline pointer-coarse:py-2"
              >
                <Download aria-hidden className="size-3 shrink-0" />
                <span className="break-all">{file.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {saving.error !== null && <Trouble error={saving.error} title={t("saveFailed")} onAgain={() => saving.reset()} />}
      {isOpen && <ActForm dispute={dispute} possible={possible} onDone={() => setOpen(false)} />}
      {!isOpen && possible.length > 0 && (
        <div>
          <Button onClick={() => setOpen(true)}>{t("answer")}</Button>
        </div>
      )}
    </div>
  );
};
