import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { GaruWasm, initSync } from "garu-ko/pkg/garu_wasm.js";
import type { Analyser } from "../../domain/signals/morpheme.ts";

type Token = { readonly text: string; readonly pos: string; readonly start: number; readonly end: number };

/** The model decides with the program: another version of the package is another analyser. */
const VERSION = "garu-ko-0.3.7";

/** Its places count characters, ours UTF-16 units: where each character begins, and the end; undefined where the two agree. */
const unitsOf = (text: string): readonly number[] | undefined => {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return undefined;
  const places = [0];
  for (const character of text) places.push((places.at(-1) ?? 0) + character.length);
  return places;
};

/** By its parts and not by its own `load`, which warns on the console of how it starts them. */
const load = async (): Promise<Analyser> => {
  const at = createRequire(import.meta.url);
  const [program, model] = await Promise.all([
    readFile(at.resolve("garu-ko/pkg/garu_wasm_bg.wasm")),
    readFile(at.resolve("garu-ko/models/base.gmdl")),
  ]);
  initSync({ module: program });
  const garu = new GaruWasm(model);
  return {
    version: VERSION,
    analyse: (text) => {
      if (text === "") return [];
      const units = unitsOf(text);
      // The package types what it returns as any.
      const { tokens } = garu.analyze(text) as { readonly tokens: readonly Token[] };
      return tokens.map(({ text: form, pos: tag, start, end }) => ({
        form,
        tag,
        wordStartsAt: units?.[start] ?? start,
        wordEndsBefore: units?.[end] ?? end,
      }));
    },
  };
};

let loading: Promise<Analyser> | undefined;

/** Morphemes of Korean texts. The model, 1.2 MB, is loaded once, when it is first asked for. */
export const koreanAnalyser = (): Promise<Analyser> => (loading ??= load());
