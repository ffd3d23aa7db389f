import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { addUser, type UserLink } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineSelect } from "../ui/form.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { memberName, membersQuery } from "./members.ts";
import { RoleChoice, type Role } from "./role-choice.tsx";

type Outcome = { readonly email: string; readonly made?: UserLink; readonly error?: Error };

const addressesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((each) => each.replace(/^[<"']+|[>"']+$/g, ""))
      .filter((each) => each !== ""),
  ),
];

const Outcomes = ({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) => {
  const t = useTranslations("people");
  return (
    <div className="flex flex-col gap-5">
      <ul aria-label={t("results")} className="flex flex-col gap-4">
        {outcomes.map(({ email, made, error }) => (
          <li key={email} className="flex flex-col gap-1.5">
            <p className="font-medium break-all">{email}</p>
            {made?.link != null && <SecretText label={t("handOn")} text={made.link} />}
            {made?.mailed === true && <p className="text-table text-muted">{t("mailed")}</p>}
            <FormError error={error ?? null} />
          </li>
        ))}
      </ul>
      <Button look="primary" className="self-start" onClick={onClose}>
        {t("done")}
      </Button>
    </div>
  );
};

/** Accounts for people who get a link, by mail or from whoever invites them. */
export const Invite = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("people");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const { name: named } = useFormats();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>(["rep"]);
  const [member, setMember] = useState<string | null>(null);
  const members = useQuery(membersQuery(language)).data ?? [];
  const emails = addressesIn(text);
  const memberOf = (email: string): string | null => members.find((each) => each.email?.toLowerCase() === email.toLowerCase())?.id ?? null;
  const [alone] = emails;
  const inviting = useMutation({
    mutationFn: async (): Promise<readonly Outcome[]> => {
      const outcomes: Outcome[] = [];
      // One after another: each is an act of its own, and one that is refused holds up none of the others.
      for (const email of emails) {
        const order = { email, roles: [...roles], member: emails.length === 1 && member !== null ? member || null : memberOf(email) };
        try {
          outcomes.push({ email, made: await addUser({ body: order }, { language }) });
        } catch (error) {
          // Who was signed out meanwhile goes on with what they typed.
          if (!(error instanceof Problem) || error.status === 401) throw error;
          outcomes.push({ email, error });
        }
      }
      return outcomes;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["users"] }),
  });
  return (
    <Drawer title={t("inviteTitle")} onClose={onClose}>
      {inviting.data !== undefined ? (
        <Outcomes outcomes={inviting.data} onClose={onClose} />
      ) : (
        <form
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            inviting.mutate();
          }}
        >
          <Labelled label={t("emails")} hint={t("emailsHint")}>
            <textarea
              required
              rows={4}
              maxLength={50_000}
              spellCheck={false}
              autoCapitalize="none"
              value={text}
              onChange={({ target }) => setText(target.value)}
              className="w-full rounded-control border border-edge bg-surface px-2.5 py-2 text-body pointer-coarse:text-base"
            />
          </Labelled>
          <RoleChoice label={t("roles")} hint={t("rolesHint")} chosen={roles} onChange={setRoles} />
          {emails.length === 1 && alone !== undefined ? (
            <Labelled label={t("member")}>
              <LineSelect value={member ?? memberOf(alone) ?? ""} onChange={({ target }) => setMember(target.value)}>
                <option value="">{t("memberNone")}</option>
                {members.map((each) => (
                  <option key={each.id} value={each.id}>
                    {memberName(each, named)}
                  </option>
                ))}
              </LineSelect>
            </Labelled>
          ) : (
            <p className="text-table text-muted">{t("memberByMail")}</p>
          )}
          <FormError error={inviting.error} />
          <FormFoot
            isReady={emails.length > 0 && roles.length > 0 && !inviting.isPending}
            save={inviting.isPending ? t("sending") : t("send", { count: emails.length })}
            cancel={access("cancel")}
            onCancel={onClose}
          />
        </form>
      )}
    </Drawer>
  );
};
