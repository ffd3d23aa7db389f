import { Select } from "@base-ui/react/select";
import { Check } from "lucide-react";
import { ChoiceFace, triggerClass, type ChoiceProps } from "./choice-face.tsx";

/** The list of a choice, and the button that opens it. */
export const ChoiceList = ({ opened, onChange, ...choice }: ChoiceProps<string> & { readonly opened: boolean }) => {
  const { label, value, options, sign } = choice;
  return (
    <Select.Root
      items={options}
      value={value}
      defaultOpen={opened}
      onValueChange={(chosen: string | null) => chosen !== null && onChange(chosen)}
    >
      <Select.Trigger aria-label={label} title={sign === undefined ? undefined : label} className={triggerClass(choice)}>
        <ChoiceFace {...choice} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner
          className="z-30 outline-none"
          sideOffset={4}
          align={sign === undefined ? "start" : "end"}
          alignItemWithTrigger={false}
        >
          <Select.Popup className="min-w-(--anchor-width) rounded-control border border-line bg-surface text-table shadow-float outline-none">
            <Select.List className="max-h-[min(var(--available-height),24rem)] overflow-y-auto py-1">
              {options.map((option) => (
                <Select.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-pointer grid-cols-[1rem_1fr] items-center gap-2 py-2 pr-5 pl-2.5 outline-none select-none data-highlighted:bg-raised data-selected:font-medium pointer-coarse:py-3"
                >
                  <Select.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-4 text-accent" />
                  </Select.ItemIndicator>
                  <Select.ItemText className="col-start-2" style={{ paddingLeft: (option.depth ?? 0) * 12 }}>
                    {option.label}
                  </Select.ItemText>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
};
