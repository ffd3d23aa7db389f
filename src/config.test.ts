import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { sentence } from "./domain/refusal.ts";

const sentencesOf = (environment: Record<string, string>, flags = {}): readonly string[] => {
  const config = readConfig(environment, flags);
  return config.ok ? [] : config.refusals.map((refusal) => sentence(refusal, "en"));
};

test("nothing set: port 3000, the server's own database in attain-data", () => {
  expect(readConfig({})).toEqual({
    ok: true,
    value: {
      port: 3000,
      listen: "127.0.0.1",
      log: null,
      limits: { perCaller: 600, perAddress: 600 },
      server: { publicUrl: new URL("http://localhost:3000"), trustedProxies: [] },
      database: { dataFolder: "attain-data", ownerUrl: undefined, appUrl: undefined, connections: undefined },
      mail: null,
    },
  });
});

test("an empty variable is an unset one", () => {
  expect(readConfig({ DATABASE_URL: "", ATTAIN_OWNER_URL: "", ATTAIN_DATA: "", ATTAIN_PORT: "" })).toEqual(readConfig({}));
});

test("flags stand above the environment", () => {
  const config = readConfig({ ATTAIN_PORT: "4000", ATTAIN_DATA: "here" }, { port: 5000, data: "there" });
  expect(config).toMatchObject({ ok: true, value: { port: 5000, database: { dataFolder: "there" } } });
});

test("an unknown setting is refused and the nearest one named", () => {
  expect(sentencesOf({ ATTAIN_PRT: "3000" })).toEqual(["There is no setting ATTAIN_PRT. Did you mean ATTAIN_PORT?"]);
  expect(sentencesOf({ ATTAIN_SOMETHING_ELSE: "x" })[0]).toContain(
    "Known are ATTAIN_ADDRESS_REQUESTS_PER_MINUTE, ATTAIN_CONNECTIONS, ATTAIN_DATA",
  );
});

test("every wrong setting is told at once", () => {
  expect(sentencesOf({ ATTAIN_PORT: "http", ATTAIN_CONNECTIONS: "0", ATTAIN_OWNER: "x" })).toHaveLength(3);
});

test.for(["-1", "65536", "3000.5", "0x10", "3e3", " 3000"])("port %s is refused", (port) => {
  expect(sentencesOf({ ATTAIN_PORT: port })).toEqual([`ATTAIN_PORT is "${port}"; 0–65535 would be right.`]);
});

test("an address that is none is refused without showing it", () => {
  expect(sentencesOf({ DATABASE_URL: "mysql://root:hidden@db/attain" }).join()).not.toContain("hidden");
  expect(sentencesOf({ DATABASE_URL: "mysql://root:hidden@db/attain" })).toHaveLength(1);
});

test("whoever listens for other computers says under which https address they find it", () => {
  const url = { ATTAIN_PUBLIC_URL: "https://attain.northwind.example" };
  expect(sentencesOf({ ATTAIN_LISTEN: "0.0.0.0" })).toHaveLength(1);
  expect(sentencesOf({ ATTAIN_LISTEN: "::" })).toHaveLength(1);
  expect(sentencesOf({ ATTAIN_LISTEN: "::1" })).toEqual([]);
  expect(sentencesOf({ ATTAIN_LISTEN: "0.0.0.0", ...url })).toEqual([]);
  // A container listens at all of its addresses, and is reached through one of its host's own.
  expect(sentencesOf({ ATTAIN_LISTEN: "0.0.0.0", ATTAIN_PUBLIC_URL: "http://localhost:8080" })).toEqual([]);
  expect(readConfig(url)).toMatchObject({ ok: true, value: { server: { trustedProxies: ["127.0.0.1", "::1"] } } });
  expect(readConfig({ ATTAIN_LISTEN: "10.0.0.5", ...url })).toMatchObject({ ok: true, value: { server: { trustedProxies: [] } } });
});

test.for<readonly [name: string, found: string]>([
  ["ATTAIN_PUBLIC_URL", "http://attain.northwind.example"],
  ["ATTAIN_PUBLIC_URL", "attain.northwind.example"],
  ["ATTAIN_PUBLIC_URL", "https://northwind.example/attain"],
  ["ATTAIN_PUBLIC_URL", "https://user@northwind.example"],
  ["ATTAIN_PUBLIC_URL", "ftp://localhost"],
  ["ATTAIN_LISTEN", "localhost"],
  ["ATTAIN_TRUSTED_PROXIES", "proxy.internal"],
  ["ATTAIN_TRUSTED_PROXIES", "10.0.0.0/33"],
  ["ATTAIN_TRUSTED_PROXIES", "10.0.0.1,,10.0.0.2"],
  ["ATTAIN_TRUSTED_PROXIES", "10.0.0.0/8/8"],
])("%s does not take %s", ([name, found]) => {
  expect(sentencesOf({ [name]: found })).toHaveLength(1);
});

test("how many requests a minute may be set, and 0 is any number", () => {
  const limits = { ATTAIN_REQUESTS_PER_MINUTE: "6000", ATTAIN_ADDRESS_REQUESTS_PER_MINUTE: "0" };
  expect(readConfig(limits)).toMatchObject({ ok: true, value: { limits: { perCaller: 6_000, perAddress: null } } });
  expect(sentencesOf({ ATTAIN_REQUESTS_PER_MINUTE: "-1" })).toEqual(['ATTAIN_REQUESTS_PER_MINUTE is "-1"; 0–999999 would be right.']);
});

test("mail needs a server and a sender, and no password is shown", () => {
  const mail = { ATTAIN_SMTP_URL: "smtp://user:hidden@mail.example:587", ATTAIN_MAIL_FROM: "Attain <attain@northwind.example>" };
  expect(readConfig(mail)).toMatchObject({ ok: true, value: { mail: { url: mail.ATTAIN_SMTP_URL, from: mail.ATTAIN_MAIL_FROM } } });
  expect(sentencesOf({ ATTAIN_MAIL_FROM: mail.ATTAIN_MAIL_FROM })).toHaveLength(1);
  expect(sentencesOf({ ...mail, ATTAIN_MAIL_FROM: "nobody" })).toHaveLength(1);
  expect(sentencesOf({ ...mail, ATTAIN_MAIL_FROM: "a@b.example, all@evil.example" })).toHaveLength(1);
  expect(sentencesOf({ ...mail, ATTAIN_SMTP_URL: "http://user:hidden@mail.example" }).join()).not.toContain("hidden");
});
