import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { decideRewardDispute, disputeRewardLine, type RewardDispute, type RewardLine, type RewardStatementShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay, useOwnMember } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { LinesSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useWhen } from "../use-when.ts";
import { Tiers, useBound } from "./curve.tsx";
import { Entries } from "./ledger.tsx";
import { useRewardFormats } from "./next.tsx";
import { rewardStatementQuery } from "./queries.ts";
import { useRewardsAnew, useStep, type Step } from "./steps.ts";

const DisputeForm = ({ statement, reward, onDone }: { statement: number; reward: string; onDone: () => void }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const readAnew = useRewardsAnew();
  const [said, setSaid] = useState("");
  const saving = useMutation({
    mutationFn: () => disputeRewardLine({ number: String(statement), body: { reward, said: said.trim() } }, { language }),
    onSuccess: async () => {
      onDone();
      await readAnew();
    },
  });
  return (
    <form
      aria-label={t("dispute")}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Labelled label={t("disputeWhat")}>
        <LineInput required maxLength={4000} value={said} onChange={({ target }) => setSaid(target.value)} />
      </Labelled>
      <FormError error={saving.error} />
      <FormFoot isReady={said.trim() !== "" && !saving.isPending} save={t("disputeSend")} cancel={t("cancel")} onCancel={onDone} />
    </form>
  );
};

const DecideForm = ({ dispute, currency, onDone }: { dispute: number; currency: string; onDone: () => void }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const readAnew = useRewardsAnew();
  const [outcome, setOutcome] = useState<"uphold" | "reject">("uphold");
  const [reason, setReason] = useState("");
  const [amount, setAmount] = useState("");
  const isUpheld = outcome === "uphold";
  const saving = useMutation({
    mutationFn: () => {
      const added = isUpheld && amount.trim() !== "" ? { amount: amount.trim() } : {};
      return decideRewardDispute({ number: String(dispute), body: { upheld: isUpheld, reason: reason.trim(), ...added } }, { language });
    },
    onSuccess: async () => {
      onDone();
      await readAnew();
    },
  });
  return (
    <form
      aria-label={t("decide")}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Segments
        label={t("decide")}
        value={outcome}
        onChange={setOutcome}
        choices={[
          { value: "uphold", label: t("uphold") },
          { value: "reject", label: t("reject") },
        ]}
        className="self-start"
      />
      <Labelled label={t("decideReason")}>
        <LineInput required maxLength={1000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </Labelled>
      {isUpheld && (
        <Labelled label={t("decideAmount", { currency })} hint={t("decideAmountHint")}>
          <LineInput inputMode="decimal" value={amount} onChange={({ target }) => setAmount(target.value)} />
        </Labelled>
      )}
      <FormError error={saving.error} />
      <FormFoot isReady={reason.trim() !== "" && !saving.isPending} save={t("decideSave")} cancel={t("cancel")} onCancel={onDone} />
    </form>
  );
};

const Dispute = ({ dispute, statement }: { dispute: RewardDispute; statement: RewardStatementShown }) => {
  const t = useTranslations("rewards");
  const { money } = useRewardFormats();
  const own = useOwnMember();
  const mayDecide = useMay()("rewards:approve") && statement.member !== own;
  const [isOpen, setOpen] = useState(false);
  const { decision } = dispute;
  const outcomeOf = (): string => {
    if (decision === null) return t("disputeOpen");
    const { upheld, reason, by, amount } = decision;
    if (!upheld) return t("rejected", { reason, by });
    return amount.amountMinor === 0 ? t("upheld", { reason, by }) : t("upheldWith", { reason, by, amount: money(amount) });
  };
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line px-3 py-2.5">
      <p className="break-words">{dispute.said}</p>
      <p className="text-table text-muted">{outcomeOf()}</p>
      {decision === null && mayDecide && !isOpen && (
        <Button className="self-start" onClick={() => setOpen(true)}>
          {t("decide")}
        </Button>
      )}
      {isOpen && <DecideForm dispute={dispute.dispute} currency={statement.amount.currency} onDone={() => setOpen(false)} />}
    </li>
  );
};

