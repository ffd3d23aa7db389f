import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { namedSchemes } from "../../domain/hook-scheme.ts";
import {
  addHook,
  changeHook,
  endHook,
  listHookRequests,
  listHooks,
  renewHookSecret,
  replayHookRequest,
  showHookRequest,
  type HookEndpoint,
  type HookOrder,
  type HookRequest,
} from "../client.ts";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { EndThing } from "../ui/end-thing.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Instant } from "../ui/instant.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { Segments } from "../ui/segments.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { Conflict, isConflict } from "./conflict.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";

type SchemeName = keyof typeof namedSchemes;
// The keys of the table.
const schemeNames = Object.keys(namedSchemes) as SchemeName[];

/** What a map looks like, to be changed: it is easier to mend one than to write one. */
const firstMap = {
  type: "type",
  where: { column: "type", in: ["call.created", "call.updated"] },
  columns: { external_id: "call.id", member: "call.owner", occurred_at: "call.startedAt", revised_at: "call.updatedAt" },
  constants: { kind: "call", direction: "outbound" },
};

const readJson = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    // Not null and no list, so its fields can be asked for.
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const fieldsOf = (hook: HookEndpoint | null) => ({
  name: hook?.name ?? "",
  source: hook?.source ?? "",
  /** Null: one of its own, which the API alone changes. */
  scheme:
    hook === null ? "standard" : (schemeNames.find((name) => JSON.stringify(namedSchemes[name]) === JSON.stringify(hook.scheme)) ?? null),
  secret: "",
  map: JSON.stringify(hook?.map ?? firstMap, null, 2),
  addresses: hook?.addresses?.join(", ") ?? "",
  suspended: hook !== null && hook.suspendedAt !== null,
});

type Once = { readonly url?: string; readonly secret: string };

