import type { CatalogValue } from './catalog-value.ts';
import type { JsonFacts } from './entity-facts.ts';

type Test<V> = (value: CatalogValue) => value is V & CatalogValue;

/** The check for a fact, and whether it may be absent. */
export interface FactCheck {
  readonly required: boolean;
  test(value: CatalogValue): boolean;
}

interface Must<V> extends FactCheck {
  readonly required: true;
  readonly test: Test<V>;
}

interface May<V> extends FactCheck {
  readonly required: false;
  readonly test: Test<V>;
}

/** A check for each fact, of exactly its type. */
export type FactChecks<F> = Readonly<Record<string, FactCheck>> & {
  readonly [K in keyof F]-?: Record<never, never> extends Pick<F, K> ? May<Exclude<F[K], undefined>> : Must<F[K]>;
};

export function must<V extends CatalogValue>(test: Test<V>): Must<V> {
  return { required: true, test };
}

export function may<V extends CatalogValue>(test: Test<V>): May<V> {
  return { required: false, test };
}

/** The first fact that is missing or invalid; `undefined` if there is none. Facts without a check may be anything. */
export function wrongFact(facts: JsonFacts, checks: Readonly<Record<string, FactCheck>>): string | undefined {
  for (const fact of Object.keys(checks)) {
    const value = facts[fact];
    const check = checks[fact];
    if (value === undefined ? check?.required === true : check?.test(value) === false) return fact;
  }
  return undefined;
}

export function hasFacts<F>(facts: JsonFacts, checks: FactChecks<F>): facts is JsonFacts & F {
  return wrongFact(facts, checks) === undefined;
}

export function isText(value: CatalogValue): value is string {
  return typeof value === 'string';
}

export function isFlag(value: CatalogValue): value is boolean {
  return typeof value === 'boolean';
}

export function isNumber(value: CatalogValue): value is number {
  return typeof value === 'number';
}

export function isTexts(value: CatalogValue): value is readonly string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}

export function isRecord(value: CatalogValue): value is JsonFacts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function orNull<V extends CatalogValue>(test: Test<V>): Test<V | null> {
  return (value): value is (V & CatalogValue) | null => value === null || test(value);
}
