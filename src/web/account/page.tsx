import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { changeAccount, type SignedIn } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useSignedIn } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Section } from "../ui/section.tsx";
import { Segments } from "../ui/segments.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { Links } from "./links.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordChange } from "./password-change.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Sessions } from "./sessions.tsx";

const Whoever = ({ user, company }: { user: NonNullable<SignedIn["user"]>; company: SignedIn["company"] }) => {
  const t = useTranslations("account");
  const roles = useTranslations("access.roles");
  const { name } = useFormats();
  const { language, choose } = useLanguage();
  const facts = [
    [t("email"), user.email ?? "–"],
    [t("member"), user.member === null ? t("noMember") : name(user.member.name)],
    [t("roles"), user.roles.map((role) => roles(role)).join(", ") || t("noRoles")],
    [t("company"), name(company.name)],
  ] as const;
  const keeping = useMutation({
    mutationFn: (chosen: typeof language) => changeAccount({ body: { language: chosen } }, { language: chosen }),
  });
  return (
    <Section title={t("you")}>
      <dl className="grid gap-x-6 gap-y-2 tablet:grid-cols-[8rem_1fr]">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-table text-muted tablet:pt-px">{label}</dt>
            <dd className="min-w-0 break-words max-tablet:-mt-1.5">{value}</dd>
          </div>
        ))}
        <dt className="text-table text-muted tablet:pt-2">{t("language")}</dt>
        <dd>
          <Segments
            label={t("language")}
            value={language}
            onChange={(chosen) => {
              choose(chosen);
              keeping.mutate(chosen);
            }}
            choices={[
              { value: "ko", label: "한국어", lang: "ko" },
              { value: "en", label: "English", lang: "en" },
            ]}
          />
          <p className="pt-1 text-table text-muted">{t("languageHint")}</p>
        </dd>
      </dl>
      <FormError error={keeping.error} />
    </Section>
  );
};

const OwnData = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const saving = useMutation({
    mutationFn: async (format: "json" | "text") => {
      const { saveAnswer } = await import("../save-answer.ts");
      return saveAnswer(`/account/personal-data?format=${format}`, `personal-data.${format === "json" ? "json" : "txt"}`, language);
    },
  });
  return (
    <Section title={t("data")} lead={t("dataLead")}>
      <div className="flex flex-wrap gap-2">
        <Button disabled={saving.isPending} onClick={() => saving.mutate("text")}>
          {t("dataText")}
        </Button>
        <Button disabled={saving.isPending} onClick={() => saving.mutate("json")}>
          {t("dataJson")}
        </Button>
      </div>
      <FormError error={saving.error} />
    </Section>
  );
};

const Page = () => {
  const t = useTranslations("account");
  const signedIn = useSignedIn();
  useEffect(() => {
    document.title = `${t("title")} · Attain`;
  }, [t]);
  const user = signedIn?.user;
  if (signedIn === null || user == null) return null;
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("title")}</h1>
      <div className="rounded-control border border-line bg-surface">
        <Whoever user={user} company={signedIn.company} />
        <PasswordChange />
        <SecondFactor {...signedIn.secondFactor} />
        <Passkeys />
        <Links />
        <Sessions />
        {user.member !== null && <OwnData />}
      </div>
    </main>
  );
};

/** What belongs to whoever is signed in. */
export const AccountPage = () => (
  <AccessWords>
    <Page />
  </AccessWords>
);
