"use client";

import { redirect, usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { withNext } from "@/app/(auth)/with-next";

/** Redirects a stranger to the sign-in and back. A client component, because a layout does not know its page's address. */
export function ToSignIn(): ReactNode {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  redirect(withNext("/sign-in", search === "" ? pathname : `${pathname}?${search}`));
}
