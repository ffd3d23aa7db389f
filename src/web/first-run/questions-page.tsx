import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { builtInKinds } from "../../domain/company.ts";
import { addMembers, changeUser, makeQuota } from "../client.ts";
import { isKey, useCompany } from "../company.tsx";
import { quotaCadences, type QuotaCadence } from "../counts/quota-api.ts";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { useSignedIn } from "../session/session.ts";
import { DoorPage } from "../session/sign-in-page.tsx";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { AccessWords } from "../words/access-words.tsx";

const mostDigits = 6;
const longestNames = 20_000;
const nobody = "";

const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n,;、]/)
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  ),
];

const useAnswers = () => {
  const [names, setNames] = useState("");
  const [me, setMe] = useState(nobody);
  const [kind, setKind] = useState<string>("call");
  const [target, setTarget] = useState("");
  const [cadence, setCadence] = useState<QuotaCadence>("week");
  return { names, setNames, me, setMe, kind, setKind, target, setTarget, cadence, setCadence };
};

/** Members, the reader as one of them, and what is asked of all of them. */
const useSettingUp = ({ names, me, kind, target, cadence }: ReturnType<typeof useAnswers>) => {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const user = useSignedIn()?.user ?? null;
  const call = { language };
  return useMutation({
    mutationFn: async () => {
      const { members } = await addMembers({ body: { members: namesIn(names).map((name) => ({ name })) } }, call);
      const own = members[namesIn(names).indexOf(me)];
      if (own !== undefined && user !== null) {
        const roles = [...new Set([...user.roles, "rep" as const])];
        await changeUser({ user: user.id, body: { roles, member: own.id } }, { ...call, ifMatch: "*" });
      }
      await makeQuota({ body: { kind, cadence, target: Number(target) } }, call);
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      await navigate({ to: "/", search: keptCompany });
    },
  });
};

const Questions = () => {
  const t = useTranslations("start.questions");
  const tKinds = useTranslations();
  const { kinds } = useCompany();
  const answers = useAnswers();
  const { names, me, kind, target, cadence } = answers;
  const first = useFirstFocus<HTMLTextAreaElement>();
  const settingUp = useSettingUp(answers);
  const people = namesIn(names);
  const isReady = people.length > 0 && Number(target) > 0;
  const isOwn = new Set((kinds ?? []).map(({ id }) => id));
  const { kindName } = useCompany();
  return (
    <DoorPage isWide title={t("title")} lead={t("lead")}>
      <form
        aria-label={t("title")}
        className="flex flex-col gap-7"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !settingUp.isPending) settingUp.mutate();
        }}
      >
        <div className="flex flex-col gap-4">
          <Labelled label={t("who")} hint={t("whoHint")}>
            <textarea
              ref={first}
              required
              rows={4}
              maxLength={longestNames}
              value={names}
              placeholder={t("whoPlaceholder")}
              onChange={({ target: area }) => answers.setNames(area.value)}
              className="w-full rounded-control border border-edge bg-surface px-2.5 py-2 text-body pointer-coarse:text-base"
            />
          </Labelled>
          {people.length > 0 && (
            <Labelled label={t("me")} hint={t("meHint")}>
              <LineSelect value={people.includes(me) ? me : nobody} onChange={({ target: choice }) => answers.setMe(choice.value)}>
                <option value={nobody}>{t("nobody")}</option>
                {people.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </LineSelect>
            </Labelled>
          )}
        </div>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Labelled label={t("what")}>
            <LineSelect value={kind} onChange={({ target: choice }) => answers.setKind(choice.value)}>
              {[...builtInKinds.filter((each) => isKey("kind", each, tKinds)), ...isOwn].map((each) => (
                <option key={each} value={each}>
                  {kindName(each)}
                </option>
              ))}
            </LineSelect>
          </Labelled>
          <Labelled label={t("howMany")}>
            <LineInput
              required
              type="text"
              inputMode="numeric"
              autoComplete="off"
              maxLength={mostDigits}
              value={target}
              onChange={({ target: input }) => answers.setTarget(input.value.replaceAll(/\D/g, ""))}
            />
          </Labelled>
        </div>
        <div className="flex flex-col gap-1.5">
          <span className="text-table font-medium">{t("when")}</span>
          <Segments
            label={t("when")}
            value={cadence}
            onChange={answers.setCadence}
            choices={quotaCadences.map((each) => ({ value: each, label: t(`cadences.${each}`) }))}
            className="w-full"
          />
        </div>
        <FormError error={settingUp.error} />
        <Button type="submit" look="primary" className="self-start px-5" disabled={!isReady || settingUp.isPending}>
          {t(settingUp.isPending ? "saving" : "save")}
        </Button>
      </form>
    </DoorPage>
  );
};

/** Who, what and how many, per when: the first members and the first quota of a company, without a file. */
export const QuestionsPage = () => (
  <AccessWords>
    <Questions />
  </AccessWords>
);
