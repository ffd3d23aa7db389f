import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { WaysIn } from "../account/ways-in.tsx";
import { listWaysIn, openLink, showLink } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { NewPasswordField } from "./password-field.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { DoorPage, useComeIn } from "./sign-in-page.tsx";
import { useSecretInAddress } from "./secret-in-address.ts";

const FirstPassword = (props: { label: string; value: string; onValue: (value: string) => void }) => (
  <NewPasswordField ref={useFirstFocus()} {...props} />
);

const Page = ({ onDone }: { onDone: () => void }) => {
  const t = useTranslations("link");
  const { language } = useLanguage();
  const { name } = useFormats();
  const token = useSecretInAddress();
  const comeIn = useComeIn();
  const [stillOpens, setStillOpens] = useState(false);
  const done = async () => {
    await comeIn();
    const ways = await listWaysIn({ language }).catch(() => null);
    if (ways === null || ways.passkeys.length + ways.links.length + ways.keys.length === 0) onDone();
    else setStillOpens(true);
  };
  const link = useQuery({
    queryKey: ["link", token],
    queryFn: ({ signal }) => showLink({ token }, { language, signal, company: "" }),
    retry: false,
    staleTime: Infinity,
  });
  const [password, setPassword] = useState("");
  const opening = useMutation({
    mutationFn: () => openLink({ token, body: { password } }, { language, company: "" }),
    onSuccess: (answer) => "signedIn" in answer && void done(),
  });
  if (stillOpens)
    return (
      <DoorPage title={t("holds")} lead={t("holdsLead")}>
        <WaysIn />
        <Button look="primary" className="self-start px-5" onClick={onDone}>
          {t("goOn")}
        </Button>
      </DoorPage>
    );
  // A second factor is asked for all the same.
  if (opening.data !== undefined && !("signedIn" in opening.data))
    return (
      <DoorPage title={t("reset")}>
        <p>{t("factorNext")}</p>
        <SignInForm asksCompany={false} onDone={() => void done()} />
      </DoorPage>
    );
  if (link.isPending || opening.isSuccess)
    return (
      <DoorPage title={t("title")}>
        <LinesSkeleton />
      </DoorPage>
    );
  if (link.data === undefined)
    return (
      <DoorPage title={t("dead")}>
        <FormError error={link.error} />
        <Button className="self-start" onClick={onDone}>
          {t("toSignIn")}
        </Button>
      </DoorPage>
    );
  const { purpose, email, company } = link.data;
  return (
    <DoorPage title={t(purpose)} lead={t(`${purpose}Lead`, { company: name(company.name), email: email ?? "" })}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          opening.mutate();
        }}
      >
        <input type="text" hidden readOnly autoComplete="username" value={email ?? ""} />
        <FirstPassword label={t("password")} value={password} onValue={setPassword} />
        <FormError error={opening.error} />
        <Button type="submit" look="primary" className="self-start px-5" disabled={opening.isPending}>
          {t("enter")}
        </Button>
      </form>
    </DoorPage>
  );
};

/** A link of an invitation, or to a new password: `/link#TOKEN`. */
export const LinkPage = (props: { onDone: () => void }) => (
  <AccessWords>
    <Page {...props} />
  </AccessWords>
);
