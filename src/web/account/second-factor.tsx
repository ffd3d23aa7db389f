import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, type SecondFactor as Secret } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { saveBlob } from "../save-answer.ts";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { Section } from "../ui/section.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { QrCode } from "./qr-code.tsx";

const CodeInput = ({ value, onValue }: { value: string; onValue: (value: string) => void }) => {
  const t = useTranslations("account");
  return (
    <Labelled label={t("code")}>
      <LineInput
        required
        ref={useFirstFocus()}
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

const Confirm = ({ secret, onCodes, onCancel }: { secret: Secret; onCodes: (codes: readonly string[]) => void; onCancel: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: () => confirmSecondFactor({ body: { code: code.trim() } }, { language }),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate();
      }}
    >
      <div className="flex flex-wrap gap-5">
        <QrCode text={secret.uri} label={t("qr")} />
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-4">
          <p className="text-table">{t("scan")}</p>
          <SecretText label={t("typeInstead")} text={secret.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")} />
          <CodeInput value={code} onValue={setCode} />
        </div>
      </div>
      <FormError error={confirming.error} />
      <FormFoot isReady={!confirming.isPending} save={t("turnOn")} cancel={t("cancel")} onCancel={onCancel} />
    </form>
  );
};

const RecoveryCodes = ({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) => {
  const t = useTranslations("account");
  const { copied, copy } = useCopy();
  const text = codes.join("\n");
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {t("codesLead")}
      </p>
      <ul
        aria-label={t("codes")}
        className="grid w-fit grid-cols-2 gap-x-8 gap-y-1 rounded-control border border-line bg-raised px-4 py-3 font-mono text-table"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => copy(text)}>{copied ? t("copied") : t("copy")}</Button>
        <Button onClick={() => saveBlob(new Blob([`${text}\n`], { type: "text/plain" }), "attain-recovery-codes.txt")}>
          <Download aria-hidden className="size-4" />
          {t("download")}
        </Button>
        <Button look="primary" onClick={onDone}>
          {t("codesKept")}
        </Button>
      </div>
    </div>
  );
};

const TurnOff = ({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const [code, setCode] = useState("");
  const ending = useMutation({ mutationFn: () => endSecondFactor({ code: code.trim() }, { language }), onSuccess: onDone });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        ending.mutate();
      }}
    >
      <CodeInput value={code} onValue={setCode} />
      <FormError error={ending.error} />
      <FormFoot isReady={!ending.isPending} save={t("turnOff")} cancel={t("cancel")} onCancel={onCancel} />
    </form>
  );
};

/** A code of an app beside the password. */
export const SecondFactor = ({ on, recoveryCodesLeft }: { on: boolean; recoveryCodesLeft: number }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isEnding, setEnding] = useState(false);
  const beginning = useMutation({ mutationFn: () => beginSecondFactor({ language }) });
  const done = () => {
    setCodes(null);
    setEnding(false);
    beginning.reset();
    void queries.invalidateQueries({ queryKey: ["session"] });
    void queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  const body = () => {
    if (codes !== null) return <RecoveryCodes codes={codes} onDone={done} />;
    if (isEnding) return <TurnOff onDone={done} onCancel={() => setEnding(false)} />;
    if (on)
      return (
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-table">{t("factorOn", { count: recoveryCodesLeft })}</span>
          <Button onClick={() => setEnding(true)}>{t("turnOff")}</Button>
        </div>
      );
    if (beginning.data !== undefined) return <Confirm secret={beginning.data} onCodes={setCodes} onCancel={beginning.reset} />;
    return (
      <>
        <Button className="self-start" disabled={beginning.isPending} onClick={() => beginning.mutate()}>
          {t("setUpFactor")}
        </Button>
        <FormError error={beginning.error} />
      </>
    );
  };
  return (
    <Section title={t("factor")} lead={t("factorLead")}>
      {body()}
    </Section>
  );
};
