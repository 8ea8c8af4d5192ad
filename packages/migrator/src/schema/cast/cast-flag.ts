import { CastFlagError } from '../../errors/schema/cast-errors.ts';
import { readPart } from '../../sql/names/read-part.ts';
import { isOneExpression } from '../../sql/text/one-expression.ts';
import type { ColumnEntity } from '../entity/schema-entity.ts';

/** `--cast events.kind=expression`: how values of a column are converted to another type. */
export interface CastFlag {
  readonly text: string;
  /** Table and column, or schema, table and column. */
  readonly path: readonly string[];
  readonly expression: string;
}

/** Reads `events.kind=upper(kind)::mood` and `app."Odd".n=n + 1`. Throws a `CastFlagError`. */
export function parseCastFlag(text: string): CastFlag {
  const path: string[] = [];
  let at = 0;
  for (;;) {
    const part = readPart(text, at);
    if (part === undefined || part.literal) throw new CastFlagError({ flag: text, problem: 'no-column' });
    path.push(part.text);
    at = part.end;
    if (text[at] !== '.') break;
    at += 1;
  }
  if (path.length < 2 || path.length > 3) throw new CastFlagError({ flag: text, problem: 'no-column' });
  const [blanks = ''] = /^ *=/.exec(text.slice(at)) ?? [];
  if (blanks === '') throw new CastFlagError({ flag: text, problem: 'no-equals' });
  const expression = text.slice(at + blanks.length).trim();
  if (!isOneExpression(expression)) throw new CastFlagError({ flag: text, problem: 'no-expression' });
  return { text, path, expression };
}

/** Whether a flag names the column; `public` may be left out. */
export function castsColumn({ path }: CastFlag, { schema, table, name }: ColumnEntity): boolean {
  const whole = [...(path.length === 2 ? ['public'] : []), ...path];
  return whole.join('\0') === [schema, table, name].join('\0');
}
