import type { Language } from "../language.ts";
import { accessRefusals } from "./access.ts";
import { activityRefusals } from "./activity.ts";
import { auditRefusals } from "./audit.ts";
import { apiKeyRefusals } from "./api-key.ts";
import { closingRefusals } from "./closing.ts";
import { calendarRefusals } from "./calendar.ts";
import { commitmentRefusals } from "./commitment.ts";
import { companyRefusals } from "./company.ts";
import { contactRefusals } from "./contact.ts";
import { dateRefusals } from "./date.ts";
import { disputeRefusals } from "./dispute.ts";
import { draftRefusals } from "./draft.ts";
import { fileRefusals } from "./file.ts";
import { firstValueRefusals } from "./first-value.ts";
import { fiscalRefusals } from "./fiscal.ts";
import { followUpRefusals } from "./follow-up.ts";
import { idempotencyRefusals } from "./idempotency.ts";
import { hookRefusals } from "./hook.ts";
import { installationRefusals } from "./installation.ts";
import { jsonRefusals } from "./json.ts";
import { keyRefusals } from "./key.ts";
import { loadRefusals } from "./load.ts";
import { mapRefusals } from "./map.ts";
import { messageRefusals } from "./message.ts";
import { noteRefusals } from "./note.ts";
import { numberRefusals } from "./number.ts";
import { oidcRefusals } from "./oidc.ts";
import { opportunityRefusals } from "./opportunity.ts";
import { outgoingRefusals } from "./outgoing.ts";
import { paceRefusals } from "./pace.ts";
import { passkeyRefusals } from "./passkey.ts";
import { plannerRefusals } from "./planner.ts";
import { preconditionRefusals } from "./precondition.ts";
import { previewRefusals } from "./preview.ts";
import { recordingRefusals } from "./recording.ts";
import { requestRefusals } from "./request.ts";
import { requirementRefusals } from "./requirement.ts";
import { rewardPlanRefusals } from "./reward-plan.ts";
import { rewardRefusals } from "./reward.ts";
import { ruleRefusals } from "./rule.ts";
import { signalRefusals } from "./signal.ts";
import { signinRefusals } from "./signin.ts";
import { suggestionRefusals } from "./suggestion.ts";
import { targetRefusals } from "./target.ts";
import { targetTableRefusals } from "./target-table.ts";
import { textRefusals } from "./text.ts";
import { uploadRefusals } from "./upload.ts";
import { valueRefusals } from "./value.ts";
import { zoneRefusals } from "./zone.ts";

export type Words = Readonly<Record<Language, string>>;

const allWords = () =>
  ({
    "not-found": { en: 'There is no {what} "{found}".{hint}', ko: '{what} "{found}"을(를) 찾을 수 없습니다.{hint}' },
    ...accessRefusals,
    ...activityRefusals,
    ...auditRefusals,
    ...apiKeyRefusals,
    ...closingRefusals,
    ...calendarRefusals,
    ...commitmentRefusals,
    ...companyRefusals,
    ...contactRefusals,
    ...dateRefusals,
    ...disputeRefusals,
    ...draftRefusals,
    ...fileRefusals,
    ...firstValueRefusals,
    ...fiscalRefusals,
    ...followUpRefusals,
    ...idempotencyRefusals,
    ...hookRefusals,
    ...installationRefusals,
    ...jsonRefusals,
    ...keyRefusals,
    ...loadRefusals,
    ...mapRefusals,
    ...messageRefusals,
    ...noteRefusals,
    ...numberRefusals,
    ...oidcRefusals,
    ...opportunityRefusals,
    ...outgoingRefusals,
    ...paceRefusals,
    ...passkeyRefusals,
    ...plannerRefusals,
    ...preconditionRefusals,
    ...previewRefusals,
    ...recordingRefusals,
    ...requestRefusals,
    ...requirementRefusals,
    ...rewardPlanRefusals,
    ...rewardRefusals,
    ...ruleRefusals,
    ...signalRefusals,
    ...signinRefusals,
    ...suggestionRefusals,
    ...targetRefusals,
    ...targetTableRefusals,
    ...textRefusals,
    ...uploadRefusals,
    ...valueRefusals,
    ...zoneRefusals,
  }) satisfies Record<string, Words>;

/** One family of refusals a file; a code stands in exactly one. Marked as pure: a page that says none of them is sent without them. */
export const refusalWords = /* @__PURE__ */ allWords();

export type RefusalCode = keyof typeof refusalWords;
