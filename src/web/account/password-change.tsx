import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { changePassword } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { NewPasswordField, PasswordField } from "../session/password-field.tsx";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot } from "../ui/form.tsx";
import { Section } from "../ui/section.tsx";
import { keepProof } from "./proof.tsx";
import { WaysIn, waysInKey } from "./ways-in.tsx";

const CurrentPassword = (props: { value: string; onValue: (value: string) => void }) => {
  const t = useTranslations("account");
  return <PasswordField ref={useFirstFocus()} label={t("current")} autoComplete="current-password" {...props} />;
};

export const PasswordChange = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const close = () => {
    setOpen(false);
    setCurrent("");
    setPassword("");
  };
  const changing = useMutation({
    mutationFn: () => changePassword({ body: { current, password } }, { language }),
    onSuccess: ({ provedUntil, stillOpen }) => {
      close();
      keepProof(queries, provedUntil);
      queries.setQueryData(waysInKey, stillOpen);
      return queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  return (
    <Section title={t("password")} lead={t("passwordLead")}>
      {isOpen ? (
        <form
          className="flex max-w-md flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            changing.mutate();
          }}
        >
          <CurrentPassword value={current} onValue={setCurrent} />
          <NewPasswordField label={t("newPassword")} value={password} onValue={setPassword} />
          <FormError error={changing.error} />
          <FormFoot isReady={!changing.isPending} save={t("change")} cancel={t("cancel")} onCancel={close} />
        </form>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <Button
              onClick={() => {
                changing.reset();
                setOpen(true);
              }}
            >
              {t("changePassword")}
            </Button>
            <span role="status" className="text-table text-muted">
              {changing.isSuccess && t("passwordChanged")}
            </span>
          </div>
          {changing.isSuccess && <WaysIn />}
        </>
      )}
    </Section>
  );
};
