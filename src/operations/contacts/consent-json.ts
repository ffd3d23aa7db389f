import { isoInstant, type Instant } from "../../domain/instant.ts";
import type { Settings } from "../../domain/company.ts";
import { channels, type Channel } from "../../domain/signals/contact-rules.ts";
import type { Transaction } from "../../store/database.ts";
import { basesOf, optOutsOf, type BasisRow, type OptOutRow } from "../../store/opt-outs.ts";
import { mayContact } from "./may-contact.ts";
import { findingsJson, type FindingJson } from "./refuse-contacts.ts";

export type OptOutJson = {
  readonly optOut: number;
  /** By what the person is known; null of a domain. */
  readonly prospect: string | null;
  readonly domain: string | null;
  readonly list: string | null;
  readonly channels: readonly Channel[] | null;
  readonly from: string;
  readonly until: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly recordedAt: string;
  readonly withdrawn: { readonly by: string; readonly reason: string } | null;
};

export const optOutJson = (row: OptOutRow): OptOutJson => ({
  optOut: Number(row.number),
  prospect: row.reference,
  domain: row.domain,
  list: row.list,
  channels: row.channels,
  from: row.fromAt,
  until: row.untilAt,
  reason: row.reason,
  by: row.by,
  recordedAt: row.recordedAt,
  withdrawn: row.withdrawnBy === null ? null : { by: row.withdrawnBy, reason: row.withdrawalReason ?? "" },
});

export type BasisJson = Omit<BasisRow, "fromAt" | "untilAt"> & { readonly from: string; readonly until: string | null };

const basisJson = ({ fromAt, untilAt, ...basis }: BasisRow): BasisJson => ({ ...basis, from: fromAt, until: untilAt });

export type ConsentJson = {
  /** The latest first. */
  readonly optOuts: readonly OptOutJson[];
  readonly bases: readonly BasisJson[];
  /** Whether a contact may be made at this moment, by each channel. */
  readonly ways: readonly {
    readonly channel: Channel;
    readonly verdict: "allowed" | "refused" | "flagged";
    readonly findings: readonly FindingJson[];
    readonly from: string | null;
  }[];
};

/** What is known of whether a prospect may be contacted, and how it is at a moment. */
export const consentOf = async (
  tx: Transaction,
  settings: Settings,
  { root, name, at }: { readonly root: bigint; readonly name: string; readonly at: Instant },
): Promise<ConsentJson> => {
  const { companyId } = settings;
  const verdicts = await mayContact(
    tx,
    settings,
    channels.map((channel) => ({ prospect: root, name, channel, at })),
  );
  return {
    optOuts: (await optOutsOf(tx, companyId, root)).map(optOutJson),
    bases: (await basesOf(tx, companyId, root)).map(basisJson),
    ways: channels.flatMap((channel, index) => {
      const verdict = verdicts[index];
      return verdict === undefined
        ? []
        : [
            {
              channel,
              verdict: verdict.verdict,
              findings: findingsJson(verdict),
              from: verdict.from === null ? null : isoInstant(verdict.from),
            },
          ];
    }),
  };
};
