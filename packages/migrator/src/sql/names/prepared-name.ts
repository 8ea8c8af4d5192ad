import { quoteLiteral } from './quote-literal.ts';

/** `prepared transaction 'p'`, with its name as commands take it. */
export function preparedName(name: string): string {
  return `prepared transaction ${quoteLiteral(name)}`;
}
