import { noLimits } from "../src/http/limits.ts";
import { makeServer } from "../src/http/server.ts";
import { newSecret } from "../src/operations/secret.ts";
import { openPool } from "../src/store/database.ts";

/** The OpenAPI document as the server gives it, as text. No database is asked for it. */
export const apiDocument = async (): Promise<string> => {
  const database = openPool({ url: "postgres://nowhere.invalid/attain" }, 1);
  const app = await makeServer({
    database,
    secret: newSecret(),
    limits: noLimits,
    hearFault: (_id, error) => {
      throw error;
    },
  });
  try {
    const answer = await app.inject({ url: "/api/openapi.json", headers: { host: "localhost" } });
    return `${JSON.stringify(answer.json(), null, 2)}\n`;
  } finally {
    await app.close();
    await database.pool.end();
  }
};
