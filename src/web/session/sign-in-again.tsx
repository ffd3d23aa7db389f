import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import type { SignedIn } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { sessionQuery } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";

type Props = { signedIn: SignedIn; onDone: () => void };

const Again = ({ signedIn, onDone }: Props) => {
  const t = useTranslations("signIn");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const { current } = dialog;
    if (current !== null && !current.open) current.showModal();
  }, []);
  const goOn = async (now: SignedIn): Promise<void> => {
    // Somebody else must not find what was on the page.
    if (now.user?.id !== signedIn.user?.id) return location.reload();
    await queries.fetchQuery({ ...sessionQuery(language), staleTime: 0 });
    onDone();
    await queries.invalidateQueries();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onCancel={(event) => event.preventDefault()}
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-control border border-line bg-surface p-5 text-ink shadow-float backdrop:bg-[rgb(0_0_0/0.4)] tablet:p-7"
    >
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-1">
          <h2 id={heading} className="text-heading font-strong">
            {t("ended")}
          </h2>
          <p className="text-muted">{t("endedNext")}</p>
        </div>
        <SignInForm asksCompany={false} company={signedIn.company.id} onDone={(now) => void goOn(now)} />
      </div>
    </dialog>
  );
};

/** The session has ended under an open page: what was typed there stays, and one goes on after signing in. */
export const SignInAgain = (props: Props) => (
  <AccessWords>
    <Again {...props} />
  </AccessWords>
);
