import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { nameIn } from "../../domain/language.ts";
import { ask } from "../api.ts";
import { useLanguage } from "../language.tsx";
import { presetsQuery } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Commands } from "../ui/commands.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { ImportWords } from "../words/import-words.tsx";
import { countries, likelyCountry } from "./places.ts";

const exampleCommands = ["npx attain apply examples/raj/company.yaml", "npx attain import activities examples/raj/activities.csv"];

const longestName = 200;

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const Form = () => {
  const t = useTranslations("start");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  const [name, setName] = useState("");
  const [timeZone, setTimeZone] = useState(zoneHere);
  const [country, setCountry] = useState(() => likelyCountry(zoneHere(), navigator.languages));
  const named = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    const collator = new Intl.Collator(language);
    return countries.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => collator.compare(a.name, b.name));
  }, [language]);
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf("timeZone"), zoneHere()])].toSorted(), []);
  const [preset, setPreset] = useState("");
  const presets = useQuery(presetsQuery(language)).data?.presets ?? [];
  const chosen = presets.find(({ id }) => id === preset);
  const creating = useMutation({
    mutationFn: () =>
      ask("/companies", language, {
        method: "POST",
        body: { name: name.trim(), country, timeZone, preset: chosen?.id ?? null },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["company"] }),
  });
  const create = () => name.trim() !== "" && !creating.isPending && creating.mutate();
  return (
    <form
      aria-label={t("title")}
      className="flex flex-col gap-5 rounded-control border border-line bg-surface p-5 tablet:p-7"
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <Labelled label={t("name")}>
        <LineInput
          ref={first}
          required
          autoComplete="organization"
          maxLength={longestName}
          placeholder={t("namePlaceholder")}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </Labelled>
      <div className="grid items-end gap-5 tablet:grid-cols-2">
        <Labelled label={t("country")} hint={t("countryHint")}>
          <LineSelect autoComplete="country" value={country} onChange={({ target }) => setCountry(target.value)}>
            {named.map((each) => (
              <option key={each.code} value={each.code}>
                {each.name}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("timeZone")} hint={t("timeZoneHint")}>
          <LineSelect value={timeZone} onChange={({ target }) => setTimeZone(target.value)}>
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
            <LineSelect value={preset} onChange={({ target }) => setPreset(target.value)}>
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
      {creating.error !== null && <Trouble error={creating.error} title={t("failed")} onAgain={create} />}
      <Button type="submit" look="primary" className="self-start px-5" disabled={name.trim() === ""}>
        {creating.isPending ? t("creating") : t("create")}
      </Button>
    </form>
  );
};

const Page = () => {
  const t = useTranslations("start");
  useEffect(() => {
    document.title = `${t("title")} · Attain`;
  }, [t]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-2xl flex-col gap-5 p-4 pb-16 tablet:p-6 tablet:pt-10">
      <div className="flex flex-col gap-1">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("title")}</h1>
        <p className="text-muted">{t("lead")}</p>
      </div>
      <Form />
      <details className="text-table text-muted">
        <summary className="w-fit rounded-control py-1 hover:text-ink">{t("commands")}</summary>
        <div className="flex flex-col gap-2 pt-2">
          <p>{t("commandsNext")}</p>
          <div className="text-ink">
            <Commands texts={exampleCommands} />
          </div>
        </div>
      </details>
    </main>
  );
};

/** An empty installation: who the company is, and then the file. */
export const FirstRun = () => (
  <ImportWords>
    <Page />
  </ImportWords>
);
