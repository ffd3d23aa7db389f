import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState, type ReactNode, type Ref } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { beginPasskeyProof, proveSession, proveWithPasskey, showProof, type ProofState } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { knowsPasskeys, showPasskey } from "../session/passkey.ts";
import { PasswordField } from "../session/password-field.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { FormError } from "../ui/form-error.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormFoot } from "../ui/form.tsx";
import { CodeInput } from "./code-input.tsx";

const proofKey = ["proof"];

/** It was shown just now, and is not asked for again before then. */
export const keepProof = (queries: QueryClient, provedUntil: string): void => {
  queries.setQueryData<ProofState>(proofKey, (before) => (before === undefined ? before : { ...before, provedUntil }));
};

/** Without a password and a passkey: who signs in anew has shown who they are. */
const SignInAnew = ({ providers }: { providers: ProofState["ways"]["oidc"] }) => {
  const t = useTranslations("account");
  return (
    <div className="flex flex-wrap gap-2">
      {providers.map(({ id, name }) => (
        <a key={id} href={`/sign-in/oidc/${encodeURIComponent(id)}?next=%2Faccount`} className={buttonClass("plain", "min-w-0")}>
          <span className="truncate">{t("proofWith", { provider: name })}</span>
        </a>
      ))}
    </div>
  );
};

type OwnPassword = { readonly value: string; readonly onValue: (value: string) => void };

const OwnPassword = (props: OwnPassword & { ref?: Ref<HTMLInputElement> }) => (
  <PasswordField label={useTranslations("account")("password")} autoComplete="current-password" {...props} />
);

const FirstPassword = (props: OwnPassword) => <OwnPassword ref={useFirstFocus()} {...props} />;

const ByPasskey = ({ onProved }: { onProved: (until: string) => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const proving = useMutation({
    mutationFn: async () => {
      const response = await showPasskey(await beginPasskeyProof({ language }));
      return response === null ? null : proveWithPasskey({ body: { response } }, { language });
    },
    onSuccess: (proved) => proved !== null && onProved(proved.provedUntil),
  });
  return (
    <>
      <Button className="self-start" disabled={proving.isPending} onClick={() => proving.mutate()}>
        <KeyRound aria-hidden className="size-4" />
        {t("proofPasskey")}
      </Button>
      <FormError error={proving.error} />
    </>
  );
};

/**
 * That it is the account's owner who changes by what it signs in: asked for within the form, where it was not shown within the last ten minutes.
 * `prove` comes before the change; `refused` hears what the change was answered.
 */
export const useProof = (isFirst = false) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: proofKey, queryFn: ({ signal }) => showProof({ language, signal }) });
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const Password = isFirst ? FirstPassword : OwnPassword;
  const isProved = data !== undefined && data.provedUntil !== null;
  const keep = (provedUntil: string) => keepProof(queries, provedUntil);
  const prove = async () => {
    if (data === undefined || isProved) return;
    const { provedUntil } = await proveSession({ body: { password, ...(data.ways.code ? { code: code.trim() } : {}) } }, { language });
    keep(provedUntil);
    setPassword("");
    setCode("");
  };
  const refused = (why: Error) => {
    if (why instanceof Problem && why.code === "proof-required") void queries.invalidateQueries({ queryKey: proofKey });
  };
  const fields = (): ReactNode => {
    if (data === undefined) return <FormError error={error} />;
    if (isProved) return null;
    const { ways } = data;
    const hasPasskey = ways.passkey && knowsPasskeys();
    return (
      <fieldset className="flex min-w-0 flex-col gap-3 rounded-control border border-line bg-raised px-4 py-3.5">
        <legend className="sr-only">{t("proof")}</legend>
        <div>
          <p aria-hidden className="font-medium">
            {t("proof")}
          </p>
          <p className="text-table text-muted">{t("proofWhy")}</p>
        </div>
        {ways.password && <Password value={password} onValue={setPassword} />}
        {ways.password && ways.code && <CodeInput hint={t("codeHint")} value={code} onValue={setCode} />}
        {hasPasskey && <ByPasskey onProved={keep} />}
        {ways.oidc.length > 0 && <SignInAnew providers={ways.oidc} />}
        {!ways.password && !hasPasskey && ways.oidc.length === 0 && <p className="text-table">{t("proofNone")}</p>}
      </fieldset>
    );
  };
  const isTyped = data?.ways.password === true && password !== "" && (!data.ways.code || code.trim() !== "");
  return { isProved, isReady: isProved || isTyped, prove, refused, fields: fields() };
};

type Props<T> = {
  readonly save: string;
  readonly change: () => Promise<T>;
  readonly onDone: (changed: T) => void;
  readonly onCancel: () => void;
  readonly isReady?: boolean;
  readonly isWide?: boolean;
  /** Whether the proof is the first field in it. */
  readonly isFirst?: boolean;
  readonly children?: ReactNode;
};

/** A form by which an account signs in otherwise from then on. */
export const ProvedForm = <T,>({
  save,
  change,
  onDone,
  onCancel,
  isReady = true,
  isWide = false,
  children,
  isFirst = children === undefined,
}: Props<T>) => {
  const t = useTranslations("account");
  const proof = useProof(isFirst);
  const changing = useMutation({
    mutationFn: async () => {
      await proof.prove();
      return change();
    },
    onSuccess: onDone,
    onError: proof.refused,
  });
  return (
    <form
      className={classNames("flex flex-col gap-4", !isWide && "max-w-md")}
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate();
      }}
    >
      {children}
      {proof.fields}
      <FormError error={changing.error} />
      <FormFoot isReady={isReady && proof.isReady && !changing.isPending} save={save} cancel={t("cancel")} onCancel={onCancel} />
    </form>
  );
};
