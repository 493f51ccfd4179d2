"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { useContext } from "react";
import { uiMessages } from "@/app/_messages/ui";
import { cn } from "./cn";
import { FieldLabel } from "./field";
import { typingSurface } from "./input";
import { floatingRow, floatingSurface } from "./surface";

export type SelectOption<Value extends string> = {
  value: Value;
  label: string;
  description?: string | undefined;
  disabled?: boolean | undefined;
};

type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value?: Value | null | undefined;
  defaultValue?: Value | null | undefined;
  onValueChange?: ((value: Value) => void) | undefined;
  name?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  /** Names the control where it stands outside a Field. */
  "aria-label"?: string | undefined;
  className?: string | undefined;
};

/** One of a few options. In a Field, give the Field `nativeLabel={false}`. */
export function Select<Value extends string>({
  options,
  onValueChange,
  placeholder = uiMessages.choose,
  className,
  "aria-label": ariaLabel,
  ...root
}: SelectProps<Value>) {
  const label = useContext(FieldLabel);
  return (
    <BaseSelect.Root
      {...root}
      items={options}
      onValueChange={(value) => {
        if (value !== null) onValueChange?.(value);
      }}
    >
      <BaseSelect.Trigger
        aria-label={ariaLabel ?? label}
        className={cn(typingSurface, "flex h-8 items-center justify-between gap-2 pr-2 text-left", className)}
      >
        <BaseSelect.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-quiet" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          role="region"
          aria-label={uiMessages.options}
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-50 outline-none"
        >
          <BaseSelect.Popup className={cn(floatingSurface, "min-w-(--anchor-width) max-w-[min(24rem,90vw)]")}>
            <BaseSelect.List className="max-h-(--available-height) overflow-y-auto p-1">
              {options.map((option) => (
                <BaseSelect.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={cn(floatingRow, "pr-8")}
                >
                  <span className="min-w-0">
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.description !== undefined && (
                      <span className="block text-small text-quiet">{option.description}</span>
                    )}
                  </span>
                  <BaseSelect.ItemIndicator className="absolute right-3">
                    <Check aria-hidden />
                  </BaseSelect.ItemIndicator>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
