import { expect, test } from "vitest";
import { makeAccount } from "../accounts.ts";
import { testApi } from "../api.ts";
import { attainWith, over } from "../command-line.ts";
import { testDatabase } from "../test-database.ts";

/** The third example from its files through the doors alone: the commands of whoever sits at the computer, and requests of those who are paid and approve. */

const { database } = await testDatabase();
const api = await testApi(database);
const attain = async (...commandLine: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await attainWith(over(database), [...commandLine, "--lang", "en"]);
  expect([commandLine.join(" "), status, status === 0 ? "" : stderr]).toEqual([commandLine.join(" "), 0, ""]);
  return stdout;
};
await attain("apply", "examples/rewards/company.yaml");
await attain("import", "activities", "examples/rewards/activities.csv");
const march = ["--cadence", "month", "--on", "2026-03-31"];

test("above the quota the reward, below it what is missing", async () => {
  const said = await attain("rewards", "--on", "2026-03-31");
  expect(said).toMatch(/mina +162 \/ 150 +₩60,000/);
  expect(said).toMatch(/jun +138 \/ 150 +₩0/);
  const cost = await attain("reward-cost", "calls-bonus", "--periods", "24");
  expect(cost).toMatch(/March 2026 +₩60,000 +1 member/);
});

test("one call that is voided takes back what it earned, with a line of the ledger that names it", async () => {
  const company = 1;
  const [ops, hana, finance, mina] = [
    await makeAccount(database, company, { email: "ops@garam.example", roles: ["operations"] }),
    await makeAccount(database, company, { email: "hana@garam.example", roles: ["manager"], member: "hana" }),
    await makeAccount(database, company, { email: "finance@garam.example", roles: ["operations"] }),
    await makeAccount(database, company, { email: "mina@garam.example", roles: ["rep"], member: "mina" }),
  ];
  const post = async (url: string, payload: object, { headers }: { readonly headers: Readonly<Record<string, string>> }) =>
    api.ask({ method: "POST", url: `/api/v1/${url}`, payload, headers });
  expect((await post("reward-statements", { cadence: "month", on: "2026-03-31" }, ops)).body).toMatchObject({ drawn: 3, kept: 0 });
  const listed = await api.ask({ url: "/api/v1/reward-statements?member=mina", headers: ops.headers });
  const [{ statement }] = listed.body["statements"] as [{ readonly statement: number }];
  expect(await api.ask({ url: `/api/v1/reward-statements/${statement}`, headers: mina.headers })).toMatchObject({ status: 404 });
  const step = (name: string, who: typeof ops) =>
    post(name.startsWith("approve") ? "reward-approvals" : "reward-steps", { step: name, statements: [statement] }, who);
  expect(await step("publish", ops)).toMatchObject({ status: 200, body: { statements: [{ state: "published", may: ["withdraw"] }] } });
  // Whoever drew it up does not approve it; who may not approve at all is told nothing.
  expect(await step("approve-as-manager", ops)).toMatchObject({ status: 409, body: { code: "reward-statement-approver" } });
  expect(await step("approve-as-manager", mina)).toMatchObject({ status: 403 });
  expect(await step("approve-as-manager", hana)).toMatchObject({ status: 200 });
  expect(await step("approve-as-finance", hana)).toMatchObject({ status: 404 });
  expect(await step("approve-as-finance", finance)).toMatchObject({ status: 200 });
  expect(await step("lock", ops)).toMatchObject({ status: 200, body: { statements: [{ amount: { amountMinor: 347_500 } }] } });
  expect(await attain("payroll", ...march)).toContain("mina,Mina,2026-03-01,2026-03-31,KRW,347500,0,347500,0,locked");

  await attain("void-activity", "dialer", "call-0007", "--reason", "a test call");
  expect(await attain("correct-rewards")).toContain("reversed -₩5,000 · dialer call-0007 voided");
  const ledger = await api.ask({ url: "/api/v1/reward-ledgers/mina", headers: mina.headers });
  expect(ledger.body).toMatchObject({
    standings: [{ earned: { amountMinor: 342_500 }, due: { amountMinor: 342_500 } }],
    entries: [
      {
        type: "reverse",
        amount: { amountMinor: -5_000, currency: "KRW" },
        cause: { type: "records", changed: [{ source: "dialer", externalId: "call-0007", became: "voided", credited: 0 }] },
      },
      { type: "earn", name: { en: "Share of revenue" }, amount: { amountMinor: 287_500 } },
      { type: "earn", name: { en: "Calls above the quota" }, amount: { amountMinor: 60_000 } },
    ],
  });
  expect(await attain("reward-ledger", "mina")).toContain("To be paid ₩342,500");
  expect(await attain("payroll", ...march)).toContain("KRW,347500,-5000,342500,0,locked");
  // Restored after it was paid, it is paid with what comes next.
  expect(await step("pay", ops)).toMatchObject({ status: 200 });
  await attain("restore-activity", "dialer", "call-0007", "--reason", "it was none");
  expect(await attain("correct-rewards")).toContain("adjusted ₩5,000 · dialer call-0007 counts since");
  expect(await attain("reward-ledger", "mina")).toContain("To be paid ₩5,000: earned ₩347,500, paid ₩342,500");
  expect(api.faults).toEqual([]);
});
