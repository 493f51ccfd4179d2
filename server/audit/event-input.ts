import { z } from "zod";
import { eventCursorInput } from "./event-cursor";

const name = z.string().min(1).max(100);

/** Which changes of an organization: by whom, what was done, to what kind of thing or to which one, and when. */
export const auditFilter = z.object({
  userId: name.optional(),
  action: name.optional(),
  entityTable: name.optional(),
  entityId: name.optional(),
  /** From this moment on. */
  from: z.date().optional(),
  /** Before this moment. */
  to: z.date().optional(),
});

/** Which events of one's own account. */
export const securityFilter = auditFilter.pick({ action: true, from: true, to: true });

export type AuditFilter = z.infer<typeof auditFilter>;
export type SecurityFilter = z.infer<typeof securityFilter>;

const pageInput = z.object({
  cursor: eventCursorInput.nullish(),
  pageSize: z.number().int().min(1).max(100).default(30),
});
export const formatInput = z.object({ format: z.enum(["csv", "jsonl"]) });
const exportPageInput = formatInput.extend({ cursor: eventCursorInput });

export const auditPageInput = auditFilter.extend(pageInput.shape);
export const securityPageInput = securityFilter.extend(pageInput.shape);
export const auditExportInput = auditFilter.extend(formatInput.shape);
export const securityExportInput = securityFilter.extend(formatInput.shape);
export const auditExportPageInput = auditFilter.extend(exportPageInput.shape);
export const securityExportPageInput = securityFilter.extend(exportPageInput.shape);

/** Rows of one page of an export: one transaction each, a few hundred kilobytes of text. */
export const EXPORT_ROWS = 500;
