import { z } from "zod";
import { found } from "@/server/trpc/errors";
import { router, userProcedure } from "@/server/trpc/init";
import { getPicture, MAX_PICTURE_BYTES, removePicture, setPicture } from "./picture";
import { profileInput } from "./profile-input";
import { refuse } from "./refuse";
import { updateProfile } from "./update-profile";

const problems = {
  "no picture": "This is no PNG, JPEG or WebP picture. Choose another file.",
  "too large": `A picture has at most ${MAX_PICTURE_BYTES / 1000} kB. Choose a smaller one.`,
  "not square": "A picture is a square of at most 512 pixels. Cut it first.",
};

export const profileRouter = router({
  update: userProcedure
    .input(profileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.user.userId, input)),

  /** Takes the bytes of a small square PNG, JPEG or WebP in base64. */
  setPicture: userProcedure
    .input(
      z.object({
        base64: z.base64("This is no picture.").max(MAX_PICTURE_BYTES * 1.4, problems["too large"]),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const refusal = await setPicture(ctx.user.userId, Buffer.from(input.base64, "base64"));
      if (refusal) throw refuse("BAD_REQUEST", problems[refusal]);
    }),

  removePicture: userProcedure.mutation(({ ctx }) => removePicture(ctx.user.userId)),

  /** The caller's own picture, or that of somebody they share an organization with. */
  picture: userProcedure
    .input(z.object({ id: z.string().min(1) }))
    .query(async ({ ctx, input }) => found(await getPicture(input.id, ctx.user.userId), "picture")),
});
