import { useState } from "react";
import { useTranslations } from "use-intl";
import { builtInKinds } from "../../domain/company.ts";
import type { Suggestion } from "../client.ts";
import { isKey, useCompany } from "../company.tsx";
import { outcomesOf } from "../today/outcomes.ts";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";

export type ContactWords = { readonly kind: string; readonly outcome: string | null; readonly note: string | null };

/** What answers a signal; kinds of the company's own come after them. */
const usual: readonly string[] = ["message", "email", "call", "social_contact", "meeting"];

type Props = {
  readonly suggestion: Suggestion;
  readonly isSending: boolean;
  readonly onSave: (words: ContactWords) => void;
  readonly onCancel: () => void;
};

/** How somebody was contacted, what came of it, and a line about it. */
export const ContactForm = ({ suggestion: { prospect }, isSending, onSave, onCancel }: Props) => {
  const t = useTranslations();
  const { kindName, kinds = [] } = useCompany();
  const first = useFirstFocus<HTMLSelectElement>();
  const own = kinds.map(({ id }) => id);
  const choices = [...usual.filter((each) => builtInKinds.some((kind) => kind === each)), ...own];
  const likely = prospect?.phone != null ? "call" : prospect?.email != null ? "email" : (choices[0] ?? "call");
  const [kind, setKind] = useState(likely);
  const [outcome, setOutcome] = useState("");
  const [note, setNote] = useState("");
  const outcomes = outcomesOf(kind);
  return (
    <form
      aria-label={t("signals.contact")}
      className="flex flex-col gap-3 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) onSave({ kind, outcome: outcome === "" ? null : outcome, note: note.trim() === "" ? null : note.trim() });
      }}
    >
      <div className="grid gap-3 tablet:grid-cols-2">
        <Labelled label={t("signals.how")}>
          <LineSelect ref={first} value={kind} onChange={({ target }) => (setKind(target.value), setOutcome(""))}>
            {choices.map((each) => (
              <option key={each} value={each}>
                {kindName(each)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("signals.outcome")} hint={t("signals.optional")}>
          <LineSelect value={outcome} onChange={({ target }) => setOutcome(target.value)}>
            <option value="">{t("signals.noOutcome")}</option>
            {outcomes.map((each) => (
              <option key={each} value={each}>
                {isKey("outcome", each, t) ? t(`outcome.${each}`) : each}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </div>
      <Labelled label={t("signals.note")} hint={t("signals.optional")}>
        <LineInput maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
      </Labelled>
      <FormFoot isReady={!isSending} save={t("signals.save")} cancel={t("signals.cancel")} onCancel={onCancel} />
    </form>
  );
};
