/** Typed reading of JSON: each function says what it found instead when the form is wrong. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fields(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw new Error(`${what}: an object was expected, not ${JSON.stringify(value)}`);
}

export function array(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${what}: a list was expected, not ${JSON.stringify(value)}`);
}

export function string(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${what}: a string was expected, not ${JSON.stringify(value)}`);
}

export function strings(value: unknown, what: string): readonly string[] {
  return array(value, what).map((item) => string(item, what));
}

/** A string, a list of strings, or (for null and absent) `undefined`. */
export function symbols(value: unknown, what: string): string | readonly string[] | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : strings(value, what);
}
