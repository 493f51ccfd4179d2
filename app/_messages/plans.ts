import { formatNumber } from "@/app/_ui/number-text";
import { exactWords } from "@/app/_ui/relative-words";

/** Sentences of the plans in a conversation. */
export const planMessages = {
  plan: "Plan",
  statuses: { planning: "Planning", confirmed: "Confirmed", completed: "Completed" },
  budget: (requests: number, cost: string) =>
    requests === 0
      ? "Costs nothing"
      : `Budget ${requests === 1 ? "1 request" : `${formatNumber(requests)} requests`}${Number(cost) > 0 ? ` · $${cost}` : ""}`,
  nothingRuns: "Nothing runs until a person confirms.",
  confirmedBy: (at: Date | undefined) => (at === undefined ? "Confirmed" : `Confirmed ${exactWords(at)}`),
  kinds: {
    search: "Search",
    read: "Read",
    answer: "Answer",
    write_note: "Write a note",
    write_knowledge: "Propose knowledge",
  },
  steps: {
    pending: "Waiting",
    in_progress: "Under way",
    completed: "Done",
    failed: "Failed",
    skipped: "Skipped",
  },
  confirm: "Confirm plan",
  edit: "Edit",
  run: "Run the steps",
  reopen: "Reopen",
  complete: "Mark as completed",
  retry: "Try again",
  skip: "Skip",
  failed: "That did not work",

  editTitle: "Edit the plan",
  goal: "Goal",
  stepTitle: (number: number) => `Title of step ${number}`,
  stepCategory: (number: number) => `Category of step ${number}`,
  entryOf: (category: string, title: string) =>
    `${title === "" ? "An entry" : `“${title}”`} under ${category}, for everybody in the organization to read`,
  stepKind: (number: number) => `Kind of step ${number}`,
  up: (number: number) => `Move step ${number} up`,
  down: (number: number) => `Move step ${number} down`,
  remove: (number: number) => `Remove step ${number}`,
  addStep: "Add a step",
  requests: "Requests at most",
  cost: "Dollars at most",
  save: "Save the plan",
  cancel: "Cancel",
};
