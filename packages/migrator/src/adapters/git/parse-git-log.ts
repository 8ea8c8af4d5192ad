import type { FileOrigin } from '../../ports/workspace/file-history.ts';

export interface GitLog {
  readonly origins: Map<string, FileOrigin>;
  /** Files whose origin is a commit without a parent. */
  readonly fromRoots: readonly string[];
}

/**
 * Reads `git log -z --name-only --format=%x02%H%x01%aI%x01%P%x01%an`, newest first. A file that was added several times
 * (removed in between, or on two branches) counts from the first time.
 */
export function parseGitLog(output: string): GitLog {
  const origins = new Map<string, FileOrigin>();
  const roots = new Map<string, boolean>();
  for (const commit of output.split('\u0002').slice(1)) {
    // The header ends at a NUL (or, before the first name, at a line end as well), each name at a NUL.
    const [header = '', ...names] = commit.split('\0');
    const [hash = '', date = '', parents = '', author = ''] = header.split('\u0001');
    const origin = { author: printable(author), date: utc(date), commit: hash };
    for (const name of names.map((text) => text.replace(/^\n/, '')).filter((text) => text !== '')) {
      origins.set(name, origin);
      roots.set(name, parents === '');
    }
  }
  return { origins, fromRoots: [...roots].filter(([, root]) => root).map(([name]) => name) };
}

/** Anyone can choose such a name: it must not control a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || 'unknown';
}

function utc(date: string): string {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : new Date(time).toISOString().replace('.000Z', 'Z');
}
