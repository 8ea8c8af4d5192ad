/** Which of the bundled readers fits a drizzle-orm: that for 0.36 to 0.45 (`stable`) or that for 1.x (`next`). */
export type OrmLine = 'stable' | 'next';

/**
 * The line that a version of drizzle-orm belongs to; `undefined` when no reader knows it. The reader of 0.x needs
 * policies and roles, which came with 0.36; that of 1.x needs the names of constraints as they are since 1.0.0-rc.5.
 */
export function ormLine(version: string): OrmLine | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-(.+))?$/.exec(version);
  if (match === null) return undefined;
  const [, major, minor, patch, pre] = match;
  if (major === '0') return Number(minor) >= 36 && Number(minor) <= 45 ? 'stable' : undefined;
  if (major !== '1') return undefined;
  if (pre === undefined || minor !== '0' || patch !== '0') return 'next';
  const candidate = /^rc\.(\d+)/.exec(pre);
  return candidate !== null && Number(candidate[1]) >= 5 ? 'next' : undefined;
}
