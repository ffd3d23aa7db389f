import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { addPasskey, beginPasskey, listPasskeys, removePasskey } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { knowsPasskeys, makePasskey } from "../session/passkey.ts";
import { agentName } from "./agent-name.ts";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { Instant } from "../ui/instant.tsx";
import { RowLine, Rows } from "../ui/rows.tsx";
import { Section } from "../ui/section.tsx";

const NewPasskey = ({ onDone }: { onDone: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const first = useFirstFocus();
  const [name, setName] = useState(() => agentName(navigator.userAgent) ?? "");
  const adding = useMutation({
    mutationFn: async () => {
      const response = await makePasskey(await beginPasskey({ language }));
      return response === null ? null : addPasskey({ body: { name: name.trim(), response } }, { language });
    },
    onSuccess: (made) => made !== null && onDone(),
  });
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      <Labelled label={t("passkeyName")} hint={t("passkeyNameHint")}>
        <LineInput required ref={first} maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
      </Labelled>
      <FormError error={adding.error} />
      <FormFoot isReady={name.trim() !== "" && !adding.isPending} save={t("addPasskey")} cancel={t("cancel")} onCancel={onDone} />
    </form>
  );
};

/** What signs in without a password: a device's own lock. */
export const Passkeys = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const { data, error } = useQuery({ queryKey: ["passkeys"], queryFn: ({ signal }) => listPasskeys({ language, signal }) });
  const again = () => queries.invalidateQueries({ queryKey: ["passkeys"] });
  const removing = useMutation({ mutationFn: (id: number) => removePasskey({ id: String(id) }, { language }), onSuccess: again });
  const passkeys = data?.passkeys ?? [];
  return (
    <Section title={t("passkeys")} lead={t("passkeysLead")}>
      {passkeys.length > 0 && (
        <Rows label={t("passkeys")}>
          {passkeys.map(({ id, name, createdAt, usedAt }) => (
            <RowLine
              key={id}
              title={name}
              more={
                <>
                  {t("added")} <Instant at={createdAt} /> · {t("used")} <Instant at={usedAt} />
                </>
              }
            >
              <Button
                look="quiet"
                aria-label={t("removeNamed", { name })}
                disabled={removing.isPending}
                onClick={() => removing.mutate(id)}
              >
                {t("remove")}
              </Button>
            </RowLine>
          ))}
        </Rows>
      )}
      <FormError error={removing.error ?? error} />
      {isAdding ? (
        <NewPasskey
          onDone={() => {
            setAdding(false);
            void again();
          }}
        />
      ) : (
        <Button className="self-start" disabled={!knowsPasskeys()} onClick={() => setAdding(true)}>
          {t("addPasskey")}
        </Button>
      )}
      {!knowsPasskeys() && <p className="text-table text-muted">{t("noPasskeys")}</p>}
    </Section>
  );
};
