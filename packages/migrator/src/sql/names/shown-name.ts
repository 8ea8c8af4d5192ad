import type { QualifiedName } from './qualified-name.ts';
import { quoteIdentifier } from './quote-identifier.ts';

const PLAIN = /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/;

/**
 * A name as people write it: quoted only where it would not be read back as it is. Not for SQL that runs, since
 * keywords are not quoted.
 */
export function shownName({ schema, name }: QualifiedName): string {
  return [...(schema === undefined ? [] : [schema]), name]
    .map((part) => (PLAIN.test(part) ? part : quoteIdentifier(part)))
    .join('.');
}
