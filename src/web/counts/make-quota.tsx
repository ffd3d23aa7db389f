import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Drawer } from "../ui/drawer.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { keepMade } from "./made.ts";
import { makeQuota, quotaCadences, seenAt, suggestionQuery, type QuotaCadence } from "./quota-api.ts";
import type { Column } from "./table.ts";

const everyone = "";
const mostDigits = 7;

type Props = {
  column: Column;
  kindName: string;
  onClose: () => void;
};

/** A number that is being typed is asked about once it stands still. */
const settleMs = 200;

const useSettled = <T,>(value: T): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

/** A count becomes what is asked of everybody: how many, per when, of whom, from when; beside it what it would have meant. */
export const MakeQuota = ({ column, kindName, onClose }: Props) => {
  const t = useTranslations("quota");
  const { language } = useLanguage();
  const { teams } = useCompany();
  const { name, number } = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const group = useId();
  const first = useRef<HTMLInputElement>(null);
  const [cadence, setCadence] = useState<QuotaCadence>("month");
  const [typed, setTyped] = useState<string | null>(null);
  const [team, setTeam] = useState(everyone);
  const [fromFirst, setFromFirst] = useState(true);
  const typedTarget = useSettled(typed === null || typed === "" ? undefined : Number(typed));
  const asked = { kind: column.kind, direction: column.direction, cadence, team: team === everyone ? undefined : team };
  const suggestion = useQuery(suggestionQuery({ ...asked, target: typedTarget }, language)).data;
  const written = typed ?? suggestion?.suggested?.toString() ?? "";
  const target = Number(written);
  const isReady = Number.isInteger(target) && target > 0;
  useEffect(() => first.current?.focus(), []);
  // A proposal that comes while the field has the focus is replaced by what is typed, not added to.
  useLayoutEffect(() => {
    if (typed === null && written !== "" && document.activeElement === first.current) first.current?.select();
  }, [typed, written]);
  const making = useMutation({
    mutationFn: () =>
      makeQuota(
        {
          kind: column.kind,
          ...(column.direction === null ? {} : { direction: column.direction }),
          cadence,
          target,
          ...(team === everyone ? {} : { for: { team } }),
          ...(fromFirst ? { fromFirstDay: true } : {}),
        },
        language,
      ),
    onSuccess: async (made) => {
      keepMade(made);
      await Promise.all(["company", "attainment", "tallies"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onClose();
      await navigate({
        to: "/team",
        search: (last) => ({ ...keptCompany(last), ...seenAt(made) }),
      });
    },
  });
  const save = () => isReady && !making.isPending && making.mutate();
  return (
    <Drawer title={t("title", { kind: kindName })} onClose={onClose}>
      <form
        aria-label={t("title", { kind: kindName })}
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="flex flex-col gap-1.5">
          <span className="text-table font-medium">{t("cadence")}</span>
          <Segments
            label={t("cadence")}
            value={cadence}
            onChange={(next) => {
              setCadence(next);
              setTyped(null);
            }}
            choices={quotaCadences.map((each) => ({ value: each, label: t(`cadences.${each}`) }))}
            className="w-full"
          />
        </div>
        <div className="flex flex-col gap-2">
          <Labelled label={t("target")}>
            <LineInput
              ref={first}
              type="text"
              inputMode="numeric"
              required
              autoComplete="off"
              maxLength={mostDigits}
              value={written}
              onFocus={({ target: input }) => input.select()}
              onChange={({ target: input }) => setTyped(input.value.replaceAll(/\D/g, ""))}
              className="!h-14 !text-figure font-strong"
            />
          </Labelled>
          <p role="status" className="min-h-5.5 text-table">
            {suggestion?.values === 0 && t("noPast")}
            {isReady && suggestion !== undefined && suggestion.values > 0 && suggestion.met !== null && suggestion.target === target && (
              <span className="font-medium">
                {t("would", { met: number(suggestion.met), of: number(suggestion.values), periods: suggestion.periods.length })}
              </span>
            )}
            {suggestion !== undefined && suggestion.values > 0 && suggestion.median !== null && (
              <span className="block text-muted">{t("median", { median: number(Math.ceil(suggestion.median)) })}</span>
            )}
          </p>
        </div>
        {teams.length > 0 && (
          <Labelled label={t("team")}>
            <LineSelect value={team} onChange={({ target: choice }) => setTeam(choice.value)}>
              <option value={everyone}>{t("everyone")}</option>
              {teams.map((each) => (
                <option key={each.id} value={each.id}>
                  {name(each.name)}
                </option>
              ))}
            </LineSelect>
          </Labelled>
        )}
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1.5 text-table font-medium">{t("starts")}</legend>
          {[true, false].map((each) => (
            <label key={String(each)} className="flex items-center gap-2 pointer-coarse:py-1.5">
              <input type="radio" name={group} className="size-4" checked={fromFirst === each} onChange={() => setFromFirst(each)} />
              {t(each ? "fromFirst" : "fromNow")}
            </label>
          ))}
        </fieldset>
        {making.error !== null && <Trouble error={making.error} title={t("failed")} onAgain={save} />}
        <FormFoot isReady={isReady} save={making.isPending ? t("saving") : t("save")} cancel={t("cancel")} onCancel={onClose} />
      </form>
    </Drawer>
  );
};
