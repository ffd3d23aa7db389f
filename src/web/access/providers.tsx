import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { listOidcProviders, removeOidcProvider, saveOidcProvider, type OidcProvider } from "../client.ts";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { EndThing } from "../ui/end-thing.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { RowLine, Rows } from "../ui/rows.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { Conflict, isConflict } from "./conflict.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";
import { allRoles, RoleChoice } from "./role-choice.tsx";

const fieldsOf = (provider: OidcProvider | null) => ({
  id: provider?.id ?? "",
  name: provider?.name ?? "",
  issuer: provider?.issuer ?? "",
  clientId: provider?.clientId ?? "",
  clientSecret: "",
  domains: provider?.domains.join(", ") ?? "",
  createsAccounts: provider?.createsAccounts ?? false,
  roles: provider?.roles ?? (["rep"] as const),
});

const listed = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((each) => each !== "");

const EditProvider = ({ provider, redirectUri, onClose }: { provider: OidcProvider | null; redirectUri: string; onClose: () => void }) => {
  const t = useTranslations("providers");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [fields, setFields] = useState(() => fieldsOf(provider));
  const set = (change: Partial<typeof fields>) => setFields((last) => ({ ...last, ...change }));
  const done = async () => {
    await queries.invalidateQueries({ queryKey: ["oidc-providers"] });
    void queries.invalidateQueries({ queryKey: ["session"] });
    onClose();
  };
  const saving = useMutation({
    mutationFn: () => {
      const { id, clientSecret, domains, ...rest } = fields;
      const secret = clientSecret.trim() === "" ? {} : { clientSecret: clientSecret.trim() };
      const seen = provider === null ? {} : { ifMatch: `"${provider.version}"` };
      return saveOidcProvider({ id: id.trim(), body: { ...rest, domains: listed(domains), ...secret } }, { language, ...seen });
    },
    onSuccess: done,
  });
  const removing = useMutation({ mutationFn: () => removeOidcProvider({ id: fields.id }, { language }), onSuccess: done });
  const texts = [
    { field: "id", hint: t("idHint"), isRequired: true },
    { field: "name", hint: t("nameHint"), isRequired: true },
    { field: "issuer", hint: t("issuerHint"), isRequired: true },
    { field: "clientId", isRequired: true },
    { field: "clientSecret", isRequired: false, ...(provider?.hasSecret === true ? { hint: t("secretKept") } : {}) },
    { field: "domains", hint: t("domainsHint"), isRequired: false },
  ] as const;
  return (
    <Drawer title={provider === null ? t("addTitle") : t("editTitle", { name: provider.name })} onClose={onClose}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <SecretText label={t("redirect")} text={provider?.redirectUri ?? redirectUri.replace("{id}", fields.id.trim() || "{id}")} />
        {texts.map(({ field, isRequired, ...more }) => (
          <Labelled key={field} label={t(field)} {...("hint" in more && more.hint !== undefined ? { hint: more.hint } : {})}>
            <LineInput
              required={isRequired}
              readOnly={field === "id" && provider !== null}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={2_000}
              type={field === "clientSecret" ? "password" : "text"}
              value={fields[field]}
              onChange={({ target }) => set({ [field]: target.value })}
            />
          </Labelled>
        ))}
        <label className="flex items-baseline gap-2.5">
          <input
            type="checkbox"
            checked={fields.createsAccounts}
            onChange={({ target }) => set({ createsAccounts: target.checked })}
            className="size-4 shrink-0 translate-y-0.5"
          />
          {t("creates")}
        </label>
        {fields.createsAccounts && (
          <RoleChoice
            label={t("roles")}
            chosen={fields.roles}
            roles={allRoles.filter((role) => role !== "admin")}
            onChange={(roles) => set({ roles })}
          />
        )}
        {isConflict(saving.error) ? (
          <Conflict onShow={() => void queries.invalidateQueries({ queryKey: ["oidc-providers"] })} />
        ) : (
          <FormError error={saving.error} />
        )}
        <FormFoot isReady={!saving.isPending} save={access("save")} cancel={access("cancel")} onCancel={onClose} />
      </form>
      {provider !== null && (
        <div className="pt-6">
          <EndThing title={t("remove")} hint={t("removeHint")} sure={t("remove")} ending={removing} />
        </div>
      )}
    </Drawer>
  );
};

const Providers = () => {
  const t = useTranslations("providers");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const mayWrite = useMay()("users:write");
  /** Empty: a new one. */
  const [editedId, setEdited] = useState<string | null>(null);
  const query = useQuery({ queryKey: ["oidc-providers"], queryFn: ({ signal }) => listOidcProviders({ language, signal }) });
  const providers = query.data?.providers ?? [];
  const edited = providers.find(({ id }) => id === editedId);
  const add = mayWrite && (
    <Button look="primary" onClick={() => setEdited("")}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <AccessPage tab="providers" needs="users:read" lead={t("lead")} act={providers.length > 0 && add}>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={2} />}
      {query.data !== undefined && providers.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          {add}
        </Empty>
      )}
      {providers.length > 0 && (
        <div className="bg-surface">
          <Rows label={access("tabs.providers")}>
            {providers.map((provider) => (
              <RowLine
                key={provider.id}
                title={provider.name}
                more={`${provider.issuer}${provider.domains.length > 0 ? ` · ${provider.domains.join(", ")}` : ""}`}
              >
                {mayWrite && (
                  <Button look="quiet" aria-label={access("editNamed", { name: provider.name })} onClick={() => setEdited(provider.id)}>
                    {access("edit")}
                  </Button>
                )}
              </RowLine>
            ))}
          </Rows>
        </div>
      )}
      {editedId !== null && (editedId === "" || edited !== undefined) && (
        <EditProvider
          key={edited?.version}
          provider={edited ?? null}
          redirectUri={query.data?.redirectUri ?? ""}
          onClose={() => setEdited(null)}
        />
      )}
    </AccessPage>
  );
};

export const ProvidersPage = inAccessWords(Providers);
