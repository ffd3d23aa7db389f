import type { Words } from "./words.ts";

/** A value of the wrong kind, or none. */
export const valueRefusals = {
  required: { en: "The value is missing.", ko: "값이 없습니다." },
  type: {
    en: "Expected a value of type {wanted} such as {example}, found {found}.",
    ko: "{example} 같은 {wanted} 값이 필요한데 {found} 값이 왔습니다.",
  },
  enum: { en: '"{found}" is not one of {choices}.{hint}', ko: '"{found}": 쓸 수 있는 값은 {choices}입니다.{hint}' },
} satisfies Record<string, Words>;
