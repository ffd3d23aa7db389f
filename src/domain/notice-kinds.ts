/** What a member can be told of. */
export const noticeKinds = ["at_risk", "met", "closing_soon", "dispute_raised", "dispute_decided", "webhook_paused"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Only in the inbox; with the digest of the day; or by a mail of its own. */
export const noticeWays = ["inbox", "digest", "email"] as const;
export type NoticeWay = (typeof noticeWays)[number];

/** How a member hears of which kind; what is left out comes with the digest. */
export type NoticeWays = Readonly<Partial<Record<NoticeKind, NoticeWay>>>;
