/** What the server goes by that its operator says. */
export type ServerSettings = {
  /** Where browsers find it. Over plain http it is this computer's alone. */
  readonly publicUrl: URL;
  /** Addresses and networks of the proxies in front of it, whose word about the client and its connection is taken. */
  readonly trustedProxies: readonly string[];
};

declare module "fastify" {
  interface FastifyInstance {
    settings: ServerSettings;
  }
}

/** Names of this computer, and the addresses that only itself can reach. */
const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

export const isLoopback = (hostname: string): boolean => loopbackName.test(hostname);

export const isSecure = ({ publicUrl }: ServerSettings): boolean => publicUrl.protocol === "https:";

/** Nothing said: this computer only, with no proxy in front. */
export const localSettings: ServerSettings = { publicUrl: new URL("http://localhost:3000"), trustedProxies: [] };
