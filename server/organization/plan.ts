import type { plans } from "@/db/schema/subscription";

export type Plan = (typeof plans)[number];
