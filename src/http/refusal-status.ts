import type { RefusalCode } from "../domain/refusal.ts";
import { accessRefusals } from "../domain/refusals/access.ts";
import { activityRefusals } from "../domain/refusals/activity.ts";
import { auditRefusals } from "../domain/refusals/audit.ts";
import { apiKeyRefusals } from "../domain/refusals/api-key.ts";
import { closingRefusals } from "../domain/refusals/closing.ts";
import { commitmentRefusals } from "../domain/refusals/commitment.ts";
import { companyRefusals } from "../domain/refusals/company.ts";
import { contactRefusals } from "../domain/refusals/contact.ts";
import { dateRefusals } from "../domain/refusals/date.ts";
import { disputeRefusals } from "../domain/refusals/dispute.ts";
import { draftRefusals } from "../domain/refusals/draft.ts";
import { fileRefusals } from "../domain/refusals/file.ts";
import { firstValueRefusals } from "../domain/refusals/first-value.ts";
import { fiscalRefusals } from "../domain/refusals/fiscal.ts";
import { followUpRefusals } from "../domain/refusals/follow-up.ts";
import { idempotencyRefusals } from "../domain/refusals/idempotency.ts";
import { requirementRefusals } from "../domain/refusals/requirement.ts";
import { hookRefusals } from "../domain/refusals/hook.ts";
import { installationRefusals } from "../domain/refusals/installation.ts";
import { jsonRefusals } from "../domain/refusals/json.ts";
import { keyRefusals } from "../domain/refusals/key.ts";
import { loadRefusals } from "../domain/refusals/load.ts";
import { mapRefusals } from "../domain/refusals/map.ts";
import { messageRefusals } from "../domain/refusals/message.ts";
import { noteRefusals } from "../domain/refusals/note.ts";
import { numberRefusals } from "../domain/refusals/number.ts";
import { oidcRefusals } from "../domain/refusals/oidc.ts";
import { opportunityRefusals } from "../domain/refusals/opportunity.ts";
import { outgoingRefusals } from "../domain/refusals/outgoing.ts";
import { paceRefusals } from "../domain/refusals/pace.ts";
import { passkeyRefusals } from "../domain/refusals/passkey.ts";
import { plannerRefusals } from "../domain/refusals/planner.ts";
import { preconditionRefusals } from "../domain/refusals/precondition.ts";
import { previewRefusals } from "../domain/refusals/preview.ts";
import { recordingRefusals } from "../domain/refusals/recording.ts";
import { requestRefusals } from "../domain/refusals/request.ts";
import { rewardPlanRefusals } from "../domain/refusals/reward-plan.ts";
import { rewardRefusals } from "../domain/refusals/reward.ts";
import { ruleRefusals } from "../domain/refusals/rule.ts";
import { signalRefusals } from "../domain/refusals/signal.ts";
import { signinRefusals } from "../domain/refusals/signin.ts";
import { suggestionRefusals } from "../domain/refusals/suggestion.ts";
import { targetRefusals } from "../domain/refusals/target.ts";
import { targetTableRefusals } from "../domain/refusals/target-table.ts";
import { textRefusals } from "../domain/refusals/text.ts";
import { uploadRefusals } from "../domain/refusals/upload.ts";
import { valueRefusals } from "../domain/refusals/value.ts";
import { zoneRefusals } from "../domain/refusals/zone.ts";

type Statuses<Family> = { readonly [Code in keyof Family]: number };

const all = <Family extends object>(family: Family, status: number): Statuses<Family> =>
  // The entries' keys are those of the family.
  Object.fromEntries(Object.keys(family).map((code) => [code, status])) as Statuses<Family>;

/**
 * The one table from code to status, by families: one that is forgotten does not compile. 400: cannot be read · 422: read, and the rules
 * say no · 503: only the operator can mend it. Below the families stand the codes that are otherwise.
 */
