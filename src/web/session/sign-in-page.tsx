import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { sampleAccounts } from "../../domain/sample-accounts.ts";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Commands } from "../ui/commands.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { RefusedCode } from "./refused-code.tsx";
import { sessionQuery } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** A page of one thing, before anything of a company is shown. */
export const DoorPage = ({
  title,
  lead,
  isWide = false,
  children,
}: {
  title: string;
  lead?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}) => {
  useEffect(() => {
    document.title = `${title} · Attain`;
  }, [title]);
  return (
    <main
      id="content"
      tabIndex={-1}
      className={classNames("mx-auto flex w-full flex-col gap-5 p-4 pb-16 tablet:pt-12", isWide ? "max-w-2xl" : "max-w-md")}
    >
      <div className="flex flex-col gap-1">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{title}</h1>
        {lead !== undefined && <p className="text-muted">{lead}</p>}
      </div>
      <div className="flex flex-col gap-5 rounded-control border border-line bg-surface p-5 tablet:p-7">{children}</div>
    </main>
  );
};

/** What is known of whoever was here before is forgotten. */
export const useComeIn = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  const { language } = useLanguage();
  return async () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    await queries.fetchQuery({ ...sessionQuery(language), staleTime: 0 });
  };
};

const WaitsForSetUp = () => {
  const t = useTranslations("signIn");
  return (
    <DoorPage title={t("notSetUp")}>
      <p>{t("notSetUpNext")}</p>
      <code className="rounded-control border border-line bg-raised px-3 py-2.5 font-mono text-table break-all">
        {location.origin}/set-up#…
      </code>
      <p className="text-table text-muted">{t("notSetUpAgain")}</p>
    </DoorPage>
  );
};

/** Who may be signed in as in the sample company; the password is told nowhere. */
const SampleAccounts = ({ onChosen }: { onChosen: (email: string) => void }) => {
  const t = useTranslations("signIn");
  const tRoles = useTranslations("access.roles");
  return (
    <section className="flex flex-col gap-3 rounded-control border border-line bg-raised p-4 text-table">
      <h2 className="font-strong">{t("sample")}</h2>
      <p className="text-muted">{t("sampleNext")}</p>
      <Commands texts={[`npx attain reset-user ${sampleAccounts[0]?.email ?? ""}`]} />
      <ul className="flex flex-col gap-1">
        {sampleAccounts.map(({ email, role }) => (
          <li key={email}>
            <Button className="h-auto min-h-9 w-full !justify-between gap-3 py-1.5 !whitespace-normal" onClick={() => onChosen(email)}>
              <span className="min-w-0 text-left break-all">{email}</span>
              <span className="shrink-0 font-normal text-muted">{tRoles(role)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Page = ({ onDone, refused }: { onDone?: () => void; refused?: string | undefined }) => {
  const t = useTranslations("signIn");
  const { language } = useLanguage();
  const comeIn = useComeIn();
  const [name, setName] = useState("");
  const { data } = useQuery(sessionQuery(language));
  if (data?.needsSetUp === true) return <WaitsForSetUp />;
  return (
    <DoorPage title={t("title")}>
      {refused !== undefined && <RefusedCode code={refused} />}
      {data?.sample === true && <SampleAccounts onChosen={setName} />}
      <SignInForm key={name} name={name} asksCompany={data?.severalCompanies === true} onDone={() => void comeIn().then(onDone)} />
    </DoorPage>
  );
};

export const SignInPage = (props: { onDone?: () => void; refused?: string | undefined }) => (
  <AccessWords>
    <Page {...props} />
  </AccessWords>
);
