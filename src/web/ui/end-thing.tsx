import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { FormError } from "./form-error.tsx";

type Ending = { readonly isPending: boolean; readonly error: Error | null; readonly mutate: () => void };

type Props = {
  readonly title: string;
  /** What it changes. */
  readonly hint: string;
  readonly sure: string;
  readonly ending: Ending;
};

/** An act that is not taken back: said first, done by a second press. */
export const EndThing = ({ title, hint, sure, ending }: Props) => {
  const t = useTranslations("access");
  const [isAsked, setAsked] = useState(false);
  const sureButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) sureButton.current?.focus();
  }, [isAsked]);
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-5">
      <p className="text-table text-muted">{hint}</p>
      {isAsked ? (
        <div className="flex flex-wrap gap-2">
          <Button ref={sureButton} className="text-missed" disabled={ending.isPending} onClick={() => ending.mutate()}>
            {sure}
          </Button>
          <Button look="quiet" onClick={() => setAsked(false)}>
            {t("cancel")}
          </Button>
        </div>
      ) : (
        <Button className="text-missed" onClick={() => setAsked(true)}>
          {title}
        </Button>
      )}
      <FormError error={ending.error} />
    </div>
  );
};
