"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { typingSurface } from "./input";

/** Several lines of text, growing with what is written; inside a Field it is labelled by it. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const control = (
    <textarea
      {...rest}
      rows={rows}
      className={cn(typingSurface, "field-sizing-content max-h-96 min-h-20 resize-y py-1.5", className)}
    />
  );
  return <Field.Control render={control} />;
}
