"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { createContext, type ReactNode } from "react";
import { cn } from "./cn";

/** The label of the Field around: a Select, which is a button, is named before the page has woken too. */
export const FieldLabel = createContext<string | undefined>(undefined);

type FieldProps = {
  label: string;
  /** Named like the form value it sends. */
  name?: string | undefined;
  /** What to write, or why it is asked. */
  description?: ReactNode;
  /** What is wrong and how to put it right; its presence marks the control as invalid. */
  error?: string | undefined;
  /** A link beside the label, such as "Forgot it?". */
  aside?: ReactNode;
  /** Keeps the label for screen readers only, where the place already says what the field is. */
  labelHidden?: boolean | undefined;
  /** False for controls that are buttons (Select), so that a click on the label does not press them. */
  nativeLabel?: boolean | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  /** One Input, Textarea or Select: label, description and error are tied to it. */
  children: ReactNode;
};

/** A labelled control with its description and its error. */
export function Field({
  label,
  name,
  description,
  error,
  aside,
  labelHidden,
  nativeLabel = true,
  ...rest
}: FieldProps) {
  const invalid = error !== undefined && error !== "";
  return (
    <BaseField.Root
      name={name}
      disabled={rest.disabled}
      invalid={invalid}
      className={cn("flex min-w-0 flex-col gap-1.5", rest.className)}
    >
      <div className={cn("flex items-baseline justify-between gap-3", labelHidden && "sr-only")}>
        <BaseField.Label
          nativeLabel={nativeLabel}
          render={nativeLabel ? undefined : <div />}
          className="font-medium text-text"
        >
          {label}
        </BaseField.Label>
        {aside}
      </div>
      <FieldLabel value={label}>{rest.children}</FieldLabel>
      {description !== undefined && (
        <BaseField.Description className="text-small text-quiet">{description}</BaseField.Description>
      )}
      {invalid && (
        <BaseField.Error match role="alert" className="text-small text-danger">
          {error}
        </BaseField.Error>
      )}
    </BaseField.Root>
  );
}
