import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CirclePause, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { webhookEventTypes } from "../../domain/webhook-event.ts";
import {
  addWebhook,
  changeWebhook,
  endWebhook,
  listWebhooks,
  renewWebhookSecret,
  replayDelivery,
  resumeWebhook,
  showDeliveries,
  testWebhook,
  type Webhook,
  type WebhookDelivery,
  type WebhookOrder,
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
import { Notice } from "../ui/notice.tsx";
import { SecretText } from "../ui/secret-text.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { Conflict, isConflict } from "./conflict.tsx";
import { AccessPage, inAccessWords } from "./layout.tsx";

type EventType = NonNullable<WebhookOrder["events"]>[number];

const eventKeys = {
  "attain.quota.met": "quotaMet",
  "attain.quota.at_risk": "quotaAtRisk",
  "attain.period.closed": "periodClosed",
  "attain.period.reopened": "periodReopened",
  "attain.dispute.raised": "disputeRaised",
  "attain.dispute.decided": "disputeDecided",
  "attain.import.done": "importDone",
  "attain.import.failed": "importFailed",
  "attain.activity.voided": "activityVoided",
  "attain.activity.restored": "activityRestored",
  "attain.hook.quarantined": "hookQuarantined",
  "attain.webhook.test": "test",
} as const satisfies Readonly<Record<EventType | "attain.webhook.test", string>>;

/** What an event is called; one of tomorrow is shown as it is written. */
const useEventName = (): ((type: string) => string) => {
  const t = useTranslations("webhooks.eventNames");
  return (type) => {
    const known = Object.entries(eventKeys).find(([each]) => each === type);
    return known === undefined ? type : t(known[1]);
  };
};

const orderOf = (webhook: Webhook | null): Required<WebhookOrder> => ({
  name: webhook?.name ?? "",
  url: webhook?.url ?? "",
  events: webhookEventTypes.filter((type) => webhook === null || webhook.events.includes(type)),
  shape: webhook?.shape ?? "cloudevents",
  language: webhook?.language ?? "en",
});

const Fields = ({ webhook, onClose, onMade }: { webhook: Webhook | null; onClose: () => void; onMade: (secret: string) => void }) => {
  const t = useTranslations("webhooks");
  const access = useTranslations("access");
  const eventName = useEventName();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [order, setOrder] = useState(() => ({ ...orderOf(webhook), ...(webhook === null ? { language } : {}) }));
  const set = (change: Partial<WebhookOrder>) => setOrder((last) => ({ ...last, ...change }));
  const toggle = (type: EventType, isOn: boolean) =>
    set({ events: webhookEventTypes.filter((each) => (each === type ? isOn : order.events.includes(each))) });
  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...order, name: order.name.trim(), url: order.url.trim() };
      if (webhook === null) return (await addWebhook({ body }, { language })).secret;
      await changeWebhook({ id: webhook.id, body }, { language, ifMatch: `"${webhook.version}"` });
      return null;
    },
    onSuccess: async (secret) => {
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
      if (secret === null) onClose();
      else onMade(secret);
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
        <LineInput required maxLength={200} value={order.name} onChange={({ target }) => set({ name: target.value })} />
      </Labelled>
      <Labelled label={t("url")} hint={t("urlHint")}>
        <LineInput
          required
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2_000}
          value={order.url}
          onChange={({ target }) => set({ url: target.value })}
        />
      </Labelled>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-table font-medium">{t("events")}</legend>
        {webhookEventTypes.map((type) => (
          <label key={type} className="flex min-h-6 items-baseline gap-2 py-0.5 text-table pointer-coarse:py-1.5">
            <input
              type="checkbox"
              checked={order.events.includes(type)}
              onChange={({ target }) => toggle(type, target.checked)}
              className="size-4 shrink-0 translate-y-0.5"
            />
            <span className="min-w-0">
              {eventName(type)} <code className="font-mono text-caption break-all text-muted">{type}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <Labelled label={t("shape")}>
        <LineSelect value={order.shape} onChange={({ target }) => set({ shape: target.value === "text" ? "text" : "cloudevents" })}>
          <option value="cloudevents">{t("shapes.cloudevents")}</option>
          <option value="text">{t("shapes.text")}</option>
        </LineSelect>
      </Labelled>
      {order.shape === "text" && (
        <Labelled label={t("language")}>
          <LineSelect value={order.language} onChange={({ target }) => set({ language: target.value === "ko" ? "ko" : "en" })}>
            <option value="en">English</option>
            <option value="ko">한국어</option>
          </LineSelect>
        </Labelled>
      )}
      {isConflict(saving.error) ? (
        <Conflict onShow={() => void queries.invalidateQueries({ queryKey: ["webhooks"] })} />
      ) : (
        <FormError error={saving.error} />
      )}
      <FormFoot isReady={order.events.length > 0 && !saving.isPending} save={access("save")} cancel={access("cancel")} onCancel={onClose} />
    </form>
  );
};

const Delivery = ({ id, delivery, onReplayed }: { id: string; delivery: WebhookDelivery; onReplayed: () => void }) => {
  const t = useTranslations("webhooks");
  const eventName = useEventName();
  const { language } = useLanguage();
  const replaying = useMutation({
    mutationFn: () => replayDelivery({ id, delivery: String(delivery.delivery) }, { language }),
    onSuccess: onReplayed,
  });
  const last = delivery.log.at(-1);
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 text-table last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-1">{eventName(delivery.event.type)}</span>
        <span className={delivery.state === "failed" ? "text-missed" : "text-muted"}>{t(`states.${delivery.state}`)}</span>
        <Button
          look="quiet"
          className="h-7 px-2"
          aria-label={t("replayNamed", { event: eventName(delivery.event.type), number: String(delivery.delivery) })}
          disabled={replaying.isPending}
          onClick={() => replaying.mutate()}
        >
          {t("replay")}
        </Button>
      </div>
      <p className="break-words text-muted">
        <Instant at={delivery.event.at} /> · {t("attempts", { count: delivery.attempts })}
        {last !== undefined && ` · ${last.status ?? last.problem ?? "–"}`}
      </p>
      {last !== undefined && last.answer !== "" && (
        <p className="line-clamp-2 font-mono text-caption break-all text-muted">{last.answer}</p>
      )}
      <FormError error={replaying.error} />
    </li>
  );
};

