import { env } from "@/server/env";

/** Whether mails reach people, so that an address can be asked to be a verified one. */
export const isMailerConfigured = (): boolean => Boolean(env.SMTP_URL);