const Fields = ({ hook, onClose, onMade }: { hook: HookEndpoint | null; onClose: () => void; onMade: (once: Once) => void }) => {
  const t = useTranslations("hooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [fields, setFields] = useState(() => fieldsOf(hook));
  const set = (change: Partial<typeof fields>) => setFields((last) => ({ ...last, ...change }));
  const map = readJson(fields.map);
  const saving = useMutation({
    mutationFn: async () => {
      const addresses = fields.addresses.split(/[\s,;]+/).filter((each) => each !== "");
      const body: HookOrder = {
        name: fields.name.trim(),
        source: fields.source.trim(),
        scheme: fields.scheme ?? hook?.scheme ?? "standard",
        map: map ?? {},
        account: hook?.account ?? null,
        addresses: addresses.length === 0 ? null : addresses,
        suspended: fields.suspended,
        ...(fields.secret.trim() === "" ? {} : { secret: fields.secret.trim() }),
      };
      if (hook === null) return addHook({ body }, { language });
      await changeHook({ id: hook.id, body }, { language, ifMatch: `"${hook.version}"` });
      return null;
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["hooks"] });
      if (made === null) onClose();
      else onMade(made);
    },
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Labelled label={t("name")}>
        <LineInput required maxLength={200} value={fields.name} onChange={({ target }) => set({ name: target.value })} />
      </Labelled>
      <Labelled label={t("source")} hint={t("sourceHint")}>
        <LineInput
          required
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
          value={fields.source}
          onChange={({ target }) => set({ source: target.value })}
        />
      </Labelled>
      <Labelled label={t("scheme")}>
        <LineSelect
          value={fields.scheme ?? ""}
          onChange={({ target }) => set({ scheme: schemeNames.find((each) => each === target.value) ?? null })}
        >
          {fields.scheme === null && <option value="">{t("schemeOwn")}</option>}
          {schemeNames.map((name) => (
            <option key={name} value={name}>
              {t(`schemes.${name}`)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      {hook === null && (
        <Labelled label={t("secret")} hint={t("secretHint")}>
          <LineInput
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={1_000}
            value={fields.secret}
            onChange={({ target }) => set({ secret: target.value })}
          />
        </Labelled>
      )}
      <Labelled label={t("map")} hint={t("mapHint")}>
        <textarea
          required
          rows={12}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={map === undefined}
          value={fields.map}
          onChange={({ target }) => set({ map: target.value })}
          className="w-full rounded-control border border-edge bg-surface px-2.5 py-2 font-mono text-table"
        />
      </Labelled>
      {map === undefined && <p className="text-table text-missed">{t("mapUnread")}</p>}
      <Labelled label={t("addresses")} hint={t("addressesHint")}>
        <LineInput
          spellCheck={false}
          maxLength={5_000}
          value={fields.addresses}
          onChange={({ target }) => set({ addresses: target.value })}
        />
      </Labelled>
      {hook !== null && (
        <label className="flex items-baseline gap-2.5">
          <input
            type="checkbox"
            checked={fields.suspended}
            onChange={({ target }) => set({ suspended: target.checked })}
            className="size-4 shrink-0 translate-y-0.5"
          />
          {t("suspend")}
        </label>
      )}
      {isConflict(saving.error) ? (
        <Conflict onShow={() => void queries.invalidateQueries({ queryKey: ["hooks"] })} />
      ) : (
        <FormError error={saving.error} />
      )}
      <FormFoot isReady={map !== undefined && !saving.isPending} save={access("save")} cancel={access("cancel")} onCancel={onClose} />
    </form>
  );
};

const Body = ({ hook, request }: { hook: string; request: number }) => {
  const { language } = useLanguage();
  const { data, error } = useQuery({
    queryKey: ["hook-request", hook, request],
    queryFn: ({ signal }) => showHookRequest({ id: hook, request: String(request) }, { language, signal }),
  });
  if (error !== null) return <FormError error={error} />;
  return (
    <pre className="max-h-60 overflow-auto rounded-control bg-raised p-2 font-mono text-caption break-all whitespace-pre-wrap">
      {data?.body ?? "…"}
    </pre>
  );
};

const OneRequest = ({
  hook,
  request,
  mayWrite,
  onReplayed,
}: {
  hook: string;
  request: HookRequest;
  mayWrite: boolean;
  onReplayed: () => void;
}) => {
  const t = useTranslations("hooks");
  const { language } = useLanguage();
  const [isShown, setShown] = useState(false);
  const replaying = useMutation({
    mutationFn: () => replayHookRequest({ id: hook, request: String(request.request) }, { language }),
    onSuccess: onReplayed,
  });
  const number = String(request.request);
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 text-table last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-1 basis-44">
          <Instant at={request.receivedAt} />
        </span>
        <span className={request.state === "quarantined" ? "text-missed" : "text-muted"}>{t(`states.${request.state}`)}</span>
        {request.hasBody && (
          <Button
            look="quiet"
            className="h-7 px-2"
            aria-expanded={isShown}
            aria-label={t("showNamed", { number })}
            onClick={() => setShown(!isShown)}
          >
            {t("show")}
          </Button>
        )}
        {mayWrite && request.hasBody && request.state === "quarantined" && (
          <Button
            look="quiet"
            className="h-7 px-2"
            aria-label={t("replayNamed", { number })}
            disabled={replaying.isPending}
            onClick={() => replaying.mutate()}
          >
            {t("replay")}
          </Button>
        )}
      </div>
      {request.counts !== null && (
        <p className="text-muted">
          {t("counts", { received: request.counts.received, accepted: request.counts.accepted, rejected: request.counts.rejected })}
        </p>
      )}
      {request.problems.slice(0, 5).map((problem) => (
        <p key={`${problem.event} ${problem.pointer} ${problem.code}`} className="break-words text-missed">
          <code className="font-mono">{problem.pointer}</code> {problem.detail[language]}
        </p>
      ))}
      {isShown && <Body hook={hook} request={request.request} />}
      <FormError error={replaying.error} />
    </li>
  );
};

const Requests = ({ hook, mayWrite }: { hook: HookEndpoint; mayWrite: boolean }) => {
  const t = useTranslations("hooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [state, setState] = useState<"all" | "quarantined">(hook.quarantined > 0 ? "quarantined" : "all");
  const query = useInfiniteQuery({
    queryKey: ["hook-requests", hook.id, state],
    queryFn: ({ pageParam, signal }) =>
      listHookRequests({ id: hook.id, state: state === "all" ? undefined : state, cursor: pageParam, limit: 20 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const requests = query.data?.pages.flatMap((page) => page.requests) ?? [];
  const again = () => {
    void query.refetch();
    void queries.invalidateQueries({ queryKey: ["hooks"] });
  };
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-strong">{t("requests")}</h3>
        <Segments
          label={t("requests")}
          value={state}
          onChange={setState}
          choices={[
            { value: "all", label: t("all") },
            { value: "quarantined", label: t("states.quarantined") },
          ]}
        />
      </div>
      {query.error !== null && <FormError error={query.error} />}
      {query.data !== undefined && requests.length === 0 && <p className="text-table text-muted">{t("noRequests")}</p>}
      {requests.length > 0 && (
        <ul aria-label={t("requests")} className="rounded-control border border-line">
          {requests.map((request) => (
            <OneRequest key={request.request} hook={hook.id} request={request} mayWrite={mayWrite} onReplayed={again} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {access("more")}
        </Button>
      )}
    </section>
  );
};

const OneHook = ({ hook, mayWrite, onClose }: { hook: HookEndpoint | null; mayWrite: boolean; onClose: () => void }) => {
  const t = useTranslations("hooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [once, setOnce] = useState<Once | null>(null);
  const renewing = useMutation({
    mutationFn: () => renewHookSecret({ id: hook?.id ?? "", body: {} }, { language }),
    onSuccess: ({ secret }) => setOnce({ secret }),
  });
  const ending = useMutation({
    mutationFn: () => endHook({ id: hook?.id ?? "" }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["hooks"] });
      onClose();
    },
  });
  if (once !== null)
    return (
      <Drawer title={hook?.name ?? t("addTitle")} onClose={onClose}>
        <div className="flex flex-col items-start gap-4">
          <div className="flex w-full flex-col gap-4">
            {once.url !== undefined && <SecretText label={t("url")} text={once.url} />}
            <SecretText label={t("secretOnce")} text={once.secret} />
          </div>
          <p className="text-table text-muted">{t("onceHint")}</p>
          <Button look="primary" onClick={onClose}>
            {access("close")}
          </Button>
        </div>
      </Drawer>
    );
  return (
    <Drawer title={hook?.name ?? t("addTitle")} onClose={onClose}>
      <div className="flex flex-col gap-6">
        {hook !== null && <SecretText label={t("url")} text={hook.url} />}
        {hook !== null && <Requests hook={hook} mayWrite={mayWrite} />}
        {mayWrite && (
          <div className={hook === null ? "" : "border-t border-line pt-5"}>
            <Fields key={hook?.version} hook={hook} onClose={onClose} onMade={setOnce} />
          </div>
        )}
        {hook !== null && mayWrite && (
          <div className="flex flex-col items-start gap-2 border-t border-line pt-5">
            <p className="text-table text-muted">{t("renewHint")}</p>
            <Button disabled={renewing.isPending} onClick={() => renewing.mutate()}>
              {t("renew")}
            </Button>
            <FormError error={renewing.error} />
          </div>
        )}
        {hook !== null && mayWrite && <EndThing title={t("end")} hint={t("endHint")} sure={t("end")} ending={ending} />}
      </div>
    </Drawer>
  );
};

const useColumns = (open: (hook: HookEndpoint) => void): readonly Column<HookEndpoint>[] => {
  const t = useTranslations("hooks");
  const access = useTranslations("access");
  return [
    { id: "name", head: t("name"), cell: ({ name }) => <span className="font-medium break-words">{name}</span> },
    { id: "source", head: t("source"), cell: ({ source }) => source },
    { id: "last", head: t("last"), cell: ({ lastReceivedAt }) => <Instant at={lastReceivedAt} /> },
    {
      id: "state",
      head: t("state"),
      cell: ({ suspendedAt, quarantined, waiting, refused }) => (
        <span className="flex flex-col">
          {suspendedAt !== null && <span className="text-at-risk">{t("isSuspended")}</span>}
          {quarantined > 0 && <span className="text-missed">{t("quarantined", { count: quarantined })}</span>}
          {refused !== null && <span className="text-muted">{t("refused", { count: refused.count })}</span>}
          {waiting > 0 && <span>{t("waiting", { count: waiting })}</span>}
          {suspendedAt === null && quarantined === 0 && refused === null && waiting === 0 && t("isFine")}
        </span>
      ),
    },
    {
      id: "open",
      head: "",
      className: "tablet:text-right tablet:py-0.5",
      cell: (hook) => (
        <Button look="quiet" className="max-tablet:-ml-3" aria-label={access("editNamed", { name: hook.name })} onClick={() => open(hook)}>
          {access("edit")}
        </Button>
      ),
    },
  ];
};

const Hooks = () => {
  const t = useTranslations("hooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const mayWrite = useMay()("hooks:write");
  const [openId, setOpen] = useState<string | null>(null);
  const query = useQuery({ queryKey: ["hooks"], queryFn: ({ signal }) => listHooks({ language, signal }) });
  const hooks = query.data?.endpoints ?? [];
  const columns = useColumns(({ id }) => setOpen(id));
  const opened = hooks.find(({ id }) => id === openId);
  const add = mayWrite && (
    <Button look="primary" onClick={() => setOpen("")}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <AccessPage tab="hooks" needs="hooks:read" lead={t("lead")} act={hooks.length > 0 && add}>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={2} />}
      {query.data !== undefined && hooks.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          {add}
        </Empty>
      )}
      {hooks.length > 0 && <DataTable label={access("tabs.hooks")} columns={columns} rows={hooks} idOf={({ id }) => id} />}
      {openId !== null && (openId === "" || opened !== undefined) && (
        <OneHook hook={opened ?? null} mayWrite={mayWrite} onClose={() => setOpen(null)} />
      )}
    </AccessPage>
  );
};

export const HooksPage = inAccessWords(Hooks);
