"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { ChoiceLabel } from "./choice-label";

type CheckboxProps = {
  label: ReactNode;
  description?: ReactNode;
  checked?: boolean | undefined;
  defaultChecked?: boolean | undefined;
  indeterminate?: boolean | undefined;
  onCheckedChange?: ((checked: boolean) => void) | undefined;
  name?: string | undefined;
  value?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

/** A checkbox with its label; the whole line is the target. */
export function Checkbox({ label, description, className, ...rest }: CheckboxProps) {
  return (
    <ChoiceLabel label={label} description={description} disabled={rest.disabled} className={className}>
      <BaseCheckbox.Root
        {...rest}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-xs border border-control bg-panel data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          {rest.indeterminate ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
    </ChoiceLabel>
  );
}
