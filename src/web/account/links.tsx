import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { listOidcLinks, unlinkOidc } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { RefusedCode } from "../session/refused-code.tsx";
import { sessionQuery } from "../session/session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Instant } from "../ui/instant.tsx";
import { RowLine, Rows } from "../ui/rows.tsx";
import { Section } from "../ui/section.tsx";

/** With which other accounts one may come in; nothing where there are no providers. */
export const Links = () => {
  const t = useTranslations("account");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const providers = useQuery(sessionQuery(language)).data?.ways.oidc ?? [];
  const { data, error } = useQuery({ queryKey: ["oidc-links"], queryFn: ({ signal }) => listOidcLinks({ language, signal }) });
  const unlinking = useMutation({
    mutationFn: (number: number) => unlinkOidc({ number: String(number) }, { language }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["oidc-links"] }),
  });
  const links = data?.links ?? [];
  const open = providers.filter(({ id }) => !links.some(({ provider }) => provider?.id === id));
  const refused = new URLSearchParams(location.search).get("refused");
  if (links.length === 0 && open.length === 0) return null;
  return (
    <Section title={t("links")} lead={t("linksLead")}>
      {refused !== null && <RefusedCode code={refused} />}
      {links.length > 0 && (
        <Rows label={t("links")}>
          {links.map(({ number, provider, issuer, linkedAt, usedAt }) => (
            <RowLine
              key={number}
              title={provider?.name ?? issuer}
              more={
                <>
                  {t("added")} <Instant at={linkedAt} /> · {t("used")} <Instant at={usedAt} />
                </>
              }
            >
              <Button
                look="quiet"
                aria-label={t("removeNamed", { name: provider?.name ?? issuer })}
                disabled={unlinking.isPending}
                onClick={() => unlinking.mutate(number)}
              >
                {t("remove")}
              </Button>
            </RowLine>
          ))}
        </Rows>
      )}
      <FormError error={unlinking.error ?? error} />
      <div className="flex flex-wrap gap-2">
        {open.map(({ id, name }) => (
          <a
            key={id}
            href={`/sign-in/oidc/${encodeURIComponent(id)}?link=true&next=%2Faccount`}
            className={buttonClass("plain", "min-w-0")}
          >
            <span className="truncate">{t("linkWith", { provider: name })}</span>
          </a>
        ))}
      </div>
    </Section>
  );
};
