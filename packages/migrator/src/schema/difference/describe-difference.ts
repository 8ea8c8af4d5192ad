import { entityLabel } from '../entity/catalog.ts';
import type { CatalogValue } from '../facts/catalog-value.ts';
import type { CatalogDifference } from './diff-catalogs.ts';

function show(value: CatalogValue | undefined): string {
  if (value === undefined) return '(default)';
  return typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : JSON.stringify(value);
}

/**
 * One difference as lines for people: `~ column public.a.b`, then a line for each fact, `    type: integer -> bigint`.
 */
export function describeDifference(difference: CatalogDifference): string {
  const sign = { added: '+', removed: '-', changed: '~' }[difference.change];
  const facts = difference.facts.map(({ fact, before, after }) => `    ${fact}: ${show(before)} -> ${show(after)}`);
  return [`${sign} ${entityLabel(difference.entity)}`, ...facts].join('\n');
}
