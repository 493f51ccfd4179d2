import { Field } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { cn } from "./cn";

type ChoiceLabelProps = {
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean | undefined;
  /** The control at the end of the line instead of its start. */
  controlAtEnd?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** The line around a checkbox or a switch: label and description are tied to it. */
export function ChoiceLabel({
  label,
  description,
  disabled,
  controlAtEnd,
  className,
  children,
}: ChoiceLabelProps) {
  return (
    <Field.Root disabled={disabled} className={cn(disabled && "opacity-55", className)}>
      <Field.Label
        className={cn("flex items-start gap-2.5", controlAtEnd && "flex-row-reverse justify-between")}
      >
        {children}
        <span className="min-w-0 font-medium text-text">{label}</span>
      </Field.Label>
      {description !== undefined && (
        <Field.Description className={cn("text-small text-quiet", controlAtEnd ? "pr-12" : "pl-[26px]")}>
          {description}
        </Field.Description>
      )}
    </Field.Root>
  );
}
