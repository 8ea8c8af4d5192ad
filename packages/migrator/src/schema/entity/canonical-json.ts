import type { CatalogValue } from '../facts/catalog-value.ts';

/** JSON on one line with sorted keys: the same text for the same value. */
export function canonicalJson(value: CatalogValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function isList(value: CatalogValue): value is readonly CatalogValue[] {
  return Array.isArray(value);
}
