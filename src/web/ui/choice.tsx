import { lazy, Suspense, useState } from "react";
import { ChoiceFace, triggerClass, type ChoiceProps } from "./choice-face.tsx";

/** A fifth of all script is for lists that open, and none of it for showing the page: it comes after. */
const ChoiceList = lazy(async () => ({ default: (await import("./choice-list.tsx")).ChoiceList }));

/** One of many, in a list that opens. Whoever presses before the list has come sees it open when it has. */
export const Choice = <T extends string>({ onChange, ...choice }: ChoiceProps<T>) => {
  const [opened, setOpened] = useState(false);
  const { label, options, sign } = choice;
  const choose = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  const early = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded={false}
      title={sign === undefined ? undefined : label}
      onClick={() => setOpened(true)}
      className={triggerClass(choice)}
    >
      <ChoiceFace {...choice} />
    </button>
  );
  return (
    <Suspense fallback={early}>
      <ChoiceList {...choice} opened={opened} onChange={choose} />
    </Suspense>
  );
};
