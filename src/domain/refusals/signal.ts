import type { Words } from "./words.ts";

/** Signals, topics and the feeds that they come from. */
export const signalRefusals = {
  "account-did": {
    en: '"{found}" is no account of Bluesky: it is known by its DID, such as did:plc:ewvi7nxzyoun6zhxrhs64oiz, since a handle can be given to somebody else.',
    ko: '"{found}": Bluesky 계정이 아닙니다. 핸들은 다른 사람에게 넘어갈 수 있으므로 did:plc:ewvi7nxzyoun6zhxrhs64oiz 같은 DID를 쓰세요.',
  },
  "accounts-of-feed": {
    en: "A feed has no accounts. They are for a stream in which people like, share and follow.",
    ko: "피드에는 계정을 쓰지 않습니다. 좋아요, 공유, 팔로우가 있는 스트림에만 씁니다.",
  },
  "feed-encoding": {
    en: 'The feed says that it is written in "{found}", which nobody reads. Nothing of it was read.',
    ko: '피드의 인코딩이 "{found}"(이)라고 되어 있지만 읽을 수 없습니다. 아무것도 읽지 않았습니다.',
  },
  "feed-redirects": {
    en: "The feed's server led from one address to the next more than {limit} times.",
    ko: "피드 서버가 주소를 {limit}번 넘게 옮겨 보냈습니다.",
  },
  "feed-status": {
    en: "The feed's server answered {found} instead of the feed.",
    ko: "피드 서버가 피드 대신 {found}(으)로 답했습니다.",
  },
  "feed-format": {
    en: "This is neither RSS nor Atom: it begins with {found}. Give the address of the feed, not of the page.",
    ko: "RSS도 Atom도 아닙니다({found}(으)로 시작). 페이지가 아니라 피드의 주소를 쓰세요.",
  },
  "feed-deep": {
    en: "The feed is nested deeper than {limit} elements, or has a tag that never ends. Nothing of it was read.",
    ko: "피드의 요소가 {limit}단계보다 깊거나 끝나지 않는 태그가 있습니다. 아무것도 읽지 않았습니다.",
  },
  "signal-author": {
    en: "A signal of the kind {kind} says who did it. Give author, such as bsky:did:plc:… or mina@example.com.",
    ko: "{kind} 신호에는 누가 했는지가 있어야 합니다. author에 bsky:did:plc:…나 mina@example.com 같은 값을 쓰세요.",
  },
  "links-many": {
    en: "{found} are given; at most {limit} at once.",
    ko: "{found}개입니다. 한 번에 {limit}개까지 쓸 수 있습니다.",
  },
  "no-signal-taken": {
    en: "None of the {count} signals was taken; rejected says why of each.",
    ko: "관심 신호 {count}건을 하나도 받지 못했습니다. 이유는 rejected에 하나씩 있습니다.",
  },
  "signal-source-once": {
    en: "The stream of Bluesky is listened to already. Everything that is said there comes by it; end it first to listen elsewhere.",
    ko: "Bluesky 스트림은 이미 듣고 있습니다. 그곳의 모든 글이 이 스트림으로 옵니다. 다른 주소로 들으려면 먼저 종료하세요.",
  },
  "signal-sources-many": {
    en: "There are {limit} sources of signals already. End one first.",
    ko: "관심 신호 출처가 이미 {limit}개입니다. 먼저 하나를 종료하세요.",
  },
  "signal-erased": {
    en: "Who this is about was erased. Nothing more is kept about them.",
    ko: "삭제한 사람에 관한 것입니다. 이 사람에 대해서는 아무것도 남기지 않습니다.",
  },
  "signal-off-topic": {
    en: "None of the company's topics is in this text. Paste the part in which it is, or choose the topic yourself.",
    ko: "이 글에는 회사의 주제가 없습니다. 주제가 나오는 부분을 붙여 넣거나 주제를 직접 고르세요.",
  },
  "signal-source": {
    en: 'The source "{found}" is kept for what Attain tells itself. Name the system that the signal comes from.',
    ko: '출처 "{found}": Attain이 직접 남기는 신호에만 씁니다. 신호가 온 시스템의 이름을 쓰세요.',
  },
  "signal-topic": {
    en: "A mention is of a topic. Give topic, or text that one is found in.",
    ko: "언급에는 주제가 있어야 합니다. topic을 쓰거나 주제를 찾을 text를 쓰세요.",
  },
  "topic-empty": {
    en: "A topic without a phrase finds nothing. Give at least one under phrases.",
    ko: "표현이 없는 주제로는 아무것도 찾을 수 없습니다. phrases에 하나 이상 쓰세요.",
  },
  "topic-many": {
    en: "{found} phrases are given; a topic has at most {limit}.",
    ko: "표현이 {found}개입니다. 한 주제에 {limit}개까지 쓸 수 있습니다.",
  },
  "topic-phrase": {
    en: '"{found}" would be found everywhere or nowhere. A phrase has at least two letters or digits, Korean or Latin.',
    ko: '"{found}": 아무 데서나 나오거나 찾을 수 없는 표현입니다. 한글이나 로마자, 숫자를 두 자 이상 쓰세요.',
  },
  "topic-twice": {
    en: '"{found}" is the same phrase as "{other}", which the topic has already. Take one of them out.',
    ko: '"{found}": 이미 있는 표현 "{other}"과(와) 같습니다. 하나를 빼세요.',
  },
} satisfies Record<string, Words>;
