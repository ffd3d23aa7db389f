import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { addPasskey, beginPasskey, listPasskeys, removePasskey } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { knowsPasskeys, makePasskey } from "../session/passkey.ts";
import { agentName } from "./agent-name.ts";
import { Button } from "../ui/button.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { Instant } from "../ui/instant.tsx";
import { Rows } from "../ui/rows.tsx";
import { Section } from "../ui/section.tsx";
import { ProvedForm } from "./proof.tsx";
import { RemovableRow } from "./removable-row.tsx";
import { waysInKey } from "./ways-in.tsx";

const NewPasskey = ({ onDone }: { onDone: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const first = useFirstFocus();
  const [name, setName] = useState(() => agentName(navigator.userAgent) ?? "");
  return (
    <ProvedForm
      save={t("addPasskey")}
      isReady={name.trim() !== ""}
      change={async () => {
        const response = await makePasskey(await beginPasskey({ language }));
        return response === null ? null : addPasskey({ body: { name: name.trim(), response } }, { language });
      }}
      onDone={(made) => made !== null && onDone()}
      onCancel={onDone}
    >
      <Labelled label={t("passkeyName")} hint={t("passkeyNameHint")}>
        <LineInput required ref={first} maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
      </Labelled>
    </ProvedForm>
  );
};

/** What signs in without a password: a device's own lock. */
export const Passkeys = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const { data, error } = useQuery({ queryKey: ["passkeys"], queryFn: ({ signal }) => listPasskeys({ language, signal }) });
  const again = () => {
    // The first one is a way to prove by; the last one was.
    for (const queryKey of [["passkeys"], ["proof"], waysInKey]) void queries.invalidateQueries({ queryKey });
  };
  const passkeys = data?.passkeys ?? [];
  return (
    <Section title={t("passkeys")} lead={t("passkeysLead")}>
      {passkeys.length > 0 && (
        <Rows label={t("passkeys")}>
          {passkeys.map(({ id, name, createdAt, usedAt }) => (
            <RemovableRow
              key={id}
              name={name}
              more={
                <>
                  {t("added")} <Instant at={createdAt} /> · {t("used")} <Instant at={usedAt} />
                </>
              }
              remove={() => removePasskey({ id: String(id) }, { language })}
              onDone={again}
            />
          ))}
        </Rows>
      )}
      <FormError error={error} />
      {isAdding ? (
        <NewPasskey
          onDone={() => {
            setAdding(false);
            again();
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
