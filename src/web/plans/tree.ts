import type { RequirementEntry, ScorePartEntry } from "../../domain/company-file.ts";

/** What stands in a place of the tree: a quota, or a combination of what stands below it. */
export type NodeType = "quota" | "heads" | "kind" | "allOf" | "anyOf" | "score" | "over";

export const typeOf = (node: RequirementEntry): NodeType => {
  if ("allOf" in node) return "allOf";
  if ("anyOf" in node) return "anyOf";
  if ("score" in node) return "score";
  if ("over" in node) return "over";
  if ("members" in node) return "heads";
  return "kind" in node ? "kind" : "quota";
};

/** What a part of a score is worth beside what it asks. */
export type Worth = Omit<ScorePartEntry, "require">;
export type Part = { readonly node: RequirementEntry; readonly worth?: Worth };

export const newWorth: Worth = { weight: 10 };

/** The parts of a node, and none of a quota. */
export const partsOf = (node: RequirementEntry): readonly Part[] => {
  if ("allOf" in node) return node.allOf.map((part) => ({ node: part }));
  if ("anyOf" in node) return node.anyOf.map((part) => ({ node: part }));
  if ("score" in node) return node.score.parts.map(({ require, ...worth }) => ({ node: require, worth }));
  return "over" in node ? [{ node: node.over.of }] : [];
};

/** Where the nth part of a node stands (RFC 6901), as refusals name it. */
const partPointer = (node: RequirementEntry, index: number): string => {
  const type = typeOf(node);
  if (type === "score") return `/score/parts/${index}/require`;
  return type === "over" ? "/over/of" : `/${type}/${index}`;
};

/** The same combination of other parts. Of what is asked over shorter periods there is one, so several are all asked. */
export const withParts = (node: RequirementEntry, parts: readonly Part[]): RequirementEntry => {
  const nodes = parts.map((part) => part.node);
  if ("allOf" in node) return { ...node, allOf: nodes };
  if ("anyOf" in node) return { ...node, anyOf: nodes };
  if ("score" in node)
    return { ...node, score: { ...node.score, parts: parts.map(({ node: require, worth = newWorth }) => ({ ...worth, require })) } };
  if (!("over" in node)) return node;
  const [first, ...others] = nodes;
  if (first === undefined) return node;
  return { ...node, over: { ...node.over, of: others.length === 0 ? first : { allOf: nodes } } };
};

export type Row = {
  /** Where it stands in the requirement, as refusals name it; the whole is "". */
  readonly pointer: string;
  readonly node: RequirementEntry;
  readonly depth: number;
  readonly parent: string | null;
  readonly parentType: NodeType | null;
  readonly index: number;
  readonly of: number;
  readonly worth?: Worth;
};

/** The tree from top to bottom. */
export const rowsOf = (root: RequirementEntry): readonly Row[] => {
  const below = (row: Row): readonly Row[] => {
    const parts = partsOf(row.node);
    return [
      row,
      ...parts.flatMap(({ node, worth }, index) =>
        below({
          pointer: row.pointer + partPointer(row.node, index),
          node,
          depth: row.depth + 1,
          parent: row.pointer,
          parentType: typeOf(row.node),
          index,
          of: parts.length,
          ...(worth === undefined ? {} : { worth }),
        }),
      ),
    ];
  };
  return below({ pointer: "", node: root, depth: 0, parent: null, parentType: null, index: 0, of: 1 });
};

export const rowAt = (root: RequirementEntry, pointer: string): Row | undefined => rowsOf(root).find((row) => row.pointer === pointer);

/** With another node in a place. */
export const replaced = (root: RequirementEntry, pointer: string, node: RequirementEntry): RequirementEntry => {
  if (pointer === "") return node;
  const parts = partsOf(root);
  const at = parts.findIndex((_, index) => `${pointer}/`.startsWith(`${partPointer(root, index)}/`));
  if (at < 0) return root;
  const inside = pointer.slice(partPointer(root, at).length);
  return withParts(
    root,
    parts.map((part, index) => (index === at ? { ...part, node: replaced(part.node, inside, node) } : part)),
  );
};

const withPartsAt = (root: RequirementEntry, pointer: string, change: (parts: readonly Part[]) => readonly Part[]): RequirementEntry => {
  const row = rowAt(root, pointer);
  return row === undefined ? root : replaced(root, pointer, withParts(row.node, change(partsOf(row.node))));
};

/** With another worth of a part of a score. */
export const worthChanged = (root: RequirementEntry, pointer: string, worth: Worth): RequirementEntry => {
  const row = rowAt(root, pointer);
  if (row === undefined || row.parent === null) return root;
  return withPartsAt(root, row.parent, (parts) => parts.map((part, index) => (index === row.index ? { ...part, worth } : part)));
};

