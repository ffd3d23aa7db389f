import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { nameIn } from "../../domain/language.ts";
import { setUp, type CompanyOrder } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { presetsQuery } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Commands } from "../ui/commands.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { NewPasswordField } from "./password-field.tsx";
import { countries, likelyCountry } from "./places.ts";
import { useSecretInAddress } from "./secret-in-address.ts";
import { sessionQuery } from "./session.ts";
import { DoorPage, useComeIn } from "./sign-in-page.tsx";

const longestName = 200;

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Who the company is: its name, and what the browser lets one guess. */
const useCompanyOrder = () => {
  const [name, setName] = useState("");
  const [timeZone, setTimeZone] = useState(zoneHere);
  const [country, setCountry] = useState(() => likelyCountry(zoneHere(), navigator.languages));
  const [preset, setPreset] = useState("");
  const order: CompanyOrder = { name: name.trim(), country, timeZone, preset: preset === "" ? null : preset };
  return { name, setName, timeZone, setTimeZone, country, setCountry, preset, setPreset, order };
};

const CompanyFields = ({ company }: { company: ReturnType<typeof useCompanyOrder> }) => {
  const t = useTranslations("start");
  const { language } = useLanguage();
  const first = useFirstFocus();
  const named = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    const collator = new Intl.Collator(language);
    return countries.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => collator.compare(a.name, b.name));
  }, [language]);
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf("timeZone"), zoneHere()])].toSorted(), []);
  const presets = useQuery(presetsQuery(language)).data?.presets ?? [];
  const chosen = presets.find(({ id }) => id === company.preset);
  return (
    <>
      <Labelled label={t("name")}>
        <LineInput
          ref={first}
          required
          autoComplete="organization"
          maxLength={longestName}
          placeholder={t("namePlaceholder")}
          value={company.name}
          onChange={({ target }) => company.setName(target.value)}
        />
      </Labelled>
      <div className="grid items-end gap-5 tablet:grid-cols-2">
        <Labelled label={t("country")} hint={t("countryHint")}>
          <LineSelect autoComplete="country" value={company.country} onChange={({ target }) => company.setCountry(target.value)}>
            {named.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("timeZone")} hint={t("timeZoneHint")}>
          <LineSelect value={company.timeZone} onChange={({ target }) => company.setTimeZone(target.value)}>
            {zones.map((zone) => (
              <option key={zone} value={zone} lang="en">
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </div>
      {presets.length > 0 && (
        <div className="flex flex-col gap-2">
          <Labelled label={t("preset")} hint={t("presetHint")}>
            <LineSelect value={company.preset} onChange={({ target }) => company.setPreset(target.value)}>
              <option value="">{t("presetNone")}</option>
              {presets.map((each) => (
                <option key={each.id} value={each.id}>
                  {nameIn(each.name, language)}
                </option>
              ))}
            </LineSelect>
          </Labelled>
          {chosen !== undefined && <p className="text-table text-muted">{nameIn(chosen.about, language)}</p>}
        </div>
      )}
    </>
  );
};

const Form = ({ token, needsCompany, onDone }: { token: string; needsCompany: boolean; onDone: () => void }) => {
  const t = useTranslations("start");
  const { language } = useLanguage();
  const comeIn = useComeIn();
  const company = useCompanyOrder();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const creating = useMutation({
    mutationFn: () =>
      setUp(
        { body: { token, email: email.trim(), password, language, ...(needsCompany ? { company: company.order } : {}) } },
        { language },
      ),
    onSuccess: () => comeIn().then(onDone),
  });
  return (
    <form
      aria-label={t("title")}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!creating.isPending) creating.mutate();
      }}
    >
      {needsCompany && <CompanyFields company={company} />}
      <div className="flex flex-col gap-4 border-t border-line pt-5 first:border-t-0 first:pt-0">
        <div className="flex flex-col gap-1">
          <h2 className="font-strong">{t("account")}</h2>
          <p className="text-table text-muted">{t("accountLead")}</p>
        </div>
        <Labelled label={t("email")}>
          <LineInput
            required
            type="email"
            autoComplete="username"
            maxLength={320}
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        </Labelled>
        <NewPasswordField label={t("password")} value={password} onValue={setPassword} />
      </div>
      <FormError error={creating.error} />
      <Button type="submit" look="primary" className="self-start px-5" disabled={creating.isPending}>
        {creating.isPending ? t("creating") : t("create")}
      </Button>
    </form>
  );
};

const commands = ["npx attain add-user you@example.com --role admin"];

const Page = ({ onDone }: { onDone: () => void }) => {
  const t = useTranslations("start");
  const { language } = useLanguage();
  const token = useSecretInAddress();
  const { data } = useQuery(sessionQuery(language));
  if (data === undefined)
    return (
      <DoorPage title={t("title")}>
        <LinesSkeleton />
      </DoorPage>
    );
  if (!data.needsSetUp || token === "")
    return (
      <DoorPage title={t(data.needsSetUp ? "linkMissing" : "isSetUp")} lead={t(data.needsSetUp ? "linkMissingNext" : "isSetUpNext")}>
        <Button className="self-start" onClick={onDone}>
          {t("home")}
        </Button>
      </DoorPage>
    );
  return (
    <DoorPage isWide title={t(data.needsCompany ? "title" : "titleAccount")} lead={t(data.needsCompany ? "lead" : "leadAccount")}>
      <Form token={token} needsCompany={data.needsCompany} onDone={onDone} />
      <details className="text-table text-muted">
        <summary className="w-fit rounded-control py-1 hover:text-ink">{t("commands")}</summary>
        <div className="flex flex-col gap-2 pt-2">
          <p>{t("commandsNext")}</p>
          <div className="text-ink">
            <Commands texts={commands} />
          </div>
        </div>
      </details>
    </DoorPage>
  );
};

/** An empty installation, by the link of its console: who the company is, and the first account; then the file. */
export const SetUpPage = (props: { onDone: () => void }) => (
  <AccessWords>
    <Page {...props} />
  </AccessWords>
);
