import { nameParts } from '../names/name-parts.ts';
import { Tokenizer } from '../tokens/tokenizer.ts';

/** What `pg_get_indexdef` prints, without the name of the index. */
export function withoutIndexName(printed: string): string {
  return printed.replace(/ INDEX (?:"(?:[^"]|"")*"|\S+) ON /, ' INDEX ON ');
}

/** What an index is on, read off `pg_get_indexdef`. */
export interface IndexDefinition {
  readonly isUnique: boolean;
  readonly method: string;
  readonly parts: readonly IndexedPart[];
  /** The condition of a partial index. */
  readonly where: string | undefined;
}

export type IndexedPart =
  | { readonly expression: string }
  | {
      readonly column: string;
      readonly operatorClass: string | undefined;
      readonly isDescending: boolean;
      readonly nullsFirst: boolean;
    };

const HEAD =
  /^CREATE (UNIQUE )?INDEX (?:"(?:[^"]|"")*"|\S+) ON (?:"(?:[^"]|"")*"|[^".\s])+(?:\.(?:"(?:[^"]|"")*"|[^".\s])+)? USING (\w+) \(/;
const NAME = '(?:"(?:[^"]|"")*"|[a-z_][a-z0-9_$]*)';
const COLUMN = new RegExp(`^(${NAME})(?: (?!ASC|DESC|NULLS|COLLATE)(${NAME}))?( DESC)?(?: NULLS (FIRST|LAST))?$`);

/**
 * `undefined` for what says more than a Drizzle schema can: INCLUDE, NULLS NOT DISTINCT, storage parameters, another
 * collation, an expression with an operator class or an order.
 */
export function indexDefinition(printed: string): IndexDefinition | undefined {
  const head = HEAD.exec(printed);
  if (head === null) return undefined;
  const { parts, after } = listAt(printed.slice(head[0].length));
  const where = /^(?: WHERE (.+))?$/s.exec(after);
  const read = parts.flatMap((part) => indexedPart(part) ?? []);
  if (where === null || read.length < parts.length) return undefined;
  return { isUnique: head[1] !== undefined, method: head[2] ?? '', parts: read, where: where[1] };
}

function indexedPart(text: string): IndexedPart | undefined {
  const found = COLUMN.exec(text);
  if (found === null) {
    const isWhole = /^\(.*\)$/s.test(text) || /^[\w."]+\(.*\)$/s.test(text);
    return isWhole && closesAtEnd(text) ? { expression: text } : undefined;
  }
  const [, name = '', operatorClass, desc, nulls] = found;
  const isDescending = desc !== undefined;
  return {
    column: nameParts(name)[0] ?? name,
    ...{ operatorClass, isDescending },
    nullsFirst: nulls === undefined ? isDescending : nulls === 'FIRST',
  };
}

/** Whether the first parenthesis is closed by the last character. */
function closesAtEnd(text: string): boolean {
  const open = text.indexOf('(');
  const { after } = listAt(text.slice(open + 1));
  return after === '';
}

/** What is between commas up to the parenthesis that closes, and what comes after it. */
function listAt(text: string): { readonly parts: readonly string[]; readonly after: string } {
  const tokens = new Tokenizer(text);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let kind = tokens.next(); kind !== 'end'; kind = tokens.next()) {
    const at = tokens.start;
    if (tokens.text === '(' || tokens.text === '[') depth += 1;
    else if (tokens.text === ']') depth -= 1;
    else if (tokens.text === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    } else if (tokens.text === ')') {
      if (depth === 0) {
        parts.push(text.slice(start, at).trim());
        return { parts, after: text.slice(at + 1) };
      }
      depth -= 1;
    }
  }
  return { parts, after: '' };
}
