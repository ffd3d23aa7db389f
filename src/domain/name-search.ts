import { getChoseong } from "es-hangul";
import type { Name } from "./language.ts";

const folded = (text: string): string => text.normalize("NFC").toLocaleLowerCase().replaceAll(/\s+/g, "");

/** Whether a name answers to what was typed: any part of it in any language, or the initial consonants of a Korean name (ㄱㅁㅇ for 김민아). */
export const nameMatches = (name: Name, typed: string): boolean => {
  const wanted = folded(typed);
  if (wanted === "") return true;
  const initials = /^[ㄱ-ㅎ]+$/.test(wanted);
  return [name.en, name.ko].some(
    (each) => each !== undefined && (folded(each).includes(wanted) || (initials && folded(getChoseong(each)).includes(wanted))),
  );
};
