import { repositoryMessages as messages } from "@/app/_messages/repositories";
import type { Estimate } from "./time-left";

/** "About 4 min left": rounded up, and no finer than an estimate deserves. */
export function timeLeftWords(given: Estimate | undefined): string {
  if (given === undefined) return messages.estimating;
  const { secondsLeft } = given;
  if (secondsLeft === undefined) return messages.stalled;
  if (secondsLeft < 10) return messages.fewSecondsLeft;
  if (secondsLeft < 55) return messages.secondsLeft(Math.ceil(secondsLeft / 10) * 10);
  const minutes = Math.ceil(secondsLeft / 60);
  if (minutes < 60) return messages.minutesLeft(minutes);
  const tens = Math.ceil(minutes / 10) * 10;
  return messages.hoursLeft(Math.floor(tens / 60), tens % 60);
}
