import { CircleAlert } from "lucide-react";
import { useReason } from "./trouble.tsx";

/** What was wrong with a form that was sent, where its button is. */
export const FormError = ({ error }: { error: Error | null }) => {
  const reason = useReason(error);
  return (
    error !== null && (
      <p role="alert" className="flex items-start gap-2 rounded-control border border-line bg-raised px-3 py-2.5 text-table">
        <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-missed" />
        <span className="min-w-0 break-words">{reason}</span>
      </p>
    )
  );
};
