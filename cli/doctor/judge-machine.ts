import { bad, type Finding, good, warning } from "./finding";

const GIB = 2 ** 30;

export interface Machine {
  platform: string;
  arch: string;
  nodeVersion: string;
}

export function judgeMachine({ platform, arch, nodeVersion }: Machine): Finding[] {
  const isKnown = ["linux", "darwin"].includes(platform) && ["x64", "arm64"].includes(arch);
  const major = Number(nodeVersion.split(".")[0]);
  return [
    isKnown
      ? good(`The machine is ${platform} ${arch}`)
      : bad(`The machine is ${platform} ${arch}`, "Run Carrel on Linux or macOS, x64 or arm64."),
    major >= 24
      ? good(`Node ${nodeVersion}`)
      : bad(
          `Node ${nodeVersion} runs this command, and the product needs 24`,
          "npm ci installs Node 24 beside the dependencies; run the command with npm run.",
        ),
  ];
}

/** `version` is what `git --version` says; undefined where there is none. */
export function judgeGit(version: string | undefined): Finding {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  const fix = "Install git 2.30 or later (Debian: apt-get install git). Folders and archives need none.";
  if (major === undefined || minor === undefined)
    return warning("There is no git: repositories of git servers cannot be indexed", fix);
  const isEnough = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 30);
  const text = `Git ${major}.${minor}`;
  return isEnough ? good(text) : warning(`${text} is too old to read repositories with`, fix);
}

/** `freeBytes` of the file system that holds `directory`. */
export function judgeDisk(directory: string, freeBytes: number): Finding {
  const text = `${(freeBytes / GIB).toFixed(1)} GiB are free for ${directory}`;
  const fix =
    "Make room, or set DATA_DIR to a larger disk: a database that cannot write stops, and an index needs space.";
  if (freeBytes < GIB / 4) return bad(text, fix);
  return freeBytes < 2 * GIB ? warning(text, fix) : good(text);
}

/** `skewMs` is how far the database's clock is ahead; the answer's way there and back is taken off already. */
export function judgeClock(skewMs: number): Finding {
  const apart = Math.abs(skewMs);
  const text = `The clocks of the database and this machine are ${(apart / 1000).toFixed(1)} s apart`;
  const fix = "Set both by NTP (timedatectl set-ntp true): sessions, tokens and schedules go by the clock.";
  if (apart > 60_000) return bad(text, fix);
  return apart > 2_000 ? warning(text, fix) : good(text);
}
