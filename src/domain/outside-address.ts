import { addressBytes, isWithin } from "./ip-address.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/**
 * What may be reached from the server at the word of somebody who uses it: nothing but the public internet. By the registries of special-purpose
 * addresses (IANA, RFC 6890 and its successors); of IPv6 only what is handed out as global unicast (2000::/3) is considered at all, so that
 * mapped, compatible, local, unique local, multicast and discard addresses fall away by themselves.
 */
const insideV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  // Multicast, reserved, broadcast.
  "224.0.0.0/3",
];

const insideV6 = [
  // Teredo, benchmarking, ORCHID and all else of the protocol block.
  "2001::/23",
  "2001:db8::/32",
  // 6to4: leads to the IPv4 address within.
  "2002::/16",
  "3fff::/20",
];

const globalUnicast = "2000::/3";
/** What a resolver makes of an IPv4 address in a network that has only IPv6: it leads where that leads. */
const translated = "64:ff9b::/96";

/** True of an address, as resolvers write them, that lies in the public internet; false of every other and of what is none. */
export const isOutside = (address: string): boolean => {
  const bytes = addressBytes(address);
  if (bytes === undefined) return false;
  if (bytes.length === 4) return !insideV4.some((block) => isWithin(bytes, block));
  if (isWithin(bytes, translated)) return isOutside(bytes.slice(-4).join("."));
  return isWithin(bytes, globalUnicast) && !insideV6.some((block) => isWithin(bytes, block));
};

const LONGEST_URL = 2_000;
const HTTPS = 443;
const LAST_PORT = 65_535;
/** Below lie other protocols, which do not become friendlier by a request of ours. */
const FIRST_FREE_PORT = 1_024;

/** Names that lead to this computer or its network by themselves. */
const insideNames = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|onion)$/;

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const plainUrl = new RegExp(
  // Nothing that two parsers could read in two ways: no account, no backslash, no space, no letters beyond ASCII, no fragment.
  `^https://(?<host>[^/?#:@\\[\\]\\\\]*|\\[[^\\]]*\\])(?::(?<port>\\d{1,5}))?(?:[/?][\\x21\\x24-\\x3b=\\x3f-\\x5b\\x5d_a-z~|]*)?$`,
  "i",
);
const hostName = new RegExp(`^(?:${label}\\.)+${label}$`);
/** 127.0.0.1, 0x7f.1, 2130706433, 017700000001: what ends in a number is read as an address by some. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;

/**
 * Why no request may go to this address of the web; undefined for one of which only the name's own addresses are still to be seen (`isOutside`). It takes https and a
 * name with a dot, port 443 or one from 1024 on.
 */
export const refuseUrl = (text: string, pointer: string): Refusal | undefined => {
  const found = shown(text);
  if (text.length > LONGEST_URL) return refusal("text-too-long", pointer, { limit: LONGEST_URL });
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^https:/i.test(text)) return refusal("url-not-https", pointer, { found });
  if (/^https:\/*[^/?#]*@/i.test(text)) return refusal("url-account", pointer);
  const parts = plainUrl.exec(text)?.groups;
  if (parts === undefined) return refusal("url-unreadable", pointer, { found });
  const host = (parts["host"] ?? "").toLowerCase();
  const port = parts["port"] === undefined ? HTTPS : Number(parts["port"]);
  if (host.startsWith("[") || endsInNumber.test(host)) return refusal("url-number", pointer, { found: shown(host) });
  if (insideNames.test(host.replace(/\.+$/, ""))) return refusal("url-inside", pointer, { found: shown(host) });
  if (!hostName.test(host) || host.length > 253) return refusal("url-host", pointer, { found: shown(host) });
  if (port !== HTTPS && (port < FIRST_FREE_PORT || port > LAST_PORT)) return refusal("url-port", pointer, { found: port });
  return undefined;
};
