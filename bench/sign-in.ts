import { readNewMembers } from "../src/domain/new-members.ts";
import type { Outcome } from "../src/domain/refusal.ts";
import { makeServer } from "../src/http/server.ts";
import { addMembers } from "../src/operations/add-members.ts";
import { addUser } from "../src/operations/add-user.ts";
import { createCompany } from "../src/operations/create-company.ts";
import { endUser } from "../src/operations/end-user.ts";
import { openLink } from "../src/operations/open-link.ts";
import { newSecret } from "../src/operations/secret.ts";
import { openCluster } from "./cluster.ts";
import { inTurn, median, table } from "./measure.ts";

const must = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.refusals));
};

/** Wrong tries at one account are slowed down after ten. */
const TRIES_EACH = 5;
const publicUrl = new URL("http://localhost:3000");

/**
 * Whether time tells an account that there is from one that there is not: wrong passwords for both, in turn, each from an address of its own, and
 * requests for a new password. Medians within 5 % of each other cannot be told apart over a network.
 */
export const benchSignIn = async ({ rounds = 200 }: { readonly rounds?: number }): Promise<void> => {
  const cluster = await openCluster();
  const database = cluster.app;
  const app = await makeServer({
    database,
    secret: newSecret(),
    settings: { publicUrl, trustedProxies: ["127.0.0.1"] },
    // Without mail no new password can be asked for; what is asked for is only kept here.
    sendMail: () => Promise.resolve(),
    hearFault: (_id, error) => {
      throw error;
    },
  });
  const order = { name: "Bench", country: "US", timeZone: "America/New_York" };
  const { companyId } = must(await createCompany(database, order, { by: "bench" }));
  const accounts = Array.from({ length: Math.ceil((rounds + 2) / TRIES_EACH) }, (_, index) => index);
  must(
    await addMembers(
      database,
      companyId,
      must(readNewMembers({ members: accounts.map((each) => ({ id: `rep-${each}`, name: `Rep ${each}` })) })),
      {
        by: "bench",
      },
    ),
  );
  const make = async (email: string, member: string | null): Promise<void> => {
    const { link } = must(await addUser(database, companyId, { email, roles: ["viewer"], member }, { by: "bench", publicUrl }));
    must(
      await openLink(database, link?.split("#")[1] ?? "", {
        order: { password: "seven quiet herons" },
        browser: { agent: "", session: null },
      }),
    );
  };
  for (const each of accounts) {
    await make(`known-${each}@example.com`, `rep-${each}`);
    await make(`ended-${each}@example.com`, null);
    must(await endUser(database, companyId, `ended-${each}`, { by: "bench" }));
  }

  let asked = 0;
  const post = async (url: string, payload: object, expected: number): Promise<void> => {
    asked += 1;
    const headers = { host: "localhost", "x-forwarded-for": `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}` };
    const { statusCode } = await app.inject({ method: "POST", url: `/api/v1${url}`, payload, headers });
    if (statusCode !== expected) throw new Error(`${url} answered ${statusCode}`);
  };
  const tries = new Map<string, number>();
  const wrong = (nameOf: (index: number) => string) => async (): Promise<void> => {
    const turn = tries.get(nameOf(0)) ?? 0;
    tries.set(nameOf(0), turn + 1);
    await post("/session", { name: nameOf(Math.floor(turn / TRIES_EACH)), password: "not the right one" }, 401);
  };
  const times = await inTurn(rounds, {
    "known address": wrong((index) => `known-${index}@example.com`),
    "unknown address": wrong((index) => `nobody-${index}@example.com`),
    "ended account": wrong((index) => `ended-${index}@example.com`),
    "known member": wrong((index) => `rep-${index}`),
    "unknown member": wrong((index) => `nor-${index}`),
  });
  const resets = await inTurn(rounds, {
    "reset, known": () => post("/reset-requests", { email: `known-${asked % accounts.length}@example.com` }, 202),
    "reset, unknown": () => post("/reset-requests", { email: `nobody-${asked % accounts.length}@example.com` }, 202),
  });
  const base = { login: median(times["known address"]), reset: median(resets["reset, known"]) };
  table(`Whether time tells who has an account (${rounds} tries each, wrong passwords; medians)`, [
    ["", "ms", "against known"],
    ...Object.entries({ ...times, ...resets }).map(([name, each]) => {
      const found = median(each);
      const known = name.startsWith("reset") ? base.reset : base.login;
      return [name, found.toFixed(2), `${(100 * (found / known - 1)).toFixed(1)} %`];
    }),
  ]);
  await app.close();
  await cluster.close();
};
