/** A string literal of TypeScript in single quotes. */
export function tsString(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** SQL as drizzle-orm's template takes it. */
export function sqlTemplate(sql: string): string {
  // A template would make one line end of a carriage return.
  return `sql\`${sql.replace(/[\\`]|\$\{/g, '\\$&').replaceAll('\r', '\\r')}\``;
}

const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** The name of a property where an object is written. */
export function tsKey(name: string): string {
  return IDENTIFIER.test(name) ? name : tsString(name);
}

/** A property where it is read. */
export function tsMember(of: string, name: string): string {
  return IDENTIFIER.test(name) ? `${of}.${name}` : `${of}[${tsString(name)}]`;
}

/** `userId` of `user_id`, and of `User ID`. */
export function camelCase(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', ...others] = words;
  const start = /^\p{Lu}+$/u.test(first) ? first.toLowerCase() : `${first.slice(0, 1).toLowerCase()}${first.slice(1)}`;
  const text = [start, ...others.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)].join('');
  return /^\p{L}/u.test(text) ? text : `_${text}`;
}
