import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readInteger } from "./number.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** So much of a metric, in things. */
export type Commitment = { readonly metric: string; readonly amount: bigint };

export type CommitmentsOrder = { readonly member: string; readonly commitments: readonly Commitment[] };

const MOST = 10;
/** More than anybody does in a day. */
const MOST_OF_ONE = 10_000n;
const longestId = 255;

const orderFields: ReadonlySet<string> = new Set(["member", "commitments"]);
const commitmentFields: ReadonlySet<string> = new Set(["metric", "amount"]);

const readCommitment = (value: unknown, pointer: string, found: Refusal[]): Commitment => {
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"metric": "calls", "amount": 20}', pointer));
    return { metric: "", amount: 1n };
  }
  refuseUnknown(value, commitmentFields, found, pointer);
  return {
    metric: take(readText(value["metric"], `${pointer}/metric`, { max: longestId }), "", found),
    amount: take(readInteger(value["amount"], `${pointer}/amount`, { min: 1n, max: MOST_OF_ONE }), 1n, found),
  };
};

/** All that a member sets out to do on a day; none takes back what was said before. Refuses with every wrong at once. */
export const readCommitments = (fields: unknown): Outcome<CommitmentsOrder> => {
  const example = '{"commitments": [{"metric": "calls", "amount": 20}]}';
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, orderFields, found);
  const member = take(readText(fields["member"], "/member", { max: longestId }), "", found);
  const { commitments } = fields;
  if (isMissing(commitments)) found.push(refusal("required", "/commitments"));
  else if (!Array.isArray(commitments)) found.push(refuseType(commitments, "array", '[{"metric": "calls", "amount": 20}]', "/commitments"));
  const given = Array.isArray(commitments) ? (commitments as readonly unknown[]) : [];
  if (given.length > MOST) found.push(refusal("commitment-many", "/commitments", { found: given.length, most: MOST }));
  const read = given.slice(0, MOST).map((each, index) => readCommitment(each, `/commitments/${index}`, found));
  for (const [index, { metric }] of read.entries())
    if (metric !== "" && read.findIndex((each) => each.metric === metric) < index)
      found.push(refusal("commitment-twice", `/commitments/${index}/metric`, { metric }));
  return outcomeOf(() => ({ member, commitments: read }), found);
};
