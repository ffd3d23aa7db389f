import { Hourglass } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { discardWaiting, type WaitingActivity } from "./queue.ts";

const Line = ({ waiting: { externalId, activity, refused, enteredAt } }: { waiting: WaitingActivity }) => {
  const t = useTranslations("offline");
  const { kindName } = useCompany();
  const entered = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(enteredAt),
  );
  return (
    <li className="flex items-start gap-3 border-b border-line py-2.5">
      <div className="min-w-0 flex-1 text-table">
        <p className="font-medium">
          {kindName(activity.kind)}
          {activity.prospect != null && <span className="text-muted"> · {activity.prospect}</span>}
        </p>
        <p className="text-muted">{t(refused === undefined ? "waits" : "refused", { at: entered })}</p>
        {refused !== undefined && <p className="pt-0.5 text-missed">{refused.detail ?? refused.title}</p>}
      </div>
      <Button look="quiet" onClick={() => void discardWaiting(externalId)}>
        {t("discard")}
      </Button>
    </li>
  );
};

/** What is on this device alone, each with why, and the way to take it back. */
export const Waiting = ({ waiting }: { waiting: readonly WaitingActivity[] }) => {
  const t = useTranslations("offline");
  const [isOpen, setOpen] = useState(false);
  const refused = waiting.filter((each) => each.refused !== undefined).length;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line bg-raised py-1 pr-1 pl-3 text-table">
      <p role="status" className="flex min-w-0 grow items-center gap-2.5 py-1">
        <Hourglass aria-hidden className="size-4 shrink-0 text-muted" />
        <span>
          {t("waiting", { count: waiting.length - refused })}
          {refused > 0 && ` ${t("refusedCount", { count: refused })}`}
        </span>
      </p>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t("show")}
      </Button>
      {isOpen && waiting.length > 0 && (
        <Drawer title={t("title")} onClose={() => setOpen(false)}>
          <ul>
            {waiting.map((each) => (
              <Line key={each.externalId} waiting={each} />
            ))}
          </ul>
        </Drawer>
      )}
    </div>
  );
};
