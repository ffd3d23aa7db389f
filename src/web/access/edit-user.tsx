import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { changeUser, endUser, resetUser, type User } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { EndThing } from "../ui/end-thing.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineSelect } from "../ui/form.tsx";
import { useMay } from "../session/session.ts";
import { SecretText } from "../ui/secret-text.tsx";
import { Conflict, isConflict } from "./conflict.tsx";
import { Erasing } from "./erase.tsx";
import { memberName, membersQuery } from "./members.ts";
import { RoleChoice, type Role } from "./role-choice.tsx";

const Rights = ({ user, onClose }: { user: User; onClose: () => void }) => {
  const t = useTranslations("people");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const { name: named } = useFormats();
  const queries = useQueryClient();
  const members = useQuery(membersQuery(language)).data ?? [];
  const [roles, setRoles] = useState<readonly Role[]>(user.roles);
  const [member, setMember] = useState(user.member ?? "");
  const again = () => queries.invalidateQueries({ queryKey: ["users"] });
  const changing = useMutation({
    mutationFn: () =>
      changeUser(
        { user: user.id, body: { roles: [...roles], member: member === "" ? null : member } },
        { language, ifMatch: `"${user.version}"` },
      ),
    onSuccess: async () => {
      await again();
      void queries.invalidateQueries({ queryKey: ["session"] });
      onClose();
    },
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate();
      }}
    >
      <RoleChoice label={t("roles")} hint={t("rolesHint")} chosen={roles} onChange={setRoles} />
      <Labelled label={t("member")}>
        <LineSelect value={member} onChange={({ target }) => setMember(target.value)}>
          <option value="">{t("memberNone")}</option>
          {member !== "" && !members.some(({ id }) => id === member) && <option value={member}>{member}</option>}
          {members.map((each) => (
            <option key={each.id} value={each.id}>
              {memberName(each, named)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      {isConflict(changing.error) ? <Conflict onShow={() => void again()} /> : <FormError error={changing.error} />}
      <FormFoot isReady={roles.length > 0 && !changing.isPending} save={access("save")} cancel={access("cancel")} onCancel={onClose} />
    </form>
  );
};

/** Of somebody who has left: who they were can be taken out for good. */
const Forgetting = ({ onErase }: { onErase: () => void }) => {
  const t = useTranslations("personal");
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-5">
      <p className="text-table text-muted">{t("eraseHint")}</p>
      <Button className="text-missed" onClick={onErase}>
        {t("erase")}
      </Button>
    </div>
  );
};

/** What one account may do, its way in, and its end. */
export const EditUser = ({ user, onClose }: { user: User; onClose: () => void }) => {
  const t = useTranslations("people");
  const personal = useTranslations("personal");
  const { language } = useLanguage();
  const { name: named } = useFormats();
  const queries = useQueryClient();
  const mayErase = useMay()("personal-data:write");
  const [isErasing, setErasing] = useState(false);
  const member = (useQuery(membersQuery(language)).data ?? []).find(({ id }) => id === user.member);
  const name = user.email ?? user.id;
  const linking = useMutation({ mutationFn: () => resetUser({ user: user.id }, { language }) });
  const ending = useMutation({
    mutationFn: () => endUser({ user: user.id }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["users"] });
      onClose();
    },
  });
  if (isErasing && user.member !== null)
    return (
      <Drawer title={personal("eraseTitle")} onClose={onClose}>
        <Erasing
          whom={{ what: "member", id: user.member, name: member === undefined ? user.member : memberName(member, named) }}
          onBack={() => setErasing(false)}
          onClose={onClose}
        />
      </Drawer>
    );
  return (
    <Drawer title={t("editTitle", { name })} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <Rights user={user} onClose={onClose} />
        <div className="flex flex-col items-start gap-2 border-t border-line pt-5">
          <p className="text-table text-muted">{t("newLinkHint")}</p>
          {linking.data === undefined ? (
            <Button disabled={linking.isPending} onClick={() => linking.mutate()}>
              {t("newLink")}
            </Button>
          ) : linking.data.link === null ? (
            <p role="status" className="text-table">
              {t("mailed")}
            </p>
          ) : (
            <SecretText label={t("handOn")} text={linking.data.link} />
          )}
          <FormError error={linking.error} />
        </div>
        <EndThing title={t("endTitle")} hint={t("endHint")} sure={t("endSure")} ending={ending} />
        {user.hasLeft && user.member !== null && mayErase && <Forgetting onErase={() => setErasing(true)} />}
      </div>
    </Drawer>
  );
};
