import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Gavel } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { ruleRecord, type Explained } from "../api.ts";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { FormFoot } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { choicesOf, replaceableOf, type Choice } from "./ruling-choices.ts";

type Props = { record: Explained; metricId: string };

const LONGEST_REASON = 1000;
const control = "w-full min-w-0 rounded-control border border-edge bg-surface px-2.5 py-2 text-body";

const Conditions = ({
  record,
  kept,
  onChange,
}: {
  record: Explained;
  kept: ReadonlySet<string>;
  onChange: (kept: ReadonlySet<string>) => void;
}) => {
  const t = useTranslations("ruling");
  const { language } = useLanguage();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1.5 text-table font-medium">{t("replaces")}</legend>
      {replaceableOf(record.verdict).map(({ condition, words }) => (
        <label key={condition} className="flex items-start gap-2 pointer-coarse:py-1.5">
          <input
            type="checkbox"
            className="mt-0.5 size-4 shrink-0"
            checked={kept.has(condition)}
            onChange={({ target }) => {
              const next = new Set(kept);
              if (target.checked) next.add(condition);
              else next.delete(condition);
              onChange(next);
            }}
          />
          <span className="min-w-0 break-words">{words?.[language] ?? condition}</span>
        </label>
      ))}
    </fieldset>
  );
};

const RulingForm = ({ record, metricId, onDone }: Props & { onDone: () => void }) => {
  const t = useTranslations("ruling");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const name = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const choices = choicesOf(record.verdict);
  const [choice, setChoice] = useState<Choice | undefined>(choices[0]);
  const [conditions, setConditions] = useState<ReadonlySet<string>>(
    () => new Set(replaceableOf(record.verdict).map(({ condition }) => condition)),
  );
  const [reason, setReason] = useState("");
  // Left out where all are chosen: then what an earlier ruling replaced stays replaced beside them.
  const isWhole = conditions.size === replaceableOf(record.verdict).length;
  const ruling = useMutation({
    mutationFn: (counts: boolean | null) =>
      ruleRecord(
        record,
        { metric: metricId, counts, reason: reason.trim(), ...(counts === true && !isWhole ? { conditions: [...conditions] } : {}) },
        language,
      ),
    onSuccess: async () => {
      onDone();
      await Promise.all(["explanations", "attainment", "tallies"].map((of) => queries.invalidateQueries({ queryKey: [of] })));
    },
  });
  const isReady = choice !== undefined && reason.trim() !== "" && (choice !== "counts" || conditions.size > 0);
  // The button stays enabled while it is sent: one that is disabled under the focus loses it, and Escape would close the panel.
  const send = () => isReady && !ruling.isPending && ruling.mutate({ counts: true, countsNot: false, takeBack: null }[choice]);
  return (
    <form
      aria-label={t("rule")}
      className="flex flex-col gap-3.5 border-l-2 border-edge py-1 pr-1 pl-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        // Closes the form alone, not the panel that it stands in.
        event.preventDefault();
        onDone();
      }}
    >
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1.5">
        <legend className="sr-only">{t("decision")}</legend>
        {choices.map((each) => (
          <label key={each} className="flex items-center gap-2 pointer-coarse:py-2">
            <input
              type="radio"
              name={name}
              className="size-4"
              ref={each === choices[0] ? first : undefined}
              checked={each === choice}
              onChange={() => setChoice(each)}
            />
            {t(each)}
          </label>
        ))}
      </fieldset>
      {choice === "counts" && <Conditions record={record} kept={conditions} onChange={setConditions} />}
      <label className="flex flex-col gap-1.5">
        <span className="text-table font-medium">{t("reason")}</span>
        <textarea
          required
          rows={2}
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          className={control}
        />
      </label>
      {ruling.error !== null && <Trouble error={ruling.error} title={t("failed")} onAgain={send} />}
      <FormFoot isReady={isReady} save={ruling.isPending ? t("saving") : t("save")} cancel={t("cancel")} onCancel={onDone} />
    </form>
  );
};

/** Lets a person decide that the record counts, or does not, whatever the rule says; nothing where no ruling could change anything. */
export const RuleRecord = (props: Props) => {
  const t = useTranslations("ruling");
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const may = useMay();
  if (!may("activities:rule") || choicesOf(props.record.verdict).length === 0) return null;
  const close = () => {
    setOpen(false);
    opener.current?.focus({ preventScroll: true });
  };
  return (
    <div className="flex max-w-full min-w-0 flex-col gap-2 has-[form]:basis-full">
      <button
        ref={opener}
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex items-center gap-1 self-start rounded-control py-1 text-caption text-accent hover:underline pointer-coarse:py-3"
      >
        <Gavel aria-hidden className="size-3" />
        {t("rule")}
      </button>
      {isOpen && <RulingForm {...props} onDone={close} />}
    </div>
  );
};
