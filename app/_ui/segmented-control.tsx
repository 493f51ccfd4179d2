"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cn } from "./cn";

type SegmentedControlProps<Value extends string> = {
  /** What is being chosen, for screen readers. */
  label: string;
  options: readonly { value: Value; label: ReactNode; disabled?: boolean | undefined }[];
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string | undefined;
};

/** One of a few choices, all in sight; arrow keys move between them. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return (
    <RadioGroup
      aria-label={props.label}
      value={props.value}
      onValueChange={(value: Value) => props.onValueChange(value)}
      className={cn("flex flex-wrap items-center gap-1.5", props.className)}
    >
      {props.options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className="inline-flex h-6 cursor-pointer select-none items-center gap-1.5 rounded-sm border border-line bg-panel px-2 text-small font-medium text-quiet transition-colors not-data-disabled:hover:text-text data-checked:border-tint data-checked:bg-tint data-checked:text-tint-text not-data-disabled:data-checked:hover:text-tint-text data-disabled:opacity-55 [&_svg]:size-3.5"
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
