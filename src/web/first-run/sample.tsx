import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { beginSampleCompany, showSampleLoading, signIn, type SampleLoading, type SignedIn } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { Progress } from "../imports/progress.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { SecretText } from "../ui/secret-text.tsx";

const askEveryMs = 700;

type Ready = NonNullable<SampleLoading["ready"]>;

/** Whom one may be, each a button; and the password, while it is known. */
const WhoToBe = ({ ready: { accounts, password }, onDone }: { ready: Ready; onDone: (signedIn: SignedIn) => void }) => {
  const t = useTranslations("start.sample");
  const tRoles = useTranslations("access.roles");
  const { language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const entering = useMutation({
    mutationFn: (email: string) => signIn({ body: { name: email, password } }, { language, company: "" }),
    onSuccess: (answer) => "signedIn" in answer && onDone(answer.signedIn),
  });
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h2 ref={heading} tabIndex={-1} className="font-strong outline-none">
          {t("ready")}
        </h2>
        <p className="text-table text-muted">{t("who")}</p>
      </div>
      <ul className="flex flex-col gap-2">
        {accounts.map(({ email, role }) => (
          <li key={email}>
            <Button
              className="h-auto min-h-11 w-full !justify-start gap-3 py-2 text-left !whitespace-normal"
              disabled={entering.isPending}
              onClick={() => entering.mutate(email)}
            >
              <span className="flex min-w-0 flex-col">
                <span>
                  {tRoles(role)} <span className="font-normal text-muted">· {t(`sees.${role}`)}</span>
                </span>
                <span className="text-caption font-normal break-all text-muted">{email}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <FormError error={entering.error} />
      <div className="flex flex-col gap-2 border-t border-line pt-5">
        <SecretText label={t("password")} text={password} />
        <p className="text-table text-muted">{t("passwordNext")}</p>
      </div>
    </div>
  );
};

/** The sample company comes in while one watches; then one chooses who to be. */
export const Sample = ({ token, onDone, onBack }: { token: string; onDone: (signedIn: SignedIn) => void; onBack: () => void }) => {
  const t = useTranslations("start.sample");
  const { language } = useLanguage();
  const { percent } = useFormats();
  const [ticket, setTicket] = useState<string | null>(null);
  const beginning = useMutation({
    mutationFn: () => beginSampleCompany({ body: { token, language } }, { language, company: "" }),
    onSuccess: (begun) => setTicket(begun.ticket),
  });
  const loading = useQuery({
    queryKey: ["sample-loading", ticket],
    queryFn: ({ signal }) => showSampleLoading({ ticket: ticket ?? "" }, { language, signal, company: "" }),
    enabled: ticket !== null,
    refetchInterval: ({ state }) => (state.data?.ready == null && state.error === null ? askEveryMs : false),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (loading.data?.ready != null) return <WhoToBe ready={loading.data.ready} onDone={onDone} />;
  const share = loading.data?.share ?? null;
  const isLoading = beginning.isPending || (ticket !== null && loading.error === null);
  return (
    <div className="flex flex-col gap-5">
      <p>{t("lead")}</p>
      {isLoading && <Progress share={share} label={share === null ? t("preparing") : t("loading", { percent: percent(share) })} />}
      <FormError error={beginning.error ?? loading.error} />
      {ticket === null && (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" className="px-5" disabled={beginning.isPending} onClick={() => beginning.mutate()}>
            {t("begin")}
          </Button>
          <Button look="quiet" disabled={beginning.isPending} onClick={onBack}>
            {t("back")}
          </Button>
        </div>
      )}
    </div>
  );
};
