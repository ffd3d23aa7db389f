import { expect, test } from "vitest";
import { readNewPassword } from "./password.ts";

const refusalOf = (password: string): string | undefined => {
  const read = readNewPassword(password, "/password");
  return read.ok ? undefined : read.refusals[0].code;
};

test.for([
  "password1234",
  "Password2026!",
  "P@ssw0rd123456",
  "passwordpassword1",
  "Welcome2026!!",
  "admin1234567890",
  "qwerty123456",
  "1q2w3e4r5t6y",
  "iloveyou12345",
  "Liverpool1892",
  "summer2026!!!",
  "dragon48151623",
  "abc123456789",
  "testtesttest1",
  "비밀번호123456789",
])("what is guessed first is refused: %s", (password) => expect(refusalOf(password)).toBe("password-simple"));

test.for(["seven quiet herons", "my dragon sells summer tyres", "tidal-lamp-parsnip", "조용한 왜가리 일곱 마리가", "k9$Vq!2mZx7Lw"])(
  "what is not is taken: %s",
  (password) => expect(refusalOf(password)).toBeUndefined(),
);