const Deliveries = ({ id }: { id: string }) => {
  const t = useTranslations("webhooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const query = useInfiniteQuery({
    queryKey: ["deliveries", id],
    queryFn: ({ pageParam, signal }) => showDeliveries({ id, cursor: pageParam, limit: 20 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-5">
      <h3 className="font-strong">{t("deliveries")}</h3>
      {query.error !== null && <FormError error={query.error} />}
      {query.data !== undefined && deliveries.length === 0 && <p className="text-table text-muted">{t("noDeliveries")}</p>}
      {deliveries.length > 0 && (
        <ul aria-label={t("deliveries")} className="rounded-control border border-line">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.delivery} id={id} delivery={delivery} onReplayed={() => void query.refetch()} />
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

const Acts = ({ webhook, onSecret }: { webhook: Webhook; onSecret: (secret: string) => void }) => {
  const t = useTranslations("webhooks");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { id } = webhook;
  const again = async () => {
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
    await queries.invalidateQueries({ queryKey: ["deliveries", id] });
  };
  const testing = useMutation({ mutationFn: () => testWebhook({ id }, { language }), onSettled: again });
  const renewing = useMutation({
    mutationFn: () => renewWebhookSecret({ id }, { language }),
    onSuccess: ({ secret }) => onSecret(secret),
  });
  const resuming = useMutation({ mutationFn: () => resumeWebhook({ id }, { language }), onSuccess: again });
  const tried = testing.data?.log.at(-1);
  return (
    <div className="flex flex-col gap-3">
      {webhook.pausedAt !== null && (
        <Notice icon={CirclePause}>
          {t(`paused.${webhook.pausedWhy ?? "failing"}`)} <Instant at={webhook.pausedAt} />
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button disabled={testing.isPending} onClick={() => testing.mutate()}>
          {t(testing.isPending ? "testing" : "test")}
        </Button>
        <Button disabled={renewing.isPending} onClick={() => renewing.mutate()}>
          {t("renew")}
        </Button>
        {webhook.pausedAt !== null && (
          <Button disabled={resuming.isPending} onClick={() => resuming.mutate()}>
            {t("resume")}
          </Button>
        )}
      </div>
      {tried !== undefined && (
        <p role="status" className="text-table">
          {tried.status === null ? t("noAnswer", { problem: tried.problem ?? "–" }) : t("answered", { status: String(tried.status) })}
        </p>
      )}
      <FormError error={testing.error ?? renewing.error ?? resuming.error} />
    </div>
  );
};

const OneWebhook = ({ webhook, mayWrite, onClose }: { webhook: Webhook | null; mayWrite: boolean; onClose: () => void }) => {
  const t = useTranslations("webhooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const ending = useMutation({
    mutationFn: () => endWebhook({ id: webhook?.id ?? "" }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
      onClose();
    },
  });
  return (
    <Drawer title={webhook?.name ?? t("addTitle")} onClose={onClose}>
      {secret !== null ? (
        <div className="flex flex-col items-start gap-4">
          <div className="w-full">
            <SecretText label={t("secret")} text={secret} />
          </div>
          <p className="text-table text-muted">{t("secretHint")}</p>
          <Button look="primary" onClick={onClose}>
            {access("close")}
          </Button>
        </div>
      ) : (
        <div className="flex flex-col gap-6">
          {webhook !== null && mayWrite && <Acts webhook={webhook} onSecret={setSecret} />}
          {mayWrite && (
            <div className={webhook === null ? "" : "border-t border-line pt-5"}>
              <Fields key={webhook?.version} webhook={webhook} onClose={onClose} onMade={setSecret} />
            </div>
          )}
          {webhook !== null && <Deliveries id={webhook.id} />}
          {webhook !== null && mayWrite && <EndThing title={t("end")} hint={t("endHint")} sure={t("end")} ending={ending} />}
        </div>
      )}
    </Drawer>
  );
};

const useColumns = (open: (webhook: Webhook) => void): readonly Column<Webhook>[] => {
  const t = useTranslations("webhooks");
  const access = useTranslations("access");
  return [
    { id: "name", head: t("name"), cell: ({ name }) => <span className="font-medium break-words">{name}</span> },
    { id: "url", head: t("url"), cell: ({ url }) => <span className="break-all">{url}</span> },
    {
      id: "events",
      head: t("events"),
      cell: ({ events }) => (events.length === webhookEventTypes.length ? t("allEvents") : t("someEvents", { count: events.length })),
    },
    {
      id: "state",
      head: t("state"),
      cell: ({ pausedAt, failingSince, waiting }) => {
        if (pausedAt !== null) return <span className="text-missed">{t("isPaused")}</span>;
        if (failingSince !== null) return <span className="text-at-risk">{t("isFailing")}</span>;
        return waiting > 0 ? t("waiting", { count: waiting }) : t("isFine");
      },
    },
    {
      id: "open",
      head: "",
      className: "tablet:text-right tablet:py-0.5",
      cell: (webhook) => (
        <Button
          look="quiet"
          className="max-tablet:-ml-3"
          aria-label={access("editNamed", { name: webhook.name })}
          onClick={() => open(webhook)}
        >
          {access("edit")}
        </Button>
      ),
    },
  ];
};

const Webhooks = () => {
  const t = useTranslations("webhooks");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const mayWrite = useMay()("hooks:write");
  const [openId, setOpen] = useState<string | null>(null);
  const query = useQuery({ queryKey: ["webhooks"], queryFn: ({ signal }) => listWebhooks({ language, signal }) });
  const webhooks = query.data?.webhooks ?? [];
  const columns = useColumns(({ id }) => setOpen(id));
  const opened = webhooks.find(({ id }) => id === openId);
  const add = mayWrite && (
    <Button look="primary" onClick={() => setOpen("")}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <AccessPage tab="webhooks" needs="hooks:read" lead={t("lead")} act={webhooks.length > 0 && add}>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={2} />}
      {query.data !== undefined && webhooks.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          {add}
        </Empty>
      )}
      {webhooks.length > 0 && <DataTable label={access("tabs.webhooks")} columns={columns} rows={webhooks} idOf={({ id }) => id} />}
      {openId !== null && (openId === "" || opened !== undefined) && (
        <OneWebhook webhook={opened ?? null} mayWrite={mayWrite} onClose={() => setOpen(null)} />
      )}
    </AccessPage>
  );
};

export const WebhooksPage = inAccessWords(Webhooks);
