import { formatNumber } from "@/app/_ui/number-text";

const calls = (count: number) => (count === 1 ? "1 call" : `${formatNumber(count)} calls`);

/** Sentences of the screen about usage. */
export const usageMessages = {
  title: "Usage",
  failed: "The usage could not be read",
  plans: { free: "Free plan", pro: "Pro plan", enterprise: "Enterprise plan" },
  requests: "Requests to a model this month",
  of: (used: number, limit: number) => `${formatNumber(used)} of ${formatNumber(limit)}`,
  renews: (date: string) => `Renews on ${date}`,
  near: "Less than a fifth of this month’s requests is left.",
  reached: (date: string) =>
    `This month’s requests are used up. Answers by a model go on when they renew on ${date}; an operator can set another plan before.`,
  answeredBy: "Answers come from",
  quoted: "Quoted passages",
  quotedBody:
    "No model is connected: answers quote what is indexed, which is free and does not count. To connect one, an operator sets CHAT_PROVIDER and CHAT_MODEL, as .env.example describes, and starts Carrel again.",

  month: "Month",
  previousMonth: "Previous month",
  nextMonth: "Next month",
  download: "Download CSV",
  downloadFailed: "The file could not be made",
  calls: "Calls",
  tokens: "Tokens",
  cost: "Cost",
  perDay: "Calls a day",
  chartLabel: (month: string) => `Calls of each day in ${month}`,
  day: (day: string, count: number) => `${day}: ${calls(count)}`,
  byMember: "By member",
  byModel: "By model",
  byFeature: "By feature",
  formerMember: "Former members",
  features: {
    answer: "Answers",
    plan: "Plans",
    step: "Steps of plans",
    title: "Titles",
    knowledge: "Wording of knowledge",
  } as Record<string, string>,
  emptyTitle: (month: string) => `No call of a model in ${month}`,
  emptyBody: "Calls show up here a moment after they are made, with their tokens and what they cost.",
  dollars: (cost: string) =>
    new Intl.NumberFormat("en", {
      style: "currency",
      currency: "USD",
      maximumFractionDigits: Number(cost) > 0 && Number(cost) < 1 ? 4 : 2,
    }).format(Number(cost)),
};