/** A changed tree, and the place that is gone to in it. */
export type Changed = { readonly root: RequirementEntry; readonly pointer: string };

const nothing: RequirementEntry = { allOf: [] };

/** Without a node and all below it; a combination that has nothing left goes too. Where nothing is left nothing is asked. */
export const removed = (root: RequirementEntry, pointer: string): Changed => {
  const row = rowAt(root, pointer);
  if (row === undefined || row.parent === null) return { root: nothing, pointer: "" };
  if (row.of === 1) return removed(root, row.parent);
  const changed = withPartsAt(root, row.parent, (parts) => parts.filter((_, index) => index !== row.index));
  const parent = rowAt(changed, row.parent);
  const next = Math.min(row.index, row.of - 2);
  return { root: changed, pointer: parent === undefined ? "" : row.parent + partPointer(parent.node, next) };
};

const isCombination = (node: RequirementEntry): boolean => ["allOf", "anyOf", "score"].includes(typeOf(node));

/** With one more node: at the end of the combination that is pointed at, else after the quota that is; a quota that stands alone is joined by it. */
export const added = (root: RequirementEntry, pointer: string, node: RequirementEntry): Changed => {
  const row = rowAt(root, pointer) ?? rowAt(root, "");
  if (row === undefined) return { root, pointer };
  if (isCombination(row.node)) {
    const at = partsOf(row.node).length;
    const changed = withPartsAt(root, row.pointer, (parts) => [...parts, { node }]);
    return { root: changed, pointer: row.pointer + partPointer(row.node, at) };
  }
  const parent = row.parent === null ? undefined : rowAt(root, row.parent);
  if (parent === undefined || !isCombination(parent.node))
    return { root: replaced(root, row.pointer, { allOf: [row.node, node] }), pointer: `${row.pointer}/allOf/1` };
  const changed = withPartsAt(root, parent.pointer, (parts) => parts.toSpliced(row.index + 1, 0, { node }));
  return { root: changed, pointer: parent.pointer + partPointer(parent.node, row.index + 1) };
};

export type Way = "up" | "down" | "out" | "in";

/** A node in another place: before or after its neighbour, out of its combination, or into the one before it. Undefined where there is no such place. */
export const moved = (root: RequirementEntry, pointer: string, way: Way): Changed | undefined => {
  const row = rowAt(root, pointer);
  if (row === undefined || row.parent === null) return undefined;
  const parent = rowAt(root, row.parent);
  if (parent === undefined) return undefined;
  const part: Part = { node: row.node, ...(row.worth === undefined ? {} : { worth: row.worth }) };
  if (way === "up" || way === "down") {
    const to = row.index + (way === "up" ? -1 : 1);
    if (to < 0 || to >= row.of) return undefined;
    const changed = withPartsAt(root, parent.pointer, (parts) => parts.toSpliced(row.index, 1).toSpliced(to, 0, part));
    return { root: changed, pointer: parent.pointer + partPointer(parent.node, to) };
  }
  if (way === "in") {
    const before = partsOf(parent.node)[row.index - 1];
    if (before === undefined || !isCombination(before.node)) return undefined;
    const at = partsOf(before.node).length;
    const joined: Part = { ...before, node: withParts(before.node, [...partsOf(before.node), part]) };
    const changed = withPartsAt(root, parent.pointer, (parts) => parts.toSpliced(row.index - 1, 2, joined));
    return { root: changed, pointer: `${parent.pointer}${partPointer(parent.node, row.index - 1)}${partPointer(before.node, at)}` };
  }
  const above = parent.parent === null ? undefined : rowAt(root, parent.parent);
  if (above === undefined || !isCombination(above.node)) return undefined;
  const rest = partsOf(parent.node).toSpliced(row.index, 1);
  const left: readonly Part[] =
    rest.length === 0 ? [] : [{ ...(parent.worth === undefined ? {} : { worth: parent.worth }), node: withParts(parent.node, rest) }];
  const changed = withPartsAt(root, above.pointer, (parts) => parts.toSpliced(parent.index, 1, ...left, part));
  return { root: changed, pointer: above.pointer + partPointer(above.node, parent.index + left.length) };
};

/** The same parts, combined otherwise: as all of them, any of them or a score. A quota becomes the first part of the combination. */
export const combinedAs = (node: RequirementEntry, type: "allOf" | "anyOf" | "score"): RequirementEntry => {
  const parts = isCombination(node) ? partsOf(node) : [{ node }];
  const empty: RequirementEntry =
    type === "score" ? { score: { needed: 100, parts: [] } } : type === "allOf" ? { allOf: [] } : { anyOf: [] };
  return withParts(empty, parts);
};
