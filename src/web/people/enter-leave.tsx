import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { leaveKinds, leaveStateWords, type LeaveKind } from "../../domain/leave.ts";
import { requestLeave } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";

const kinds = Object.keys(leaveKinds) as readonly LeaveKind[];
const outdated = ["people", "calendars", "inbox", "closing", "attainment"];

/** Days on which a member is away; whether they hold at once or wait for a decision goes by their kind. */
export const EnterLeave = ({ member }: { member: string }) => {
  const t = useTranslations("roster");
  const ops = useTranslations("ops");
  const { language } = useLanguage();
  const { today } = useCompany();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<LeaveKind>("vacation");
  const [from, setFrom] = useState(today);
  const [through, setThrough] = useState("");
  const [isHalf, setHalf] = useState(false);
  const isOneDay = through === "" || through === from;
  const saving = useMutation({
    mutationFn: () =>
      requestLeave({ body: { member, kind, from, through: through === "" ? from : through, half: isOneDay && isHalf } }, { language }),
    onSuccess: async () => {
      await Promise.all(outdated.map((key) => queries.invalidateQueries({ queryKey: [key] })));
      setOpen(false);
    },
  });
  if (!isOpen)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => setOpen(true)}>{t("enterLeave")}</Button>
        <span role="status" className="text-table text-met">
          {saving.data !== undefined && t("leaveEntered", { state: leaveStateWords[saving.data.leave.state][language] })}
        </span>
      </div>
    );
  return (
    <form
      aria-label={t("enterLeave")}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Labelled label={t("leaveKind")}>
        <LineSelect value={kind} onChange={({ target }) => setKind(kinds.find((each) => each === target.value) ?? "vacation")}>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {leaveKinds[each][language]}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      <div className="grid grid-cols-2 gap-3">
        <Labelled label={t("leaveFrom")}>
          <LineInput type="date" required value={from} onChange={({ target }) => setFrom(target.value)} />
        </Labelled>
        <Labelled label={t("leaveThrough")}>
          <LineInput type="date" min={from} value={through} onChange={({ target }) => setThrough(target.value)} />
        </Labelled>
      </div>
      <label className="flex min-h-6 items-center gap-2.5 text-table">
        <input
          type="checkbox"
          className="size-4"
          disabled={!isOneDay}
          checked={isOneDay && isHalf}
          onChange={({ target }) => setHalf(target.checked)}
        />
        {t("leaveHalf")}
      </label>
      <FormError error={saving.error} />
      <FormFoot
        isReady={!saving.isPending}
        save={saving.isPending ? ops("saving") : t("leaveSave")}
        cancel={ops("cancel")}
        onCancel={() => setOpen(false)}
      />
    </form>
  );
};
