import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { Metric } from "../api.ts";
import { makeCommitments } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import type { Commitment } from "./morning-api.ts";

type Props = { readonly day: string; readonly metrics: readonly Metric[]; readonly commitments: readonly Commitment[] };

/** What the reader themselves set out to do today. */
export const OwnCommitment = ({ day, metrics, commitments }: Props) => {
  const t = useTranslations("morning");
  const { language } = useLanguage();
  const { name } = useFormats();
  const queries = useQueryClient();
  const [metric, setMetric] = useState(commitments[0]?.metric ?? metrics[0]?.id ?? "");
  const [amount, setAmount] = useState("");
  const making = useMutation({
    mutationFn: (change: { readonly metric: string; readonly amount: number | null }) => {
      const others = commitments
        .filter((each) => each.metric !== change.metric)
        .map((each) => ({ metric: each.metric, amount: each.amount }));
      const changed = change.amount === null ? others : [...others, { metric: change.metric, amount: change.amount }];
      return makeCommitments({ day, body: { commitments: changed } }, { language });
    },
    onSuccess: () => {
      setAmount("");
      return queries.invalidateQueries({ queryKey: ["morning"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate({ metric, amount: Number(amount) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2" aria-label={t("own")}>
      <p className="text-table font-medium">{t("own")}</p>
      <div className="flex flex-wrap items-end gap-2">
        <Labelled label={t("ownMetric")}>
          <LineSelect value={metric} onChange={(event) => setMetric(event.target.value)} className="max-w-60">
            {metrics.map((each) => (
              <option key={each.id} value={each.id}>
                {name(each.name)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("ownAmount")}>
          <LineInput
            type="number"
            inputMode="numeric"
            min={1}
            step={1}
            required
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            className="max-w-28"
          />
        </Labelled>
        <Button type="submit" disabled={amount === "" || making.isPending} className="h-10 pointer-coarse:h-12">
          {t("save")}
        </Button>
        {commitments.some((each) => each.metric === metric) && (
          <Button look="quiet" onClick={() => making.mutate({ metric, amount: null })} className="h-10 pointer-coarse:h-12">
            {t("takeBack")}
          </Button>
        )}
      </div>
      {making.error !== null && <FormError error={making.error} />}
      <p role="status" className="text-table text-muted empty:hidden">
        {making.isSuccess && making.variables.amount !== null && t("saved")}
      </p>
    </form>
  );
};
