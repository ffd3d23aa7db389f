import { isoInstant, type Instant } from "../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { changeEndpointSecret } from "../store/hook-endpoints.ts";
import { sealText, subkey } from "../store/secret-key.ts";
import { hookNamed } from "./find-hook.ts";
import type { HookPlace } from "./hook-json.ts";
import { hookPurpose } from "./hooks/sealing.ts";
import { newSigningSecret } from "./hooks/signature.ts";

/** As long both are taken: time to tell the other side. */
export const OVERLAP_MICROSECONDS = 24n * 3_600n * 1_000_000n;

/** Secrets as they are shown after a change. */
export type SecretRenewed = {
  /** Shown this once. */
  readonly secret: string;
  readonly oldSecretUntil: string;
};

/** Another secret for an inbound hook, one of ours or the sender's; for a day the one before is taken as well. */
export const renewHookSecret = (
  database: Database,
  companyId: number,
  { id, secret: given }: { readonly id: string; readonly secret: string | null },
  { by, now, secret: sealing }: Pick<HookPlace, "secret"> & { readonly by: string; readonly now: Instant },
): Promise<Outcome<SecretRenewed>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SecretRenewed>> => {
    await ownCompany(tx, companyId);
    const found = await hookNamed(tx, companyId, id);
    if (!found.ok) return found;
    if (found.value.scheme.type === "hubspot" && given === null) return refused(refusal("hook-secret-needed", "/secret"));
    const secret = given ?? newSigningSecret();
    const oldSecretUntil = isoInstant(now + OVERLAP_MICROSECONDS);
    const sealed = sealText(subkey(sealing, hookPurpose), secret);
    await changeEndpointSecret(tx, companyId, found.value.number, { secret: sealed, oldUntil: oldSecretUntil });
    await keepAuditEvent(tx, companyId, { by, act: "renew-hook-secret", subject: "hook-endpoint", subjectId: found.value.id });
    return accepted({ secret, oldSecretUntil });
  });