export const statusOf = {
  ...all(auditRefusals, 422),
  ...all(accessRefusals, 403),
  ...all(activityRefusals, 422),
  ...all(apiKeyRefusals, 422),
  ...all(closingRefusals, 409),
  ...all(commitmentRefusals, 422),
  ...all(companyRefusals, 422),
  ...all(contactRefusals, 422),
  ...all(dateRefusals, 422),
  ...all(disputeRefusals, 422),
  ...all(draftRefusals, 422),
  ...all(fileRefusals, 422),
  ...all(firstValueRefusals, 422),
  ...all(fiscalRefusals, 422),
  ...all(idempotencyRefusals, 422),
  ...all(requirementRefusals, 422),
  ...all(hookRefusals, 422),
  ...all(keyRefusals, 422),
  ...all(loadRefusals, 422),
  ...all(mapRefusals, 422),
  ...all(messageRefusals, 422),
  ...all(noteRefusals, 422),
  ...all(numberRefusals, 422),
  ...all(oidcRefusals, 422),
  ...all(opportunityRefusals, 422),
  ...all(outgoingRefusals, 422),
  ...all(paceRefusals, 422),
  ...all(passkeyRefusals, 401),
  ...all(plannerRefusals, 422),
  ...all(preconditionRefusals, 412),
  ...all(previewRefusals, 422),
  ...all(recordingRefusals, 422),
  ...all(rewardPlanRefusals, 422),
  ...all(rewardRefusals, 409),
  ...all(ruleRefusals, 422),
  ...all(signalRefusals, 422),
  ...all(signinRefusals, 422),
  ...all(suggestionRefusals, 409),
  ...all(targetRefusals, 422),
  ...all(targetTableRefusals, 422),
  ...all(textRefusals, 422),
  ...all(uploadRefusals, 422),
  ...all(valueRefusals, 422),
  ...all(zoneRefusals, 422),
  ...all(installationRefusals, 503),
  ...all(followUpRefusals, 422),
  ...all(jsonRefusals, 400),
  ...all(requestRefusals, 400),

  "api-key-name-taken": 409,
  "auth-required": 401,
  "cookie-repeated": 400,
  "company-unnamed": 400,
  "link-expired": 410,
  "link-invalid": 410,
  "link-used": 410,
  "login-busy": 503,
  "login-failed": 401,
  "login-restart": 401,
  "login-slow": 429,
  "proof-required": 403,
  "reset-off": 409,
  "second-factor-off": 409,
  "second-factor-on": 409,
  "session-ended": 401,
  "session-expired": 401,
  "user-last-admin": 409,
  "user-member-taken": 409,
  "user-only-account": 403,
  "user-taken": 409,
  "not-found": 404,
  "activity-not-found": 404,
  "opportunity-not-found": 404,
  "opportunity-void": 409,
  "closure-not-found": 404,
  "statement-not-found": 404,
  "company-missing": 404,
  "funnel-missing": 404,
  "company-unclear": 400,
  "company-taken": 409,
  "company-file-large": 413,
  "cursor-invalid": 400,
  "dispute-decided": 409,
  "dispute-not-appealable": 409,
  "dispute-nothing": 409,
  "dispute-not-ruled": 409,
  "dispute-no-decider": 409,
  "dispute-not-own": 403,
  "dispute-not-party": 403,
  "dispute-not-raiser": 403,
  "dispute-not-yours": 403,
  "dispute-open": 409,
  "dispute-raised": 409,
  "dispute-self": 403,
  "dispute-withdrawn": 409,
  "file-evidence-many": 409,
  "follow-up-act": 409,
  "follow-up-contractor": 409,
  "follow-up-not-leader": 403,
  "follow-up-not-member": 403,
  "follow-up-not-missed": 409,
  "file-evidence-size": 413,
  "metric-counting": 409,
  "restore-void": 409,
  "restore-missing": 409,
  "ruling-nothing": 409,
  "member-name-taken": 409,
  "quota-there": 409,
  "quota-none": 409,
  "quota-inside": 409,
  "identity-none": 404,
  "question-own": 403,
  "link-none": 409,
  "link-held": 409,
  "draft-decided": 409,

  "oidc-away": 503,
  "oidc-denied": 403,
  "oidc-domain": 403,
  "oidc-failed": 401,
  "oidc-issuer-taken": 409,
  "oidc-linked": 409,
  "oidc-no-member": 403,
  "oidc-not-linked": 403,
  "oidc-secret": 503,
  "oidc-state": 400,
  base64url: 422,
  "passkey-address": 409,
  "passkey-challenge": 400,
  "passkey-known": 409,
  "passkey-many": 409,
  "way-last": 409,

  "calendar-base": 422,
  "calendar-built-in": 422,
  "calendar-day-both": 422,
  "calendar-day-repeated": 422,
  "calendar-event": 422,
  "calendar-file": 422,
  "calendar-large": 422,
  "calendar-years": 422,
  "holidays-unknown": 422,
  "if-match-format": 400,
  "precondition-required": 428,
  "idempotency-answer-erased": 409,
  "idempotency-in-progress": 409,
  "idempotency-key-invalid": 400,
  "leave-decided": 409,
  "leave-declared": 409,
  "leave-long": 422,
  "leave-order": 422,
  "leave-overlap": 409,
  "leave-own": 403,
  "pattern-empty": 422,
  "work-share": 422,

  "file-type": 415,
  "file-part-missing": 400,
  "file-part-repeated": 400,
  "file-part-unknown": 400,
  "file-too-large": 413,
  "import-file-gone": 409,
  "import-over": 409,
  "import-running": 409,
  "import-voids": 409,
  "multipart-syntax": 400,
  "quota-full": 413,
  "rejected-file-none": 404,
  "storage-full": 503,
  "upload-incomplete": 400,

  "sig-missing": 401,
  "sig-invalid": 401,
  "sig-timestamp": 401,
  "sig-expired": 401,
  "sig-version": 401,
  "sig-too-many": 400,
  "token-wrong": 401,
  "ip-not-allowed": 403,
  "account-mismatch": 403,
  "endpoint-unknown": 404,
  "endpoint-gone": 410,
  "hook-body-erased": 409,
  "hook-body-gone": 409,
  "hooks-many": 409,
  "webhook-paused": 409,

  "address-unknown": 404,
  "batch-empty": 422,
  "batch-too-large": 413,
  "body-too-large": 413,
  "content-encoding": 415,
  "cross-site": 403,
  "headers-too-large": 431,
  "host-refused": 421,
  "input-encoding": 422,
  "input-too-large": 413,
  "input-unreadable": 422,
  "output-unwritable": 422,
  "limit-range": 422,
  "line-too-long": 413,
  "media-type": 415,
  "method-not-allowed": 405,
  "nothing-taken": 422,
  "rate-limited": 429,
  "request-timeout": 408,
  "sample-not-empty": 409,
  "streams-too-many": 429,
  "token-invalid": 401,
  "url-too-long": 414,
} satisfies Record<RefusalCode, number>;
