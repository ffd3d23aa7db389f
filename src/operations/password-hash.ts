import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** Argon2id as OWASP asks for it: 19 MiB, two passes, one lane. Its PHC form says so, and an older one is read by what it says. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashOfPassword = (password: string): Promise<string> => hash(password, cost);

let ofNobody: Promise<string> | undefined;

/** Whether it is the password of this hash. Of no hash it is none, after as long: it is compared with the hash of something that nobody knows. */
export const isPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  const other = await (ofNobody ??= hash(randomBytes(32), cost));
  return (await verify(passwordHash ?? other, password)) && passwordHash !== null;
};
