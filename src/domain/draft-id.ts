/** An id that no earlier draft of the same thing has had: drafts that were published keep theirs. */
export const draftIdFor = (id: string, section: "plans" | "metrics", next: number): string =>
  `${[...id].slice(0, 44).join("")}.${section === "plans" ? "plan" : "metric"}.${next}`;
