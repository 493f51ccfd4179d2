"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import { ChoiceLabel } from "./choice-label";

type SwitchProps = {
  label: ReactNode;
  description?: ReactNode;
  checked?: boolean | undefined;
  defaultChecked?: boolean | undefined;
  onCheckedChange?: ((checked: boolean) => void) | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

/** A setting that takes effect at once; what waits for a Save button is a Checkbox. */
export function Switch({ label, description, className, ...rest }: SwitchProps) {
  return (
    <ChoiceLabel
      label={label}
      description={description}
      disabled={rest.disabled}
      className={className}
      controlAtEnd
    >
      <BaseSwitch.Root
        {...rest}
        className="mt-0.5 flex h-4 w-7 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors data-checked:bg-accent"
      >
        <BaseSwitch.Thumb className="size-3 rounded-full bg-panel transition-transform data-checked:translate-x-3" />
      </BaseSwitch.Root>
    </ChoiceLabel>
  );
}
