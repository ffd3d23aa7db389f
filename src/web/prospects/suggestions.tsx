import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { decideMerge, type MergeSuggestion } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { Panel } from "../ui/panel.tsx";
import { suggestionsQuery } from "./queries.ts";

type Named = MergeSuggestion["keep"];
const said = ({ name, value }: Named): string => (name === null ? value : `${name} (${value})`);

const Line = ({ suggestion }: { suggestion: MergeSuggestion }) => {
  const t = useTranslations("prospects");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const mayMerge = useMay()("prospects:merge");
  const [reason, setReason] = useState("");
  const deciding = useMutation({
    mutationFn: (merge: boolean) =>
      decideMerge({ number: String(suggestion.suggestion), body: { merge, reason: reason.trim() } }, { language }),
    onSuccess: () => Promise.all(["prospects", "attainment", "tallies"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const pair = t("pair", { keep: said(suggestion.keep), other: said(suggestion.other) });
  const isReady = reason.trim() !== "" && !deciding.isPending;
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
      <p className="font-medium break-words">{pair}</p>
      {suggestion.reason !== null && <p className="text-table text-muted">{suggestion.reason}</p>}
      {mayMerge && (
        <div className="flex flex-wrap items-end gap-2">
          <Labelled label={ops("reason")}>
            <LineInput
              aria-label={`${ops("reason")}: ${pair}`}
              maxLength={1000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </Labelled>
          <Button disabled={!isReady} onClick={() => deciding.mutate(true)}>
            {t("same")}
          </Button>
          <Button disabled={!isReady} onClick={() => deciding.mutate(false)}>
            {t("different")}
          </Button>
        </div>
      )}
      <FormError error={deciding.error} />
    </li>
  );
};

/** Prospects that are perhaps one, for who may say so. */
export const Suggestions = () => {
  const t = useTranslations("prospects");
  const { language } = useLanguage();
  const { data } = useQuery(suggestionsQuery(language));
  if (data === undefined || data.suggestions.length === 0) return null;
  return (
    <Panel title={t("suggestions")}>
      <ul>
        {data.suggestions.map((suggestion) => (
          <Line key={suggestion.suggestion} suggestion={suggestion} />
        ))}
      </ul>
    </Panel>
  );
};