const Line = ({ line, statement }: { line: RewardLine; statement: RewardStatementShown }) => {
  const t = useTranslations("rewards");
  const { name, number, day } = useFormats();
  const { teamName, metricName } = useCompany();
  const { money, done } = useRewardFormats();
  const bound = useBound();
  const own = useOwnMember();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const isDisputed = statement.disputes.some(({ reward, decision }) => reward === line.reward && decision === null);
  const mayDispute = statement.member === own && may("rewards:dispute") && statement.state !== "draft" && !isDisputed;
  return (
    <li className="flex flex-col gap-2 rounded-control border border-line px-3 py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{name(line.name)}</span>
        <span className="font-strong tabular-nums">{money(line.amount)}</span>
      </p>
      <p className="text-table text-muted">
        {line.target === null
          ? t("credited", { credited: done(null, line.credited) })
          : t("ofTarget", { credited: done(null, line.credited), target: done(null, line.target) })}
        {line.team !== null && ` · ${t("teamLine", { team: teamName(line.team), paid: money(line.paid) })}`}
        {line.paid.amountMinor !== line.worth.amountMinor && ` · ${t("inBudget", { worth: money(line.worth), paid: money(line.paid) })}`}
      </p>
      {line.parts.length > 0 && (
        <ul className="text-table tabular-nums">
          {line.parts.map(({ tier, quantity, pays }) => (
            <li key={tier.from} className="flex flex-wrap justify-between gap-x-3">
              <span>
                {bound(tier.from)}–{tier.below === null ? "∞" : bound(tier.below)}: {number(quantity)}
              </span>
              <span>{money(pays)}</span>
            </li>
          ))}
        </ul>
      )}
      <details className="text-table">
        <summary className="w-fit text-muted">{t("records", { count: line.records.length })}</summary>
        <ul className="max-h-60 overflow-y-auto pt-1 text-muted">
          {line.records.map(({ metric, source, externalId, day: on, credited }) => (
            <li key={`${metric} ${source ?? ""} ${externalId ?? ""} ${on}`} className="flex flex-wrap justify-between gap-x-3">
              <span className="min-w-0 break-all">
                {day(on, on)} · {metricName(metric)} ·{" "}
                <code className="font-mono">
                  {source} {externalId}
                </code>
              </span>
              <span className="tabular-nums">{done(null, credited)}</span>
            </li>
          ))}
        </ul>
        <div className="pt-2">
          <Tiers tiers={line.parts.map(({ tier }) => tier)} label={t("tiers")} />
        </div>
        <p className="pt-2 break-all text-muted">
          {t("worked")} <code className="font-mono">{line.fingerprint.slice(0, 16)}</code>
        </p>
      </details>
      {mayDispute && !isOpen && (
        <Button className="self-start" onClick={() => setOpen(true)}>
          {t("dispute")}
        </Button>
      )}
      {isOpen && <DisputeForm statement={statement.statement} reward={line.reward} onDone={() => setOpen(false)} />}
    </li>
  );
};

/** What may be done with one statement; withdrawing asks why. */
const Acts = ({ statement }: { statement: RewardStatementShown }) => {
  const t = useTranslations("rewards");
  const stepping = useStep();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const [reason, setReason] = useState("");
  const take = (step: Step, why: string | null = null) =>
    stepping.mutate({ step, statements: [statement.statement], reason: why }, { onSuccess: () => setWithdrawing(false) });
  if (statement.may.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      {!isWithdrawing && (
        <div className="flex flex-wrap gap-2">
          {statement.may.map((step) => (
            <Button
              key={step}
              look={step === "withdraw" ? "plain" : "primary"}
              disabled={stepping.isPending}
              onClick={() => (step === "withdraw" ? setWithdrawing(true) : take(step))}
            >
              {t(`steps.${step}`)}
            </Button>
          ))}
        </div>
      )}
      {isWithdrawing && (
        <form
          aria-label={t("steps.withdraw")}
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            take("withdraw", reason.trim());
          }}
        >
          <Labelled label={t("withdrawReason")}>
            <LineInput required maxLength={1000} value={reason} onChange={({ target }) => setReason(target.value)} />
          </Labelled>
          <FormFoot
            isReady={reason.trim() !== "" && !stepping.isPending}
            save={t("steps.withdraw")}
            cancel={t("cancel")}
            onCancel={() => setWithdrawing(false)}
          />
        </form>
      )}
      <FormError error={stepping.error} />
    </div>
  );
};

const Content = ({ statement }: { statement: RewardStatementShown }) => {
  const t = useTranslations("rewards");
  const { name } = useFormats();
  const { money } = useRewardFormats();
  const when = useWhen();
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-0.5">
        <p className="text-[1.625rem] leading-8 font-strong tabular-nums">{money(statement.amount)}</p>
        <p className="text-muted">
          {name(statement.name)} · {name(statement.period.label)} · {t(`states.${statement.state}`)}
        </p>
      </div>
      <Acts statement={statement} />
      <section aria-label={t("lines")} className="flex flex-col gap-2">
        <h3 className="font-strong">{t("lines")}</h3>
        <ul className="flex flex-col gap-2">
          {statement.lines.map((line) => (
            <Line key={line.line} line={line} statement={statement} />
          ))}
        </ul>
      </section>
      {statement.disputes.length > 0 && (
        <section aria-label={t("disputes")} className="flex flex-col gap-2">
          <h3 className="font-strong">{t("disputes")}</h3>
          <ul className="flex flex-col gap-2">
            {statement.disputes.map((dispute) => (
              <Dispute key={dispute.dispute} dispute={dispute} statement={statement} />
            ))}
          </ul>
        </section>
      )}
      {statement.steps.length > 0 && (
        <section aria-label={t("history")} className="flex flex-col gap-1">
          <h3 className="font-strong">{t("history")}</h3>
          <ul className="text-table text-muted">
            {statement.steps.map(({ step, by, at, reason, paid }) => (
              <li key={at + step}>
                {t("by", { what: t(`stepsDone.${step}`), by, at: when(at) })}
                {reason !== null && ` · ${reason}`}
                {paid !== null && ` · ${t("paidWith", { paid: money(paid) })}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {statement.entries.length > 0 && (
        <section aria-label={t("follows")} className="flex flex-col gap-1">
          <h3 className="font-strong">{t("follows")}</h3>
          <Entries entries={statement.entries} label={t("follows")} />
        </section>
      )}
    </div>
  );
};

export const OneStatement = ({ number, onClose }: { number: number; onClose: () => void }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(rewardStatementQuery(number, language));
  return (
    <Drawer title={t("open", { number: String(number) })} onClose={onClose}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <LinesSkeleton />}
      {data !== undefined && <Content statement={data} />}
    </Drawer>
  );
};
