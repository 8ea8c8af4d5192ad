import { stringValue } from '../tokens/string-value.ts';
import { TokenList } from '../tokens/token-list.ts';

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** The constants of an expression, in order. */
export interface Constants {
  readonly strings: readonly string[];
  /** Also those that are written as strings: `'-5'::integer`. */
  readonly numbers: readonly number[];
}

export function constantsOf(expression: string): Constants {
  const strings: string[] = [];
  const numbers: number[] = [];
  let sign = '';
  for (const { kind, text } of new TokenList(expression)) {
    const value = kind === 'string' ? stringValue(text) : `${sign}${text}`;
    if (kind === 'string') strings.push(value);
    if ((kind === 'string' || kind === 'number') && NUMBER.test(value)) numbers.push(Number(value));
    sign = text === '-' ? '-' : '';
  }
  return { strings, numbers };
}
