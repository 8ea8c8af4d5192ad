const MOST_HEADS = 3;
const LONGEST_DATABASE = 60;

/**
 * The name of a backup without its extension: database, time (UTC), heads, and the beginning of the run's id, which
 * distinguishes two backups of the same second. `orders-20261128T213000Z-8f3c2a1b9d04-9c4e21`.
 *
 * @param at ISO 8601 in UTC
 */
export function backupName(of: {
  readonly database: string;
  readonly at: string;
  readonly heads: readonly string[];
  readonly runId: string;
}): string {
  const time = `${of.at.slice(0, 19).replace(/[-:]/g, '')}Z`;
  const shown = of.heads.slice(0, MOST_HEADS).map((head) => shortened(head, 32));
  const more = of.heads.length > MOST_HEADS ? [`${of.heads.length - MOST_HEADS}-more`] : [];
  const heads = of.heads.length === 0 ? 'base' : [...shown, ...more].join('+');
  return `${shortened(of.database, LONGEST_DATABASE)}-${time}-${heads}-${shortened(of.runId, 6)}`;
}

/** Characters that every file system accepts and that need no quotes in a shell. */
function shortened(text: string, length: number): string {
  return text
    .replace(/[^\w.]/g, '_')
    .replace(/^\./, '_')
    .slice(0, length);
}
