import { expect, test } from "vitest";
import { PASSWORD, tokenOf } from "../../tests/accounts.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { createCompany } from "../operations/create-company.ts";
import { openLink } from "../operations/open-link.ts";

const { database } = await testDatabase();
must(await createCompany(database, { name: "Northwind", country: "US", timeZone: "America/New_York" }, { by: "test" }));
const attain = (...commandLine: string[]) => attainWith(over(database), [...commandLine, "--lang", "en"]);
const open = (link: string) =>
  openLink(database, tokenOf(link.trim()), { order: { password: PASSWORD }, browser: { agent: "", session: null } });

test("an account is made with a link alone on stdout, listed, given another link, and ended", async () => {
  expect(await attain("list-users")).toMatchObject({ status: 0, stdout: "" });
  const added = await attain("add-user", "ann@northwind.example", "--role", "admin", "operations");
  expect(added).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^https:\/\/attain\.test\.example\/link#attain_link_1_\S{43}\n$/) as unknown,
  });
  expect(added.stderr).toContain("The account is ann.");
  expect((await open(added.stdout)).ok).toBe(true);
  expect(await open(added.stdout)).toMatchObject({ refusals: [{ code: "link-used" }] });
  expect((await attain("list-users")).stdout).toMatch(/^ann {2}ann@northwind\.example · operations, admin · seen last \d{4}-/);

  const reset = await attain("reset-user", "ann@northwind.example", "--second-factor", "--json");
  expect(JSON.parse(reset.stdout)).toMatchObject({ user: { id: "ann" }, mailed: false });
  expect(await attain("end-user", "ann")).toMatchObject({ status: 2 });
  await attain("add-user", "bob@northwind.example", "--role", "admin");
  expect(await attain("end-user", "ann")).toMatchObject({ status: 0, stdout: "ann has ended.\n" });
  expect(await open((JSON.parse(reset.stdout) as { link: string }).link)).toMatchObject({ refusals: [{ code: "link-invalid" }] });
  expect((await attain("list-users")).stdout).toMatch(/ann .* ended [\s\S]*bob .* no password yet/);
});

test("what makes no account is refused with 2, and a wrong command line with 64", async () => {
  expect(await attain("add-user", "nobody", "--role", "admin")).toMatchObject({ status: 2, stdout: "" });
  const rep = await attain("add-user", "rep@northwind.example", "--role", "rep");
  expect([rep.status, rep.stderr]).toEqual([2, expect.stringContaining("A rep is a member of the company. Say which.")]);
  expect((await attain("reset-user", "anm")).stderr).toContain('There is no account "anm".');
  expect(await attain("add-user", "x@northwind.example")).toMatchObject({ status: 64 });
  expect(await attain("add-user", "x@northwind.example", "--role", "boss")).toMatchObject({ status: 64 });
});
