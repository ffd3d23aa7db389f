import type { Ref } from "react";
import { useTranslations } from "use-intl";
import { Labelled, LineInput } from "../ui/form.tsx";

type Props = {
  readonly ref?: Ref<HTMLInputElement>;
  readonly hint?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** A code of the app, or a recovery code. */
export const CodeInput = ({ ref, hint, value, onValue }: Props) => {
  const t = useTranslations("account");
  return (
    <Labelled label={t("code")} {...(hint === undefined ? {} : { hint })}>
      <LineInput
        required
        ref={ref}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        value={value}
        onChange={({ target }) => onValue(target.value)}
        className="max-w-60 font-mono tracking-widest"
      />
    </Labelled>
  );
};
