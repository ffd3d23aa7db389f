import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { SignButton } from "../ui/button.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";

type Props = Omit<ComponentProps<"input">, "type" | "onChange" | "value"> & {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** A password, which may be looked at while it is typed. */
export const PasswordField = ({ label, hint, onValue, ...rest }: Props) => {
  const t = useTranslations("signIn");
  const [shown, setShown] = useState(false);
  const Sign = shown ? EyeOff : Eye;
  return (
    <div className="flex items-end gap-1.5">
      <div className="min-w-0 flex-1">
        <Labelled label={label} {...(hint === undefined ? {} : { hint })}>
          <LineInput
            required
            type={shown ? "text" : "password"}
            spellCheck={false}
            autoCapitalize="none"
            maxLength={1_000}
            onChange={({ target }) => onValue(target.value)}
            {...rest}
          />
        </Labelled>
      </div>
      <SignButton
        label={t(shown ? "hidePassword" : "showPassword")}
        onClick={() => setShown(!shown)}
        className="h-10 w-10 shrink-0 pointer-coarse:h-12 pointer-coarse:w-12"
      >
        <Sign aria-hidden className="size-4.5" />
      </SignButton>
    </div>
  );
};

const leastPassword = 12;

/** Choosing one: twelve characters and nothing else is asked, and the server knows the ones that are guessed first. */
export const NewPasswordField = (props: Omit<Props, "autoComplete" | "hint">) => {
  const t = useTranslations("signIn");
  return (
    <PasswordField
      hint={t("passwordHint", { least: String(leastPassword) })}
      autoComplete="new-password"
      minLength={leastPassword}
      {...props}
    />
  );
};
