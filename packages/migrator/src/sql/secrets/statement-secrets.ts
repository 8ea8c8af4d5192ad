import { TokenList } from '../tokens/token-list.ts';
import { type Literal, literalsOf } from './secret-literals.ts';
import { secretSpans } from './text-secrets.ts';

/** Strings in strings in strings: nobody writes more, and a text that looks like it must not cost more. */
const DEPTH = 4;

/** See `StatementFacts.secrets`. */
export function statementSecrets(tokens: TokenList): readonly string[] {
  const found = new Set<string>();
  collect(tokens, found, DEPTH);
  found.delete('');
  return [...found].sort((a, b) => b.length - a.length);
}

function collect(tokens: TokenList, found: Set<string>, depth: number): void {
  for (const literal of literalsOf(tokens)) {
    if (literal.secret) addForms(literal, found);
    const { value } = literal;
    for (const { start, end } of secretSpans(value, true)) found.add(value.slice(start, end));
    if (depth > 0 && MAY_HOLD_STRINGS.test(value)) collect(new TokenList(value), found, depth - 1);
  }
}

const MAY_HOLD_STRINGS = /['$]/;

/** As written, as it is meant, and its parts when it is a string that the server would take apart. */
function addForms({ token: { text }, value }: Literal, found: Set<string>): void {
  found.add(text).add(value);
  const inner = /^(?:U&|[EN])?'([\s\S]*)'$/i.exec(text)?.[1];
  if (inner !== undefined) found.add(inner);
}
