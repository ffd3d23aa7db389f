import { addressBytes, isWithin } from "./ip-address.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";

/** An address, or a network of addresses such as 203.0.113.0/24. */
export const readNetwork = (value: unknown, pointer: string): Outcome<string> => {
  const text = readText(value, pointer, { max: 60 });
  if (!text.ok) return text;
  const [address = "", length, more] = text.value.split("/");
  const bytes = addressBytes(address);
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (bytes?.length ?? 0) * 8);
  return bytes === undefined || !isLength || more !== undefined
    ? refused(refusal("network-format", pointer, { found: shown(text.value) }))
    : accepted(text.value);
};

/** Whether an address is one of these, or in one of these networks. */
export const isFromNetworks = (address: string, networks: readonly string[]): boolean => {
  const bytes = addressBytes(address);
  if (bytes === undefined) return false;
  return networks.some((network) => isWithin(bytes, network.includes("/") ? network : `${network}/${bytes.length * 8}`));
};
