/** How far a long act is; without a share it is not known. */
export const Progress = ({ share, label }: { share: number | null; label: string }) => (
  <div className="flex flex-col gap-2">
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      className="h-2 overflow-hidden rounded-bar bg-track"
    >
      <div
        className={share === null ? "skeleton h-full w-full" : "h-full bg-accent"}
        style={share === null ? {} : { width: `${share * 100}%` }}
      />
    </div>
    <p aria-hidden className="text-table text-muted">
      {label}
    </p>
  </div>
);
