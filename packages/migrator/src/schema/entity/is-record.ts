import type { CatalogValue } from './catalog.ts';

/** Whether a fact is an object with named members. */
export function isRecord(value: CatalogValue | undefined): value is Readonly<Record<string, CatalogValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
