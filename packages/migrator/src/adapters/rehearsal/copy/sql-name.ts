import type { QualifiedName } from '../../../sql/names/qualified-name.ts';
import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';

export function sqlName({ schema, name }: Required<QualifiedName>): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
