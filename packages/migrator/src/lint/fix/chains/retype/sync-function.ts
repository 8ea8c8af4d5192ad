/** A trigger that keeps a column equal to an expression of the other columns of its row. */
export interface Sync {
  /** The table, as SQL names it, and its name alone. */
  readonly table: string;
  readonly alias: string;
  /** The names of function and trigger, as in SQL; the function with the schema of the table. */
  readonly functionName: string;
  readonly triggerName: string;
}

/** `column` as SQL names it. The expression names columns as a statement on the table does. */
export function syncFunction({ functionName, alias }: Sync, column: string, expression: string): string {
  const tag = ['$sync$', '$sync2$', '$sync3$'].find((each) => !expression.includes(each)) ?? '$sync4$';
  return [
    `CREATE OR REPLACE FUNCTION ${functionName}() RETURNS trigger LANGUAGE plpgsql AS ${tag}`,
    'BEGIN',
    `  NEW.${column} := (SELECT ${expression} FROM (SELECT NEW.*) AS ${alias});`,
    '  RETURN NEW;',
    `END ${tag}`,
  ].join('\n');
}

export function syncTrigger({ table, functionName, triggerName }: Sync): string {
  return `CREATE TRIGGER ${triggerName} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${functionName}()`;
}

export function withoutSync({ table, functionName, triggerName }: Sync): readonly string[] {
  return [`DROP TRIGGER ${triggerName} ON ${table}`, `DROP FUNCTION ${functionName}()`];
}
