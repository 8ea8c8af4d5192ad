/** Long enough to see how it grows, short enough to leave room for words. */
const WIDTH = 12;

/** `█████░░░░░░░`; full when all is done, never before. */
export function bar(done: number, of: number): string {
  const share = of <= 0 ? 0 : Math.min(1, Math.max(0, done / of));
  const full = Math.floor(share * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
}
