import type { Language } from "../../domain/language.ts";

/** What people of the sample wrote. People write in one language. */
export const said = {
  en: {
    waitingReason: "We spoke, then the line broke. I called back from my mobile, which no system sees.",
    upheldReason: "The line was cut at 50 seconds, we had agreed on a meeting by then.",
    upheldDecision: "The invitation that followed shows that it was a conversation.",
    rajReason: "It was short because she asked me to send the offer at once. I did.",
    missingReason: "A visit on the way home; there was no time to enter it.",
    missingDecision: "The guest book shows it.",
    comment: "The invitation went out four minutes later, see the mail of that day.",
    padded: "I asked. The list was dialled by a script; we talked about what a call is.",
    missedReason: "Two weeks went into the move of the office, and the new telephones.",
    coaching: "An hour of calls every morning until the end of the month. We look at it together.",
    remark: "Seen, and right.",
    leaveNote: "My sister marries.",
    merge: "The same person by the name; two mailboxes.",
    lateWhy: "The CRM sends after the month; what it brings is told as adjustments.",
    draftName: "Fewer calls, better ones",
    padderFirst: "Wants to be left alone with the list. Says that a call is a call, however long.",
    padderFirstAgreed: "Reads what counts as a call, and asks about what is unclear",
    padderLast:
      "The list was dialled by a script, on some days five at once. He is afraid of missing the number again; we went through three calls that counted.",
    padderLastAgreed: "Two hours of calls by hand every morning, without the script",
    busyLast:
      "Nobody works more, and next to nothing comes of it. We listened to four calls: she tells of the product before she has asked anything.",
    busyLastAgreed: "Sits in on three calls of Jung Haeun",
  },
  ko: {
    waitingReason: "통화 중에 끊겨서 휴대전화로 다시 걸었습니다. 그 통화는 시스템에 남지 않습니다.",
    upheldReason: "50초쯤에 끊겼지만 그때는 이미 면담 약속을 잡은 뒤였습니다.",
    upheldDecision: "바로 뒤에 보낸 초대장으로 대화였음이 확인됩니다.",
    rajReason: "제안서를 바로 보내 달라고 하셔서 짧았습니다. 바로 보냈습니다.",
    missingReason: "퇴근길에 방문했는데 입력할 시간이 없었습니다.",
    missingDecision: "방명록에 있습니다.",
    comment: "초대장은 4분 뒤에 보냈습니다. 그날 메일을 봐 주세요.",
    padded: "물어봤습니다. 자동으로 건 전화였고, 무엇이 통화인지 함께 이야기했습니다.",
    missedReason: "사무실 이전과 새 전화 설치에 두 주를 썼습니다.",
    coaching: "이달 말까지 매일 아침 한 시간 전화하고 함께 점검합니다.",
    remark: "확인했습니다. 맞습니다.",
    leaveNote: "동생 결혼식입니다.",
    merge: "이름이 같은 한 사람입니다. 메일 주소가 둘입니다.",
    lateWhy: "CRM은 월말 뒤에 보냅니다. 늦게 온 것은 정정으로 알립니다.",
    draftName: "적게, 더 좋은 통화",
    padderFirst: "명단은 혼자 알아서 하고 싶다고 합니다. 길이와 상관없이 전화는 전화라고 말합니다.",
    padderFirstAgreed: "무엇이 통화로 인정되는지 읽고, 모르는 것은 물어보기",
    padderLast:
      "명단을 자동으로 걸었고, 어떤 날은 다섯 통이 한꺼번에 나갔습니다. 이번에도 못 채울까 봐 걱정합니다. 인정된 통화 세 건을 함께 살펴봤습니다.",
    padderLastAgreed: "매일 아침 두 시간은 자동 발신 없이 직접 전화하기",
    busyLast: "누구보다 많이 하지만 결과로 이어지지 않습니다. 통화 네 건을 함께 들었습니다. 묻기 전에 상품부터 설명합니다.",
    busyLastAgreed: "정하은 님 통화 세 건 옆에서 듣기",
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;
