import { afterAll, expect, test } from "vitest";
import { attainWith, over } from "../../tests/command-line.ts";
import { CLIENT, startLyingProvider } from "../../tests/lying-provider.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { readOidcProvider } from "../domain/oidc-provider-reading.ts";
import { saveOidcProvider } from "../operations/save-oidc-provider.ts";
import { newSecret } from "../operations/secret.ts";

const { database } = await testDatabase();
const provider = await startLyingProvider();
afterAll(() => provider.stop());
const { companyId } = await openCompany(
  database,
  { company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" } },
  "2026-03-01",
);
const attain = (...commandLine: readonly string[]) => attainWith(over(database), commandLine);
const callback = `https://attain.test.example/sign-in/oidc/callback/${companyId}`;

test("a provider within reach of the computer alone is refused, with the field and the way out", async () => {
  const order = ["--name", "Works", "--issuer", provider.issuer, "--client-id", "attain"];
  const refused = await attain("add-oidc-provider", "works", ...order);
  expect([refused.status, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toContain("does not begin with https://");
  const many = await attain(
    "add-oidc-provider",
    "Works!",
    ...order,
    "--create-accounts",
    "--role",
    "admin",
    "--client-secret",
    "nowhere.txt",
  );
  expect([many.status, many.stderr]).toEqual([2, expect.stringContaining("nowhere.txt") as string]);
});

test("providers are listed with the address to enter there, and removed", async () => {
  expect(await attain("list-oidc-providers")).toMatchObject({
    status: 0,
    stdout: "",
    stderr: expect.stringContaining("no provider") as string,
  });
  const order = must(readOidcProvider("works", { name: "Works", issuer: provider.issuer, ...CLIENT, domains: ["Northwind.example"] }));
  const outside = { allow: (origin: string) => origin === provider.issuer };
  must(await saveOidcProvider(database, companyId, order, { by: "test", secret: newSecret(), outside }));
  const line = `works  Works  ${provider.issuer} · northwind.example · ${callback}/works\n`;
  expect(await attain("list-oidc-providers")).toMatchObject({ status: 0, stdout: line });
  const { stdout } = await attain("list-oidc-providers", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ providers: [{ id: "works", hasSecret: true, redirectUri: `${callback}/works` }] });
  expect(stdout).not.toContain(CLIENT.clientSecret);

  const mistaken = await attain("remove-oidc-provider", "work");
  expect([mistaken.status, mistaken.stderr]).toEqual([2, expect.stringContaining('Did you mean "works"?') as string]);
  expect((await attain("--lang", "ko", "remove-oidc-provider", "works")).stderr).toContain("works을(를) 지웠습니다.");
  expect((await attain("list-oidc-providers")).stdout).toBe("");
});
