import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Target } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { goToPlan, planAnchor } from "../plan-anchor.ts";
import { changed, keptCompany } from "../search.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { ImportWords } from "../words/import-words.tsx";
import { keepMade } from "./made.ts";
import { endQuota, seenAt, type MadeQuota } from "./quota-api.ts";

const Said = ({ made }: { made: MadeQuota }) => {
  const t = useTranslations("quota");
  const { language } = useLanguage();
  const { name, day } = useFormats();
  const { today } = useCompany();
  const isLater = made.plan.startsOn > today;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const note = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone: whoever goes by keyboard goes on here, the way back next.
  useEffect(() => note.current?.focus({ preventScroll: true }), []);
  const undoing = useMutation({
    mutationFn: () => endQuota(made, language),
    onSuccess: async () => {
      await Promise.all(["company", "attainment", "tallies"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      keepMade(null);
      // The page shows what is there now: another plan, or the counts.
      await navigate({ to: "/team", search: (last) => changed(last, { cadence: undefined }) });
      document.getElementById("content")?.focus({ preventScroll: true });
    },
  });
  if (undoing.error !== null) return <Trouble error={undoing.error} title={t("undoFailed")} onAgain={() => undoing.mutate()} />;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control border border-line bg-raised px-3 py-1.5 text-table">
      <p ref={note} tabIndex={-1} role="status" className="flex min-w-0 grow items-start gap-2.5">
        <Target aria-hidden className="mt-px size-4 shrink-0 text-muted" />
        <span className="min-w-0">
          {isLater
            ? t("madeFrom", { name: name(made.plan.name), day: day(made.plan.startsOn, today) })
            : t("made", { name: name(made.plan.name) })}
        </span>
      </p>
      {/* They go below the text together where there is no room beside it. */}
      <div className="flex gap-1 max-tablet:-ml-3">
        <Button look="quiet" onClick={() => !undoing.isPending && undoing.mutate()}>
          {undoing.isPending ? t("undoing") : t("undo")}
        </Button>
        <Link
          to="/team"
          search={(last) => ({ ...keptCompany(last), ...seenAt(made) })}
          hash={planAnchor(made.plan.id)}
          onClick={() => goToPlan(made.plan.id)}
          className={buttonClass("quiet")}
        >
          {t("show")}
        </Link>
      </div>
    </div>
  );
};

/** What was just made, on the page that shows it, and the way back. */
export const MadeQuotaSaid = ({ made }: { made: MadeQuota }) => (
  <ImportWords>
    <Said made={made} />
  </ImportWords>
);
