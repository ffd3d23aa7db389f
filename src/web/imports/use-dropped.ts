import { useEffect, useEffectEvent, useState } from "react";

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") === true;

/** Rows that were copied out of a spreadsheet: lines with tabs between their cells. */
const looksLikeRows = (text: string): boolean => /\t/.test(text) && /\n/.test(text.trim());

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;

/** Files that are let go anywhere on the page, and files or rows that are pasted into it; says whether some are held above it. */
export const useDropped = (onFiles: (files: readonly File[]) => void, pastedName: string): boolean => {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent((files: readonly File[]) => files.length > 0 && onFiles(files));
  const nameOfRows = useEffectEvent(() => pastedName);
  useEffect(() => {
    // Entering a child leaves its parent: the page is left when as much was left as entered.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const over = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      if (isTypedInto(event.target)) return;
      const { clipboardData } = event;
      const text = clipboardData?.getData("text/plain") ?? "";
      // A spreadsheet gives a picture of the cells beside their text.
      if (looksLikeRows(text)) take([new File([text], nameOfRows(), { type: "text/tab-separated-values" })]);
      else take([...(clipboardData?.files ?? [])]);
    };
    addEventListener("dragenter", enter);
    addEventListener("dragleave", leave);
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    addEventListener("paste", paste);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragleave", leave);
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
      removeEventListener("paste", paste);
    };
  }, []);
  return isOver;
};
