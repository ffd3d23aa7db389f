import type { en } from "../words/en.ts";

export type Outcome = keyof typeof en.outcome;

const ofTalks: readonly Outcome[] = ["held", "no_show", "cancelled"];
const ofTexts: readonly Outcome[] = ["replied", "bounced"];

/** What may come of a kind of contact, what is chosen most often first. */
export const outcomesOf = (kind: string): readonly Outcome[] => {
  if (kind === "call")
    return ["conversation", "no_answer", "callback", "appointment_set", "answered", "voicemail", "refused", "wrong_number"];
  if (kind === "meeting" || kind === "demo" || kind === "visit") return ofTalks;
  return kind === "email" || kind === "message" || kind === "social_contact" ? ofTexts : [];
};
