/**
 * What a salesperson's word for their work stands for. Words of one `channel` are names of the same thing (`TA`, `전화`): the later number
 * replaces the earlier. Different channels of one kind (`문자`, `카톡`) are different acts, and add up.
 */
export type ActivityWord = { readonly kind: string; readonly channel: string; readonly direction: "outbound" | null };

/** A word however it is cased, spaced and hyphenated: `소개 확보` is `소개확보`, `E-Mail` is `email`. */
export const plainWord = (word: string): string =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s._-]+/g, "");

/** Who reports calls or mails reports what they did themselves. */
const outboundKinds: ReadonlySet<string> = new Set(["call", "email", "message", "social_contact"]);

const activityWord = (kind: string, channel: string): ActivityWord => ({
  kind,
  channel,
  direction: outboundKinds.has(kind) ? "outbound" : null,
});

/**
 * AP is the approach, the first talk face to face that a TA (telephone approach) leads to. It is a meeting and no outcome of the call: a
 * day has one total of calls, which a second one would replace.
 */
const spellings: readonly (readonly [kind: string, channel: string, words: string])[] = [
  ["call", "phone", "TA, 티에이, 전화, 전화통화, 통화, 콜, 아웃콜, 아웃바운드, 아웃바운드콜, 발신, 발신통화"],
  ["call", "phone", "call, calls, phone call, phone calls, dial, dials, outbound call, outbound calls, cold call, cold calls"],
  ["meeting", "meeting", "AP, 에이피, 미팅, 면담, 초회면담, meeting, meetings, appointment, appointments, appt, appts"],
  ["visit", "visit", "방문, 가정방문, 고객방문, 현장방문, visit, visits, house visit, house visits"],
  ["demo", "demo", "데모, 시연, demo, demos, demonstration, demonstrations"],
  ["email", "email", "이메일, 메일, 전자우편, email, emails, mail, mails, e-mail, e-mails"],
  ["message", "text", "문자, 문자메시지, SMS, LMS, text, texts, text message, text messages"],
  ["message", "kakaotalk", "카톡, 카카오톡, 알림톡, KakaoTalk"],
  ["message", "direct", "DM, DMs, 디엠, direct message, direct messages, message, messages, 메시지"],
  ["social_contact", "social", "SNS, 소셜, 링크드인, LinkedIn, social, social contact, social contacts"],
  ["referral", "referral", "소개, 소개확보, 추천, referral, referrals"],
  ["statement_of_work", "proposal", "제안서, 작업명세서, SOW, SOWs, proposal, proposals, statement of work, statements of work"],
];

/** Words that everybody has, by their plain form. */
export const builtInWords: ReadonlyMap<string, ActivityWord> = new Map(
  spellings.flatMap(([kind, channel, words]) => words.split(", ").map((word) => [plainWord(word), activityWord(kind, channel)] as const)),
);

/** With the company's own kinds, each known by its id and its names: those come first, so that a company may mean something else by `AP`. */
export const wordsWith = (
  kinds: readonly { readonly id: string; readonly names: readonly string[] }[],
): ReadonlyMap<string, ActivityWord> =>
  new Map([
    ...builtInWords,
    ...kinds.flatMap(({ id, names }) => [id, ...names].map((name) => [plainWord(name), activityWord(id, id)] as const)),
  ]);
