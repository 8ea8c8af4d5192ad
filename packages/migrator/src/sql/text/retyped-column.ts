import { TokenList } from '../tokens/token-list.ts';

/** What an action `ALTER COLUMN c TYPE t COLLATE x USING e` says about the new type. */
export interface RetypedColumn {
  /** With its collation: `varchar(20) collate "C"`. */
  readonly type: string;
  /** How a value of the column becomes one of it; absent for the usual cast. */
  readonly using?: string;
}

/** Reads the only action of an `ALTER TABLE`; `undefined` where it gives no column another type. */
export function retypedColumn(sql: string): RetypedColumn | undefined {
  const tokens = [...new TokenList(sql)];
  const type = tokens.findIndex(
    ({ key }, at) => key === 'type' && tokens.slice(0, at).some((each) => each.key === 'alter'),
  );
  const first = tokens[type + 1];
  if (type < 0 || first === undefined) return undefined;
  let depth = 0;
  const using = tokens.slice(type + 1).find(({ key }) => {
    if (key === '(' || key === '[') depth += 1;
    if (key === ')' || key === ']') depth -= 1;
    return key === 'using' && depth === 0;
  });
  if (using === undefined) return { type: sql.slice(first.start).trim() };
  return {
    type: sql.slice(first.start, using.start).trim(),
    using: sql.slice(using.start + using.text.length).trim(),
  };
}
