import type { Judged } from './judge.ts';

const KINDS = [
  ...['index', 'table', 'foreign key', 'constraint', 'sequence', 'column', 'trigger'],
  ...['database', 'collation', 'prepared transaction'],
];

/**
 * Reads patterns of findings that a team lives with: a path (`public.log_*`), a kind and path (`index public.tmp_*`) or
 * a rule and path (`no-primary-key public.log`). `*` matches any text.
 */
export function ignoredFindings(patterns: readonly string[]): (finding: Pick<Judged, 'code' | 'object'>) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.trim().split('*');
    return new RegExp(`^${parts.map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's');
  });
  return ({ code, object }) => {
    const kind = KINDS.find((each) => object.startsWith(`${each} `));
    const path = kind === undefined ? object : object.slice(kind.length + 1);
    return [path, object, `${code} ${path}`].some((text) => tests.some((test) => test.test(text)));
  };
}
