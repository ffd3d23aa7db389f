const GROUPS = 8;
/** One subscriber has at least all addresses of a /64. */
const SUBSCRIBERS = 4;

/** Whom an address stands for: itself, or in IPv6 the first half, below which a subscriber has 2^64 of them. */
export const networkOf = (address: string): string => {
  if (!address.includes(":")) return address;
  const [before = "", after] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const groups = (text: string): readonly string[] => (text === "" ? [] : text.split(":"));
  const first = groups(before);
  const last = after === undefined ? [] : groups(after);
  const gap = Array.from({ length: Math.max(0, GROUPS - first.length - last.length) }, () => "0");
  const whole = after === undefined ? first : [...first, ...gap, ...last];
  return `${whole
    .slice(0, SUBSCRIBERS)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
};
