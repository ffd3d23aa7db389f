import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { chosenCompany, type Call } from "../ask.ts";
import {
  beginPasskeySignIn,
  finishSignIn,
  requestReset,
  showSession,
  signIn,
  signInWithPasskey,
  type SignedIn,
  type SignInAnswer,
} from "../client.ts";
import { useLanguage } from "../language.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { knowsPasskeys, showPasskey } from "./passkey.ts";
import { PasswordField } from "./password-field.tsx";

type Done = { readonly onDone: (signedIn: SignedIn) => void };
type Stepping = Done & { readonly onStep: (token: string) => void };

const goOn = (answer: SignInAnswer, { onDone, onStep }: Stepping): void =>
  "signedIn" in answer ? onDone(answer.signedIn) : onStep(answer.secondFactor.token);

const SecondStep = ({ token, call, onDone, onBack }: Done & { token: string; call: Call; onBack: () => void }) => {
  const t = useTranslations("signIn");
  const [code, setCode] = useState("");
  const first = useFirstFocus();
  const finishing = useMutation({
    mutationFn: () => finishSignIn({ body: { token, code: code.trim() } }, call),
    onSuccess: ({ signedIn }) => onDone(signedIn),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        finishing.mutate();
      }}
    >
      <p className="text-muted">{t("codeLead")}</p>
      <Labelled label={t("code")}>
        <LineInput
          ref={first}
          required
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={code}
          onChange={({ target }) => setCode(target.value)}
          className="font-mono tracking-widest"
        />
      </Labelled>
      <FormError error={finishing.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={code.trim() === "" || finishing.isPending}>
          {t("confirm")}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
};

const Forgotten = ({ name, call, onBack }: { name: string; call: Call; onBack: () => void }) => {
  const t = useTranslations("signIn");
  const [email, setEmail] = useState(name.includes("@") ? name : "");
  const first = useFirstFocus();
  const asking = useMutation({ mutationFn: () => requestReset({ body: { email: email.trim() } }, call) });
  if (asking.isSuccess)
    return (
      <div className="flex flex-col items-start gap-4">
        <p role="status">{t("resetSent", { email: email.trim() })}</p>
        <p className="text-table text-muted">{t("resetNoMail")}</p>
        <Button onClick={onBack}>{t("back")}</Button>
      </div>
    );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <p className="text-muted">{t("resetLead")}</p>
      <Labelled label={t("email")}>
        <LineInput
          ref={first}
          required
          type="email"
          autoComplete="username"
          maxLength={320}
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
      </Labelled>
      <FormError error={asking.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={email.trim() === "" || asking.isPending}>
          {t("resetSend")}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
};

const OtherWays = ({ company, call, ...done }: Stepping & { company: string; call: Call }) => {
  const t = useTranslations("signIn");
  const { data } = useQuery({
    queryKey: ["ways-to-sign-in", company],
    queryFn: ({ signal }) => showSession({ ...call, signal }),
    staleTime: 60_000,
  });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const response = await showPasskey(await beginPasskeySignIn(call));
      return response === null ? null : signInWithPasskey({ body: { response } }, call);
    },
    onSuccess: (answer) => answer !== null && goOn(answer, done),
  });
  const providers = data?.ways.oidc ?? [];
  const hasPasskeys = data?.ways.passkeys === true && knowsPasskeys();
  if (providers.length === 0 && !hasPasskeys) return null;
  const search = new URLSearchParams({ next: `${location.pathname}${location.search}`, ...(company === "" ? {} : { company }) });
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-5">
      {hasPasskeys && (
        <Button onClick={() => byPasskey.mutate()} disabled={byPasskey.isPending}>
          <KeyRound aria-hidden className="size-4" />
          {t("passkey")}
        </Button>
      )}
      {providers.map(({ id, name }) => (
        <a key={id} href={`/sign-in/oidc/${encodeURIComponent(id)}?${search}`} className={buttonClass("plain", "min-w-0")}>
          <span className="truncate">{t("with", { provider: name })}</span>
        </a>
      ))}
      <FormError error={byPasskey.error} />
    </div>
  );
};

type Props = Done & {
  /** Where there are several, one says which. */
  readonly asksCompany: boolean;
  /** Of whom it is known already. */
  readonly company?: string;
  /** Who was chosen already; the password is what is missing. */
  readonly name?: string;
};

/** Coming in: by password, with a second factor where there is one, by passkey, or by a provider. */
export const SignInForm = ({ asksCompany, company: known = chosenCompany, name: chosen = "", onDone }: Props) => {
  const t = useTranslations("signIn");
  const { language } = useLanguage();
  const heading = useId();
  const first = useFirstFocus();
  const [name, setName] = useState(chosen);
  const [password, setPassword] = useState("");
  const [typed, setTyped] = useState(known);
  const [company, setCompany] = useState(known);
  const [step, setStep] = useState<"password" | "forgotten" | { readonly token: string }>("password");
  const call: Call = { language, company: typed.trim() };
  const stepping: Stepping = { onDone, onStep: (token) => setStep({ token }) };
  const entering = useMutation({
    mutationFn: () => signIn({ body: { name: name.trim(), password } }, call),
    onSuccess: (answer) => goOn(answer, stepping),
  });
  const back = () => setStep("password");
  if (step === "forgotten") return <Forgotten name={name} call={call} onBack={back} />;
  if (step !== "password") return <SecondStep token={step.token} call={call} onDone={onDone} onBack={back} />;
  return (
    <div className="flex flex-col gap-5">
      <form
        aria-labelledby={heading}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          entering.mutate();
        }}
      >
        <span id={heading} className="sr-only">
          {t("title")}
        </span>
        {asksCompany && (
          <Labelled label={t("company")} hint={t("companyHint")}>
            <LineInput
              required
              autoComplete="organization"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              onBlur={() => setCompany(typed.trim())}
            />
          </Labelled>
        )}
        <Labelled label={t("name")}>
          <LineInput
            required
            ref={chosen === "" ? first : null}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={320}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Labelled>
        <PasswordField
          ref={chosen === "" ? null : first}
          label={t("password")}
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
        />
        <FormError error={entering.error} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Button type="submit" look="primary" className="px-5" disabled={entering.isPending}>
            {t(entering.isPending ? "entering" : "enter")}
          </Button>
          <Button look="quiet" onClick={() => setStep("forgotten")}>
            {t("forgotten")}
          </Button>
        </div>
      </form>
      <OtherWays company={company} call={{ language, company }} {...stepping} />
    </div>
  );
};
