import { useTranslations } from "use-intl";
import type { UserOrder } from "../client.ts";

export type Role = UserOrder["roles"][number];

export const allRoles: readonly Role[] = ["rep", "manager", "operations", "viewer", "admin"];

/** What an account may do: one role or several, each with what it means. */
export const RoleChoice = ({
  label,
  hint,
  chosen,
  onChange,
  roles = allRoles,
}: {
  label: string;
  hint?: string;
  chosen: readonly Role[];
  onChange: (roles: readonly Role[]) => void;
  roles?: readonly Role[];
}) => {
  const t = useTranslations("access");
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-table font-medium">
        {label}
        {hint !== undefined && <span className="font-normal text-muted"> · {hint}</span>}
      </legend>
      {roles.map((role) => (
        <label key={role} className="flex items-baseline gap-2.5 rounded-control py-1 pointer-coarse:py-2">
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, role] : chosen.filter((each) => each !== role))}
            className="size-4 shrink-0 translate-y-0.5"
          />
          <span className="min-w-0">
            {t(`roles.${role}`)} <span className="text-table text-muted">· {t(`roleHints.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
};
