import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, type SecondFactor as Secret } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { saveBlob } from "../save-answer.ts";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { Section } from "../ui/section.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { CodeInput } from "./code-input.tsx";
import { ProvedForm, useProof } from "./proof.tsx";
import { QrCode } from "./qr-code.tsx";

const Confirm = ({ secret, onCodes, onCancel }: { secret: Secret; onCodes: (codes: readonly string[]) => void; onCancel: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const [code, setCode] = useState("");
  const first = useFirstFocus();
  return (
    <ProvedForm
      save={t("turnOn")}
      change={() => confirmSecondFactor({ body: { code: code.trim() } }, { language })}
      onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
      onCancel={onCancel}
      isWide
    >
      <div className="flex flex-wrap gap-5">
        <QrCode text={secret.uri} label={t("qr")} />
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-4">
          <p className="text-table">{t("scan")}</p>
          <SecretText label={t("typeInstead")} text={secret.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")} />
          <CodeInput ref={first} value={code} onValue={setCode} />
        </div>
      </div>
    </ProvedForm>
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

/** A code of an app beside the password. */
export const SecondFactor = ({ on, recoveryCodesLeft }: { on: boolean; recoveryCodesLeft: number }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isEnding, setEnding] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  const proof = useProof();
  const beginning = useMutation({
    mutationFn: () => beginSecondFactor({ language }),
    onSuccess: setSecret,
    onError: (error) => {
      proof.refused(error);
      setBeginning(true);
    },
  });
  const done = () => {
    setCodes(null);
    setEnding(false);
    setSecret(null);
    setBeginning(false);
    void queries.invalidateQueries({ queryKey: ["proof"] });
    void queries.invalidateQueries({ queryKey: ["session"] });
    void queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  const body = () => {
    if (codes !== null) return <RecoveryCodes codes={codes} onDone={done} />;
    if (isEnding)
      return (
        <ProvedForm save={t("turnOffNow")} change={() => endSecondFactor({ language })} onDone={done} onCancel={() => setEnding(false)}>
          <p className="text-table">{t("turnOffLead")}</p>
        </ProvedForm>
      );
    if (on)
      return (
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-table">{t("factorOn", { count: recoveryCodesLeft })}</span>
          <Button onClick={() => setEnding(true)}>{t("turnOff")}</Button>
        </div>
      );
    if (secret !== null) return <Confirm secret={secret} onCodes={setCodes} onCancel={done} />;
    if (isBeginning)
      return (
        <ProvedForm
          save={t("proofGoOn")}
          change={() => beginSecondFactor({ language })}
          onDone={setSecret}
          onCancel={() => setBeginning(false)}
        />
      );
    return (
      <Button
        className="self-start"
        disabled={beginning.isPending}
        onClick={() => (proof.isProved ? beginning.mutate() : setBeginning(true))}
      >
        {t("setUpFactor")}
      </Button>
    );
  };
  return (
    <Section title={t("factor")} lead={t("factorLead")}>
      {body()}
    </Section>
  );
};
