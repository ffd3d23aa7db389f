import type { FastifyRequest } from "fastify";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";

/** What the route takes is told by its documentation. */
export const mediaType = (request: FastifyRequest): Refusal => {
  const { endpoint } = request.routeOptions.config;
  const types = Object.keys(endpoint?.bodies ?? { "application/json": null });
  const found = request.headers["content-type"];
  return refusal("media-type", "", {
    found: found === undefined ? { en: "not said", ko: "없음" } : shown(found),
    expected: types.join(", "),
  });
};
