import { expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { newSecret } from "../operations/secret.ts";
import { signIn } from "../operations/sign-in.ts";

const { database } = await testDatabase();

const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database), [...commandLine, "--lang", "en"]);

test("attain demo says how to sign in, its password once, and is what a recount finds", async () => {
  const loaded = await attain("demo");
  expect(loaded.status).toBe(0);
  expect(loaded.stderr).toMatch(/The sample company is in: Morning Calm Advisers, \d{2},\d{3} records/);
  expect(loaded.stderr).toContain("Sign in at https://attain.test.example");
  const [, password = ""] = /password: (\S+)\n$/.exec(loaded.stdout) ?? [];
  expect(password).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  expect(loaded.stdout).toMatch(/^ {2}raj@morning-calm\.example +rep\n {2}jung-minjeong@morning-calm\.example +manager\n/);
  expect(
    await signIn(database, newSecret(), {
      company: null,
      order: { name: "viewer@morning-calm.example", password, next: "/" },
      browser: { agent: "", session: null },
      address: "192.0.2.1",
    }),
  ).toMatchObject({ ok: true });

  const again = await attain("demo", "--json");
  expect(again.status).toBe(2);
  expect(again.stdout).toContain("sample-not-empty");
  expect(again.stdout).not.toContain(password);
  expect((await attain("demo")).stderr).toContain("attain demo --data FOLDER");
  expect(await attain("verify")).toMatchObject({ status: 0 });
}, 900_000);
