import type { Words } from "./words.ts";

/** Contacts that may not be made. These are rules that a company sets itself or takes over from a law as it reads it, and no legal advice. */
export const contactRefusals = {
  "contact-opted-out": {
    en: "{who} has asked on {on} not to be contacted ({ways}).",
    ko: "{who} 님이 {on}에 연락을 원하지 않는다고 했습니다({ways}).",
  },
  "contact-do-not-contact": {
    en: '{who} stands on "{list}" since {on}: not to be contacted ({ways}).',
    ko: '{who}: {on}부터 연락 금지 목록 "{list}"에 있습니다({ways}).',
  },
  "contact-quiet-hours": {
    en: "At {time} in {zone} {way} is not made: the quiet hours there are {from} to {until}. From {until} on it may be.",
    ko: "{zone} 시각으로 {time}입니다. 그곳에서는 {from}부터 {until}까지 {way} 연락을 하지 않습니다. {until} 이후에 하세요.",
  },
  "contact-no-basis": {
    en: "Nothing is recorded that allows {way} to this person: a public post gives no right to contact. Record their consent or the relation first.",
    ko: "이 사람에게 {way} 연락을 해도 된다는 근거가 없습니다. 공개 글은 연락해도 된다는 뜻이 아닙니다. 먼저 동의나 거래 관계를 기록하세요.",
  },
  "contact-cap": {
    en: "It would be contact number {number} with this person within {days} days, by everybody together; at most {most} are made.",
    ko: "이 사람에게 {days}일 안에 하는 {number}번째 연락입니다. 모두 합쳐 {most}번까지 합니다.",
  },
  "contact-time": {
    en: "{found} is no time of day. Write it as 21:00.",
    ko: "{found}: 시각이 아닙니다. 21:00처럼 쓰세요.",
  },
  "contact-number": {
    en: "{found} is not taken here: write a whole number from 1 to {limit}.",
    ko: "{found}: 1부터 {limit}까지의 정수를 쓰세요.",
  },
  "contact-zones": {
    en: "In which zones people in {country} are is not known here: name them under contactRules.zones.",
    ko: "{country}의 시간대를 모릅니다. contactRules.zones에 적으세요.",
  },
  "contact-rule-repeated": {
    en: "Two rules of {found} begin on the same day ({from}): neither would be the later one.",
    ko: "{found}의 규칙 둘이 같은 날({from}) 시작합니다. 어느 것이 나중인지 알 수 없습니다.",
  },
  "contact-kind": {
    en: "{found} is no contact with a prospect. What is: {known}.",
    ko: "{found}: 잠재 고객에게 하는 연락이 아닙니다. 연락인 것: {known}.",
  },
  "contact-own": {
    en: "What one asks of oneself lowers no target: contacts are planned for {found} by whoever leads them, or by a program.",
    ko: "스스로 정한 연락은 목표치를 낮추지 않습니다. {found} 님의 연락은 이끄는 사람이나 프로그램이 계획합니다.",
  },
  "contacts-many": {
    en: "There are more than {limit}. Send at most {limit} at once.",
    ko: "{limit}개를 넘습니다. 한 번에 {limit}개까지 보내세요.",
  },
  "opt-out-subject": {
    en: "Say whom: either a person (prospect) or everybody of a company (domain), and not both.",
    ko: "누구에게 연락하지 않을지 쓰세요. 한 사람(prospect)이나 한 회사 모두(domain) 가운데 하나만 씁니다.",
  },
  "opt-out-wide": {
    en: "That nobody of a company is to be contacted is said by whoever looks after all prospects.",
    ko: "한 회사 모두에 대한 수신 거부는 모든 잠재 고객을 맡은 사람이 기록합니다.",
  },
  "opt-out-withdrawn": {
    en: "Opt-out {found} was withdrawn already.",
    ko: "수신 거부 {found}번은 이미 철회되었습니다.",
  },
  "opt-out-domain": {
    en: '"{found}" is not the domain of a company\'s e-mail addresses, such as northwind.example.',
    ko: '"{found}": northwind.example 같은 회사 이메일 도메인이 아닙니다.',
  },
  "basis-order": {
    en: "The basis would end before it begins. Give until a time after from.",
    ko: "시작하기 전에 끝나는 근거입니다. until을 from보다 뒤로 정하세요.",
  },
} satisfies Record<string, Words>;
