import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";

const reasons = ["notThem", "known", "unfit", "other"] as const;

type Props = {
  readonly label: string;
  /** Offers the usual reasons to choose from. */
  readonly isDismissal: boolean;
  readonly isSending: boolean;
  readonly onSave: (reason: string) => void;
  readonly onCancel: () => void;
};

/** Why nobody is contacted, or why it is given back: one of a few words, or one's own. */
export const ReasonForm = ({ label, isDismissal, isSending, onSave, onCancel }: Props) => {
  const t = useTranslations("signals");
  const choice = useFirstFocus<HTMLSelectElement>();
  const own = useFirstFocus();
  const [chosen, setChosen] = useState<(typeof reasons)[number]>(isDismissal ? "notThem" : "other");
  const [text, setText] = useState("");
  const reason = chosen === "other" ? text.trim() : t(`dismissReasons.${chosen}`);
  return (
    <form
      aria-label={label}
      className="flex flex-col gap-3 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== "" && !isSending) onSave(reason);
      }}
    >
      {isDismissal && (
        <Labelled label={t("why")}>
          <LineSelect
            ref={choice}
            value={chosen}
            onChange={({ target }) => setChosen(reasons.find((each) => each === target.value) ?? "other")}
          >
            {reasons.map((each) => (
              <option key={each} value={each}>
                {t(`dismissReasons.${each}`)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      )}
      {chosen === "other" && (
        <Labelled label={isDismissal ? t("dismissReasons.other") : t("why")}>
          <LineInput ref={own} maxLength={1000} value={text} onChange={({ target }) => setText(target.value)} />
        </Labelled>
      )}
      <FormFoot isReady={reason !== "" && !isSending} save={label} cancel={t("cancel")} onCancel={onCancel} />
    </form>
  );
};
