import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { user, userProfile } from "@/db/schema";
import type { ProfileChanges } from "./profile-input";

/** Changes what is given of a person's profile, and leaves the rest. */
export async function updateProfile(userId: string, changes: ProfileChanges): Promise<void> {
  const { name, ...profile } = changes;
  const { orm } = await getDatabase();
  await orm.transaction(async (tx) => {
    if (name !== undefined) await tx.update(user).set({ name }).where(eq(user.id, userId));
    if (Object.keys(profile).length === 0) return;
    await tx
      .insert(userProfile)
      .values({ userId, ...profile })
      .onConflictDoUpdate({ target: userProfile.userId, set: profile });
  });
}
