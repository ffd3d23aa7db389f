const bytesOfV4 = (text: string): readonly number[] | undefined => {
  const parts = text.split(".");
  // 010 is eight to some and ten to others.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
};

const bytesOfGroups = (text: string): readonly number[] | undefined => {
  if (text === "") return [];
  const groups = text.split(":");
  const last = groups.at(-1) ?? "";
  const v4 = last.includes(".") ? bytesOfV4(last) : [];
  const others = last.includes(".") ? groups.slice(0, -1) : groups;
  if (v4 === undefined || !others.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return [...others.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]), ...v4];
};

const V6_BYTES = 16;

const bytesOfV6 = (text: string): readonly number[] | undefined => {
  const halves = text.split("::");
  const [head, tail] = [bytesOfGroups(halves[0] ?? ""), bytesOfGroups(halves[1] ?? "")];
  if (head === undefined || tail === undefined || halves.length > 2) return undefined;
  const missing = V6_BYTES - head.length - tail.length;
  // An address with :: leaves out at least one group; one without has them all.
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
};

/** Of an address as programs write it, four or sixteen; undefined for what is none, one with a zone among them. */
export const addressBytes = (text: string): readonly number[] | undefined => (text.includes(":") ? bytesOfV6(text) : bytesOfV4(text));

/** Whether an address lies in a block such as 10.0.0.0/8 of its own family. */
export const isWithin = (bytes: readonly number[], block: string): boolean => {
  const [address = "", length = ""] = block.split("/");
  const start = addressBytes(address) ?? [];
  return (
    start.length === bytes.length &&
    start.every((byte, at) => {
      const bits = Math.min(Math.max(Number(length) - at * 8, 0), 8);
      const mask = (0xff << (8 - bits)) & 0xff;
      return ((bytes[at] ?? 0) & mask) === (byte & mask);
    })
  );
};
