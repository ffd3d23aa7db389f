/**
 * A morpheme of a Korean text, by the Sejong tag set (NNG noun, JKO object particle, VV verb …), and where its word (eojeol, between spaces) stands, in
 * UTF-16 units.
 */
export type Morpheme = { readonly form: string; readonly tag: string; readonly wordStartsAt: number; readonly wordEndsBefore: number };

/** Takes a Korean text apart. A program of its own does it, so it is an argument here; `version` names it and its model. */
export type Analyser = { readonly version: string; readonly analyse: (text: string) => readonly Morpheme[] };
