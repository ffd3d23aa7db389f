import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { listOidcLinks, unlinkOidc } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { RefusedCode } from "../session/refused-code.tsx";
import { sessionQuery } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Instant } from "../ui/instant.tsx";
import { Rows } from "../ui/rows.tsx";
import { Section } from "../ui/section.tsx";
import { ProvedForm } from "./proof.tsx";
import { RemovableRow } from "./removable-row.tsx";
import { waysInKey } from "./ways-in.tsx";

/** With which other accounts one may come in; nothing where there are no providers. */
export const Links = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const providers = useQuery(sessionQuery(language)).data?.ways.oidc ?? [];
  const { data, error } = useQuery({ queryKey: ["oidc-links"], queryFn: ({ signal }) => listOidcLinks({ language, signal }) });
  const again = () => {
    for (const queryKey of [["oidc-links"], ["proof"], waysInKey]) void queries.invalidateQueries({ queryKey });
  };
  const [linking, setLinking] = useState<string | null>(null);
  const links = data?.links ?? [];
  const open = providers.filter(({ id }) => !links.some(({ provider }) => provider?.id === id));
  const asked = open.find(({ id }) => id === linking);
  const refused = new URLSearchParams(location.search).get("refused");
  if (links.length === 0 && open.length === 0) return null;
  return (
    <Section title={t("links")} lead={t("linksLead")}>
      {refused !== null && <RefusedCode code={refused} />}
      {links.length > 0 && (
        <Rows label={t("links")}>
          {links.map(({ number, provider, issuer, linkedAt, usedAt }) => (
            <RemovableRow
              key={number}
              name={provider?.name ?? issuer}
              more={
                <>
                  {t("added")} <Instant at={linkedAt} /> · {t("used")} <Instant at={usedAt} />
                </>
              }
              remove={() => unlinkOidc({ number: String(number) }, { language })}
              onDone={again}
            />
          ))}
        </Rows>
      )}
      <FormError error={error} />
      {asked === undefined ? (
        <div className="flex flex-wrap gap-2">
          {open.map(({ id, name }) => (
            <Button key={id} className="min-w-0" onClick={() => setLinking(id)}>
              <span className="truncate">{t("linkWith", { provider: name })}</span>
            </Button>
          ))}
        </div>
      ) : (
        <ProvedForm
          save={t("linkWith", { provider: asked.name })}
          // The browser goes to the provider, and comes back to this page.
          change={async () => location.assign(`/sign-in/oidc/${encodeURIComponent(asked.id)}?link=true&next=%2Faccount`)}
          onDone={() => undefined}
          onCancel={() => setLinking(null)}
        />
      )}
    </Section>
  );
};
