/** `exactOptionalPropertyTypes` wants absent keys, not keys that are undefined. */
type Dropped<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its keys that are undefined. */
export function dropUndefined<T extends object>(value: T): Dropped<T>;
export function dropUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
