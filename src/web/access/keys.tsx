import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { scopes } from "../../domain/access.ts";
import { endKey, listKeys, makeKey, type ApiKey, type ApiKeyOrder } from "../client.ts";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { EndThing } from "../ui/end-thing.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Instant } from "../ui/instant.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";

type Scope = ApiKeyOrder["scopes"][number];

const spans = ["30", "90", "365", "never"] as const;
type Span = (typeof spans)[number];

const dayMs = 86_400_000;

const expiryOf = (span: Span): string | null => (span === "never" ? null : new Date(Date.now() + Number(span) * dayMs).toISOString());

const things = [...new Set(scopes.map((scope) => scope.split(":")[0] ?? ""))];

/** What a thing or an act of a scope is called. */
const useScopeWords = (): ((group: "things" | "acts", id: string) => string) => {
  const t = useTranslations("keys");
  return (group, id) =>
    // Asked whether the word is there: a scope of tomorrow is shown as it is written.
    t.has(`${group}.${id}` as Parameters<typeof t.has>[0]) ? t(`${group}.${id}` as "acts.read") : id;
};

const useScopeNames = (): ((scopes: readonly string[]) => string) => {
  const said = useScopeWords();
  return (scopes) =>
    scopes
      .map((scope) => scope.split(":"))
      .map(([thing = "", act = ""]) => `${said("things", thing)}: ${said("acts", act)}`)
      .join(", ");
};

/** What a key may do: each thing with the acts there are. */
const ScopeChoice = ({ chosen, onChange }: { chosen: readonly Scope[]; onChange: (scopes: readonly Scope[]) => void }) => {
  const t = useTranslations("keys");
  const said = useScopeWords();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-table font-medium">
        {t("scopes")} <span className="font-normal text-muted">· {t("scopesHint")}</span>
      </legend>
      <div className="rounded-control border border-line">
        {things.map((thing) => (
          <div
            key={thing}
            role="group"
            aria-label={said("things", thing)}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0"
          >
            <span aria-hidden className="min-w-28 flex-1 text-table">
              {said("things", thing)}
            </span>
            {scopes
              .filter((scope): scope is Scope => scope.startsWith(`${thing}:`))
              .map((scope) => (
                <label key={scope} className="flex min-h-6 items-center gap-1.5 text-table pointer-coarse:py-1.5">
                  <input
                    type="checkbox"
                    checked={chosen.includes(scope)}
                    onChange={({ target }) => onChange(target.checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
                    className="size-4"
                  />
                  {said("acts", scope.slice(thing.length + 1))}
                </label>
              ))}
          </div>
        ))}
      </div>
    </fieldset>
  );
};

const MakeKey = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("keys");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const first = useFirstFocus();
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [span, setSpan] = useState<Span>("365");
  const making = useMutation({
    mutationFn: () => makeKey({ body: { name: name.trim(), scopes: chosen, expiresAt: expiryOf(span) } }, { language }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  if (making.data !== undefined)
    return (
      <Drawer title={making.data.name} onClose={onClose}>
        <div className="flex flex-col items-start gap-4">
          <div className="w-full">
            <SecretText label={t("once")} text={making.data.key} />
          </div>
          <p className="text-table text-muted">{t("onceHint")}</p>
          <Button look="primary" onClick={onClose}>
            {access("close")}
          </Button>
        </div>
      </Drawer>
    );
  return (
    <Drawer title={t("makeTitle")} onClose={onClose}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Labelled label={t("name")} hint={t("nameHint")}>
          <LineInput required ref={first} maxLength={64} spellCheck={false} value={name} onChange={({ target }) => setName(target.value)} />
        </Labelled>
        <ScopeChoice chosen={chosen} onChange={setChosen} />
        <Labelled label={t("expires")}>
          <LineSelect value={span} onChange={({ target }) => setSpan(spans.find((each) => each === target.value) ?? "365")}>
            {spans.map((each) => (
              <option key={each} value={each}>
                {t(`expiries.${each}`)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <FormError error={making.error} />
        <FormFoot
          isReady={name.trim() !== "" && chosen.length > 0 && !making.isPending}
          save={t("make")}
          cancel={access("cancel")}
          onCancel={onClose}
        />
      </form>
    </Drawer>
  );
};

const EndKey = ({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) => {
  const t = useTranslations("keys");
  const scopeNames = useScopeNames();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endKey({ number: String(apiKey.number) }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["keys"] });
      onClose();
    },
  });
  return (
    <Drawer title={apiKey.name} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-table break-words text-muted">{scopeNames(apiKey.scopes)}</p>
        <EndThing title={t("endSure")} hint={t("endHint")} sure={t("endSure")} ending={ending} />
      </div>
    </Drawer>
  );
};

const useColumns = (end: ((key: ApiKey) => void) | undefined): readonly Column<ApiKey>[] => {
  const t = useTranslations("keys");
  const access = useTranslations("access");
  const scopeNames = useScopeNames();
  return [
    { id: "name", head: t("name"), cell: ({ name }) => <span className="font-medium break-all">{name}</span> },
    { id: "beginning", head: t("beginning"), cell: ({ beginning }) => <code className="font-mono break-all">{beginning}…</code> },
    { id: "scopes", head: t("scopes"), className: "tablet:max-w-72", cell: (key) => scopeNames(key.scopes) },
    { id: "created", head: t("created"), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { id: "used", head: t("usedAt"), cell: ({ usedAt }) => <Instant at={usedAt} /> },
    { id: "expires", head: t("expiresAt"), cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
    ...(end === undefined
      ? []
      : [
          {
            id: "end",
            head: "",
            className: "tablet:text-right tablet:py-0.5",
            cell: (key: ApiKey) =>
              key.endedAt === null && (
                <Button look="quiet" aria-label={access("endNamed", { name: key.name })} onClick={() => end(key)}>
                  {access("end")}
                </Button>
              ),
          },
        ]),
  ];
};

const Keys = () => {
  const t = useTranslations("keys");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const mayWrite = useMay()("keys:write");
  const [isMaking, setMaking] = useState(false);
  const [atEnd, setAtEnd] = useState<ApiKey | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["keys"],
    queryFn: ({ pageParam, signal }) => listKeys({ cursor: pageParam, limit: 200 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const columns = useColumns(mayWrite ? setAtEnd : undefined);
  const keys = query.data?.pages.flatMap((page) => page.keys) ?? [];
  const [present, ended] = [keys.filter(({ endedAt }) => endedAt === null), keys.filter(({ endedAt }) => endedAt !== null)];
  const make = mayWrite && (
    <Button look="primary" onClick={() => setMaking(true)}>
      <KeyRound aria-hidden className="size-4" />
      {t("make")}
    </Button>
  );
  return (
    <AccessPage tab="keys" needs="keys:read" lead={t("lead")} act={present.length > 0 && make}>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={3} />}
      {query.data !== undefined && present.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          {make}
        </Empty>
      )}
      {present.length > 0 && <DataTable label={access("tabs.keys")} columns={columns} rows={present} idOf={({ number }) => number} />}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {access("more")}
        </Button>
      )}
      {ended.length > 0 && (
        <details>
          <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">
            {t("showEnded", { count: ended.length })}
          </summary>
          <div className="pt-2">
            <DataTable label={access("ended")} columns={columns} rows={ended} idOf={({ number }) => number} />
          </div>
        </details>
      )}
      {isMaking && <MakeKey onClose={() => setMaking(false)} />}
      {atEnd !== null && <EndKey apiKey={atEnd} onClose={() => setAtEnd(null)} />}
    </AccessPage>
  );
};

export const KeysPage = inAccessWords(Keys);
