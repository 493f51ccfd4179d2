const units = ["KiB", "MiB", "GiB"];

/** "512 bytes", "3.4 KiB", "120 MiB": three figures at most. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount < 100 ? Number(amount.toFixed(1)) : Math.round(amount)} ${units[unit]}`;
}
