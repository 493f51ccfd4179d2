import { type Finding, good, warning } from "./finding";

export interface QueueFigures {
  waiting: number;
  active: number;
  failed: number;
  /** How long the oldest job that could start has waited. */
  oldestWaitS: number;
  /** Jobs that somebody took up and then gave no sign of life for: nobody took them back either. */
  stuck: number;
}

const LONG_WAIT_S = 300;

export function judgeQueue({ waiting, active, failed, oldestWaitS, stuck }: QueueFigures): Finding[] {
  const figures = `${waiting} jobs wait, ${active} are under way`;
  const findings =
    oldestWaitS > LONG_WAIT_S && active === stuck
      ? [
          warning(
            `${figures}, the oldest since ${Math.round(oldestWaitS / 60)} minutes`,
            "Nobody takes them up: start the app, or npm run worker where WORKER=off.",
          ),
        ]
      : [good(figures)];
  if (stuck > 0) {
    findings.push(
      warning(
        `${stuck} jobs were taken up by a worker that has given no sign of life since`,
        "No worker is alive to take them back: start the app, or npm run worker; it takes up what they left.",
      ),
    );
  }
  if (failed > 0) {
    findings.push(
      warning(
        `${failed} jobs failed for good`,
        "The log says why (Background work failed). Index the repository again.",
      ),
    );
  }
  return findings;
}
