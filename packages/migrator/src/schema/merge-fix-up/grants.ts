import type { CatalogEntity } from '../entity/catalog.ts';
import { type Guarded, path, rank } from './guarded.ts';
import type { Variant } from './variants.ts';

const OPTION = ' with grant option';
const KINDS: Readonly<Record<string, string>> = { table: 'table', view: 'table', sequence: 'sequence' };

/**
 * Grants on tables, views and sequences to roles other than the owner. GRANT and REVOKE do nothing if it is already
 * right.
 */
export function grantFixes(variant: Variant): readonly Guarded[] | undefined {
  const { target, others, facts } = variant;
  if (target === undefined || !facts.has('privileges')) return [];
  const kind = KINDS[variant.kind];
  if (kind === undefined) return undefined;
  const wanted = linesOf(target);
  const found = new Set(others.flatMap((form) => (form === undefined ? [] : linesOf(form))));
  const what = `on ${kind} ${path(variant.schema, variant.name)}`;
  const grants = wanted.map(
    (line) => `grant ${privilege(line)} ${what} to ${grantee(line)}${line.endsWith(OPTION) ? OPTION : ''}`,
  );
  const revokes = [...found]
    .filter((line) => !wanted.includes(line))
    .map((line) => `revoke ${privilege(line)} ${what} from ${grantee(line)}`);
  return [{ phase: 'create', rank: rank('grant'), when: 'true', statements: [...revokes, ...grants] }];
}

/** Without the owner's privileges, which PostgreSQL keeps. */
function linesOf({ facts: { privileges } }: CatalogEntity): readonly string[] {
  return Array.isArray(privileges) ? privileges.map(String).filter((line) => !line.startsWith('<owner> ')) : [];
}

function grantee(line: string): string {
  return line.slice(0, line.replace(OPTION, '').lastIndexOf(' '));
}

function privilege(line: string): string {
  const plain = line.replace(OPTION, '');
  return plain.slice(plain.lastIndexOf(' ') + 1);
}
