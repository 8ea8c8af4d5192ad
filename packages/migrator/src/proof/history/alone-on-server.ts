import type { RevisionFile } from '../../revision/revision-file.ts';
import { reachesServer } from '../../sql/statement/about/reaches-server.ts';

/**
 * Whether a revision may change something that another database of the server has, too: two databases that change it at
 * the same moment may get in each other's way. What code imports is not read: it may write a file or ask a service.
 */
export function aloneOnServer({ revision, upgrade, downgrade, text }: RevisionFile): boolean {
  if (revision.kind !== 'sql') {
    const code = withoutTypes(text);
    return reachesServer(code) || OTHERS.test(code);
  }
  return [upgrade, downgrade].some((section) => section?.statements.some(({ sql }) => reachesServer(sql)) === true);
}

/** Without imports of types, which are gone when code runs. */
function withoutTypes(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('import type ') || line.indexOf(';') < line.trimEnd().length - 1)
    .join('\n');
}

/** What gives code more than `op`. */
const OTHERS = /\b(?:import|require|process|fetch|globalThis)\b|\bexport\s*[*{]/;
