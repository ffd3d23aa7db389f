import type { Settings } from "../../domain/company.ts";
import { defaultPlay, type Play } from "../../domain/signals/routing.ts";

/** What the company does about signals, in its order. */
export const playsOf = (_settings: Settings): readonly Play[] => [defaultPlay];
