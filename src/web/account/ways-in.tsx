import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endKey, listWaysIn, removePasskey, unlinkOidc, type WaysIn as Ways } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Instant } from "../ui/instant.tsx";
import { RowLine, Rows } from "../ui/rows.tsx";
import { RemovableRow } from "./removable-row.tsx";

export const waysInKey = ["ways-in"];

const KeyRow = ({ number, name, beginning, createdAt, usedAt, onDone }: Ways["keys"][number] & { onDone: () => void }) => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const may = useMay();
  const ending = useMutation({ mutationFn: () => endKey({ number: String(number) }, { language }), onSuccess: onDone });
  return (
    <RowLine
      title={t("keyNamed", { name })}
      more={
        <>
          <span className="font-mono">{beginning}…</span> · {t("added")} <Instant at={createdAt} /> · {t("used")} <Instant at={usedAt} />
        </>
      }
    >
      {may("keys:write") && (
        <Button look="quiet" aria-label={t("endNamed", { name })} disabled={ending.isPending} onClick={() => ending.mutate()}>
          {t("end")}
        </Button>
      )}
      <FormError error={ending.error} />
    </RowLine>
  );
};

/** What goes on opening the account under another password: said where it was changed, since a change alone shuts none of it. */
export const WaysIn = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: waysInKey, queryFn: ({ signal }) => listWaysIn({ language, signal }) });
  const again = () => {
    for (const queryKey of [waysInKey, ["passkeys"], ["oidc-links"]]) void queries.invalidateQueries({ queryKey });
  };
  if (data === undefined) return <FormError error={error} />;
  const { passkeys, links, keys } = data;
  const more = (added: string, used: string | null) => (
    <>
      {t("added")} <Instant at={added} /> · {t("used")} <Instant at={used} />
    </>
  );
  if (passkeys.length + links.length + keys.length === 0) return <p className="text-table text-muted">{t("nothingOpens")}</p>;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-table">{t("stillOpen")}</p>
      <Rows label={t("stillOpenList")}>
        {passkeys.map(({ id, name, createdAt, usedAt }) => (
          <RemovableRow
            key={`passkey ${id}`}
            name={t("passkeyNamed", { name })}
            more={more(createdAt, usedAt)}
            remove={() => removePasskey({ id: String(id) }, { language })}
            onDone={again}
          />
        ))}
        {links.map(({ number, provider, issuer, linkedAt, usedAt }) => (
          <RemovableRow
            key={`link ${number}`}
            name={t("linkNamed", { name: provider?.name ?? issuer })}
            more={more(linkedAt, usedAt)}
            remove={() => unlinkOidc({ number: String(number) }, { language })}
            onDone={again}
          />
        ))}
        {keys.map((key) => (
          <KeyRow key={`key ${key.number}`} {...key} onDone={again} />
        ))}
      </Rows>
    </div>
  );
};
