import { useQueryClient } from "@tanstack/react-query";

const outdated = ["people", "unattributed", "attainment", "company", "calendars", "closing", "company-file"];

/** Has everything read anew that a changed member may have changed. */
export const useOutdated = () => {
  const queries = useQueryClient();
  return () => Promise.all(outdated.map((key) => queries.invalidateQueries({ queryKey: [key] })));
};
