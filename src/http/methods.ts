import type { FastifyInstance, HTTPMethods } from "fastify";
import { refusal } from "../domain/refusal.ts";
import { refuse } from "./refused-request.ts";

const methods: readonly HTTPMethods[] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Collects the routes that follow; the answer adds for each address its other methods, refused with those that are possible (405). */
export const collectMethods = (app: FastifyInstance): (() => void) => {
  const known = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const possible = known.get(url) ?? new Set<string>();
    for (const each of [method].flat()) possible.add(each);
    known.set(url, possible);
  });
  return () => {
    for (const [url, possible] of [...known]) {
      const allowed = [...possible].toSorted().join(", ");
      app.route({
        url,
        method: methods.filter((method) => !possible.has(method)),
        // Before the body: what type it has does not matter where none is taken.
        onRequest: async ({ method }) => refuse(refusal("method-not-allowed", "", { found: method, allowed }), { allow: allowed }),
        handler: () => undefined,
      });
    }
  };
};
