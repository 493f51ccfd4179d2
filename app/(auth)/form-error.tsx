import { CircleAlert } from "lucide-react";

/** What went wrong with a form as a whole; takes the focus so that nobody misses it. */
export function FormError({ children }: { children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p
      role="alert"
      tabIndex={-1}
      data-form-error
      className="flex gap-2 rounded-md bg-danger-tint px-3 py-2 text-danger outline-none"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}
