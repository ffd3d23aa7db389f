import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MessageSquareWarning } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Explained } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useLanguage } from "../language.tsx";
import { useMay, useOwnMember } from "../session/session.ts";
import { Trouble } from "../ui/trouble.tsx";
import { addDisputeFile, raiseDispute, type Dispute, type NewDispute } from "./api.ts";
import { Choose, Field, FileInput, Said, SendRow, Sheet, TextInput } from "./fields.tsx";
import { DisputeState } from "./state.tsx";
import { Thread } from "./thread.tsx";

const opener =
  "inline-flex items-center gap-1 self-start rounded-control py-1 text-caption text-accent hover:underline pointer-coarse:py-3";

type About = (reason: string, evidence: string) => NewDispute;

/** What it is about stands above; here is why, and what shows it. */
const RaiseForm = ({
  about,
  isWhole = true,
  label,
  onDone,
  children,
}: {
  about: About;
  isWhole?: boolean;
  label: string;
  onDone: () => void;
  children?: React.ReactNode;
}) => {
  const t = useTranslations("dispute");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const raising = useMutation({
    mutationFn: async () => {
      const raised = await raiseDispute(about(reason.trim(), evidence.trim()), language);
      const [shown] = file.current?.files ?? [];
      if (shown !== undefined) await addDisputeFile(raised.dispute, shown, language);
    },
    onSuccess: onDone,
    // Also where the file was refused: the dispute is there, and the file can be added to it.
    onSettled: () => queries.invalidateQueries({ queryKey: ["disputes"] }),
  });
  const isReady = isWhole && reason.trim() !== "";
  const send = () => isReady && !raising.isPending && raising.mutate();
  return (
    <Sheet label={label} onSend={send} onCancel={onDone}>
      {children}
      <Field label={t("reason")}>
        <Said required value={reason} onChange={({ target }) => setReason(target.value)} />
      </Field>
      <Field label={t("evidence")} hint={t("optional")}>
        <TextInput type="url" placeholder="https://" value={evidence} onChange={({ target }) => setEvidence(target.value)} />
      </Field>
      <Field label={t("file")} hint={t("fileHint")}>
        <FileInput ref={file} />
      </Field>
      {raising.error !== null && <Trouble error={raising.error} title={t("failed")} onAgain={send} />}
      <SendRow isReady={isReady} isSending={raising.isPending} send={t("send")} onCancel={onDone} />
    </Sheet>
  );
};

const replaceable = new Set(["condition", "provenance", "window-taken", "ruled-out"]);

/** Whether a decision could make the record count: a void or another member's is not disputed away. */
const isDisputable = ({ verdict }: Explained): boolean => !verdict.counted && verdict.reasons.every(({ code }) => replaceable.has(code));

/** The dispute about a record, or the way to raise one. */
export const DisputeRecord = ({
  record,
  metricId,
  member,
  dispute,
}: {
  record: Explained;
  metricId: string;
  member: string;
  dispute: Dispute | undefined;
}) => {
  const t = useTranslations("dispute");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const own = useOwnMember();
  const may = useMay();
  // What is raised is raised by whose record it is.
  if (dispute === undefined && (own !== member || !may("disputes:write") || !isDisputable(record))) return null;
  const close = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  const { source, externalId } = record;
  const about: About = (reason, evidence) => ({
    record: { source, externalId },
    metric: metricId,
    reason,
    ...(evidence === "" ? {} : { evidence }),
  });
  return (
    <div className="flex max-w-full min-w-0 flex-col gap-2 has-[form,ol]:basis-full">
      <button ref={button} type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className={opener}>
        <MessageSquareWarning aria-hidden className="size-3 shrink-0" />
        {dispute === undefined ? t("raise") : <DisputeState dispute={dispute} />}
      </button>
      {isOpen && dispute !== undefined && <Thread dispute={dispute} />}
      {isOpen && dispute === undefined && <RaiseForm about={about} label={t("raise")} onDone={close} />}
    </div>
  );
};

/** The way to say that a record is missing. */
export const MissingRecord = ({ member, first, last }: { member: string; first: string; last: string }) => {
  const t = useTranslations("dispute");
  const { kinds = [], kindName } = useCompany();
  const own = useOwnMember();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState("call");
  const [occurredOn, setDay] = useState(last);
  const [minutes, setMinutes] = useState("");
  const [prospect, setProspect] = useState("");
  const all = [
    ...new Set(["call", "email", "meeting", "demo", "visit", "message", "social_contact", "referral", ...kinds.map(({ id }) => id)]),
  ];
  const about: About = (reason, evidence) => ({
    missing: {
      kind,
      occurredOn,
      ...(minutes === "" ? {} : { durationSeconds: Math.round(Number(minutes) * 60) }),
      ...(prospect.trim() === "" ? {} : { prospect: prospect.trim() }),
      ...(kind === "call" ? { direction: "outbound" } : {}),
    },
    reason,
    ...(evidence === "" ? {} : { evidence }),
  });
  if (own !== member || !may("disputes:write")) return null;
  return (
    <div className="mt-4 flex flex-col gap-3">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className={opener}>
        <MessageSquareWarning aria-hidden className="size-3" />
        {t("missing")}
      </button>
      {isOpen && (
        <RaiseForm about={about} isWhole={occurredOn !== ""} label={t("missing")} onDone={() => setOpen(false)}>
          <div className="grid grid-cols-2 items-end gap-3">
            <Field label={t("kind")}>
              <Choose
                value={kind}
                onChange={({ target }) => setKind(target.value)}
                options={all.map((id) => ({ value: id, label: kindName(id) }))}
              />
            </Field>
            <Field label={t("day")}>
              <TextInput type="date" required min={first} max={last} value={occurredOn} onChange={({ target }) => setDay(target.value)} />
            </Field>
            <Field label={t("minutes")} hint={t("optional")}>
              <TextInput
                type="number"
                min={0}
                step="any"
                inputMode="decimal"
                value={minutes}
                onChange={({ target }) => setMinutes(target.value)}
              />
            </Field>
            <Field label={t("prospect")} hint={t("optional")}>
              <TextInput value={prospect} onChange={({ target }) => setProspect(target.value)} />
            </Field>
          </div>
        </RaiseForm>
      )}
    </div>
  );
};
