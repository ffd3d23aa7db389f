import { BlockList, isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { isLoopback } from "./settings.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** The proxies in front, whose word is taken. */
    trustedProxies: BlockList;
  }
}

/** As one list to ask; what is neither an address nor a network of addresses was refused with the settings. */
export const proxyList = (proxies: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = "", bits] = proxy.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
};

/** `::ffff:10.0.0.1` is 10.0.0.1 as a socket of both families tells it. */
const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

const isTrusted = (proxies: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && proxies.check(address, family === 6 ? "ipv6" : "ipv4");
};

const peerOf = (request: FastifyRequest): string => plain(request.raw.socket.remoteAddress ?? "");

/** Whether who holds the connection is a proxy of ours; what others say in its headers is not believed. */
export const isFromProxy = (request: FastifyRequest): boolean => isTrusted(request.server.trustedProxies, peerOf(request));

/** By any of these a proxy says that it speaks for another; not every one says for whom. */
const ofProxies = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded", "via"];

/** Whether who holds the connection sits at this computer, and does not say that it speaks for another. */
export const isFromThisComputer = (request: FastifyRequest): boolean => {
  const peer = peerOf(request);
  return isLoopback(isIP(peer) === 6 ? `[${peer}]` : peer) && ofProxies.every((name) => request.headers[name] === undefined);
};

/**
 * The client's address. Each proxy of ours added to X-Forwarded-For whom it heard; read from the end, the first who is none of ours is the client.
 * What stands before was said by the client itself.
 */
export const clientAddress = (request: FastifyRequest): string => {
  const { trustedProxies } = request.server;
  const said = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map(plain);
  let address = peerOf(request);
  while (isTrusted(trustedProxies, address)) {
    const before = said.pop();
    if (before === undefined || isIP(before) === 0) return address;
    address = before;
  }
  return address;
};
