import type { FastifyReply } from "fastify";

/** RFC 8187 leaves fewer letters plain than encodeURIComponent does. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * An answer that a browser saves under this name and neither shows nor runs, whatever it holds (RFC 6266). `plainName` is for clients that read no other, and has
 * letters that need no quoting.
 */
export const asDownload = (
  reply: FastifyReply,
  { name, plainName, type }: { readonly name: string; readonly plainName: string; readonly type: string },
): FastifyReply =>
  reply
    .type(type)
    .header("content-disposition", `attachment; filename="${plainName}"; filename*=UTF-8''${encoded(name)}`)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "private, no-store");
