import type { TypeShape } from '../../ports/proof/table-shape.ts';
import { baseValue, type Extreme } from './base-values.ts';

export type { Extreme } from './base-values.ts';

/**
 * A value of the type as the text that PostgreSQL casts to it; `undefined` for types that Braid cannot write. `n` is
 * the number of the row: other numbers give other values as far as the type has them. Deterministic.
 */
export function seedValue(type: TypeShape, n: number, extreme: Extreme): string | undefined {
  switch (type.kind) {
    case 'enum': {
      const labels = type.labels ?? [];
      if (extreme === 'typical') return labels[n % Math.max(1, labels.length)];
      return extreme === 'high' ? labels.at(-1) : labels[0];
    }
    case 'domain':
      return type.of && seedValue(type.of, n, extreme);
    case 'array':
      return arrayValue(type, n, extreme);
    case 'composite':
      return `(${','.repeat(Math.max(0, (type.attributes ?? 1) - 1))})`;
    case 'range':
      return rangeValue(type, n);
    case 'multirange': {
      const range = rangeValue(type, n);
      return range === undefined ? undefined : `{${range}}`;
    }
    case 'base':
      return baseValue(type, n, extreme);
  }
}

function arrayValue(type: TypeShape, n: number, extreme: Extreme): string | undefined {
  if (extreme === 'low') return '{}';
  const elements = [n, n + 1].map((at) => type.of && seedValue(type.of, at, extreme));
  if (elements.some((element) => element === undefined)) return undefined;
  return `{${elements.map((element) => `"${(element ?? '').replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Ranges of one row do not overlap those of another, so that exclusion constraints hold. */
function rangeValue(type: TypeShape, n: number): string | undefined {
  const [lower, upper] = [2 * n, 2 * n + 1].map((at) => type.of && seedValue(type.of, at, 'typical'));
  return lower === undefined || upper === undefined ? undefined : `["${lower}","${upper}")`;
}
