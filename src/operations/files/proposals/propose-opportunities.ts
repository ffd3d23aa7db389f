import { productSpellings, type ProductSpelling } from "../../../domain/product-spelling.ts";
import { dealOutcomeMeant } from "../../../domain/value-words.ts";
import { entriesIn } from "../maps/map-entries.ts";
import type { Column } from "./propose-columns.ts";
import { findWay } from "./propose-format.ts";
import type { MapContent, MapContext, MapProposal, MapQuestion, MapSample } from "./propose-map.ts";
import { proposePeople } from "./propose-people.ts";
import { proposeSource } from "./propose-source.ts";

const columnAt = (proposal: MapProposal, columns: readonly Column[], field: string): Column | undefined => {
  const name = proposal.columns.find((each) => each.field === field)?.name;
  return columns.find((each) => each.name === name);
};

/** Which values of a column of stages or outcomes say that a deal was won or lost; undefined where none does. */
const outcomeRule = (column: Column): MapContent | undefined => {
  const values = Object.fromEntries(
    [...(column.contents.values?.keys() ?? [])].flatMap((value) => {
      const meant = dealOutcomeMeant(value);
      return meant === null ? [] : [[value, meant] as const];
    }),
  );
  return Object.keys(values).length === 0 ? undefined : { column: column.name, values, unlisted: "empty" };
};

const AS_ONE = "as-one";
const AS_WRITTEN = "as-written";

const questionOf = (column: string, spellings: readonly ProductSpelling[]): Omit<MapQuestion, "choices" | "chosen"> => {
  const pairs = spellings.map(({ written, known }) => `“${written}” → “${known}”`).join(", ");
  return {
    id: "product-spelling",
    column,
    text: {
      en: `The company writes products otherwise than “${column}”: ${pairs}. Are they the same?`,
      ko: `“${column}”의 상품 표기가 회사와 다릅니다: ${pairs}. 같은 상품입니까?`,
    },
  };
};

/** A map for a file of opportunities that nobody knows: what stages say of how deals ended, and products as the company writes them. */
export const proposeOpportunities = (sample: MapSample, columns: readonly Column[], context: MapContext): MapProposal => {
  const proposal = proposePeople("opportunities", columns, context);
  const [product, amount] = ["product", "amount"].map((field) => columnAt(proposal, columns, field));
  const ended = columnAt(proposal, columns, "outcome") ?? columnAt(proposal, columns, "stage");
  const spellings = productSpellings(product?.contents.values ?? new Map(), context.products ?? []);
  const asOne: MapContent = {
    column: product?.name,
    values: Object.fromEntries(spellings.map(({ written, known }) => [written, known])),
    unlisted: "keep",
  };
  const outcome = ended === undefined ? undefined : outcomeRule(ended);
  const way = amount === undefined ? null : findWay(amount.name, amount.cells, "amount", context.hints);
  const isPlainAmount = way === null || Object.keys(way.way).length === 0;
  const isOfCurrency = columnAt(proposal, columns, "currency") !== undefined || (amount?.contents.share("money") ?? 0) > 0.5;
  const whole = (map: MapContent, isAsOne: boolean): MapContent => ({
    source: proposeSource(sample, context),
    ...map,
    columns: {
      ...entriesIn(map, "columns"),
      ...(outcome === undefined ? {} : { outcome }),
      ...(amount === undefined || isPlainAmount ? {} : { amount: { column: amount.name, ...way.way } }),
      ...(isAsOne && spellings.length > 0 ? { product: asOne } : {}),
    },
    ...(amount === undefined || isOfCurrency ? {} : { constants: { currency: context.currency } }),
  });
  const chosen = context.answers["product-spelling"] ?? AS_ONE;
  const isAsOne = chosen === AS_ONE;
  const questions = proposal.questions.map((question) => ({
    ...question,
    choices: question.choices.map((choice) => ({ ...choice, map: whole(choice.map, isAsOne) })),
  }));
  if (product !== undefined && spellings.length > 0)
    questions.push({
      ...questionOf(product.name, spellings),
      chosen: isAsOne ? AS_ONE : AS_WRITTEN,
      choices: [
        { id: AS_ONE, label: { en: "yes: as the company writes them", ko: "예: 회사의 표기로" }, map: whole(proposal.map, true) },
        { id: AS_WRITTEN, label: { en: "no: as the file writes them", ko: "아니요: 파일의 표기대로" }, map: whole(proposal.map, false) },
      ],
    });
  return { ...proposal, map: whole(proposal.map, isAsOne), questions };
};
