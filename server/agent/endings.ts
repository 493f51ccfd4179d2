/** What people are told about an answer that did not come to its end by itself. */
export const INTERRUPTED =
  "The server stopped while it was answering. What was written is kept; ask again for the rest.";

export const ASKER_GONE = "Whoever asked this is no member of the organization any more.";

export const PLAN_CHANGED =
  "The plan was reopened or changed while this step ran, so its result was not kept. Confirm the plan to run it again.";

export const REPOSITORY_GONE =
  "The repository of the entry is not there any more, so nothing was proposed. Skip the step.";

export const ENTRY_REFUSED =
  "No entry was approved, so none was proposed. Retry the step for another one, or skip it.";

export const NOTE_REFUSED =
  "No note was approved, so none was kept. Retry the step for another one, or skip it.";
