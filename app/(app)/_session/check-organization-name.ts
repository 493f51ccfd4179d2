import { organizationMessages } from "@/app/_messages/organization";

/** What is wrong with a name for an organization, or undefined. */
export function checkOrganizationName(name: string): string | undefined {
  if (name.trim() === "") return organizationMessages.nameMissing;
  return name.trim().length > 80 ? organizationMessages.nameTooLong : undefined;
}
