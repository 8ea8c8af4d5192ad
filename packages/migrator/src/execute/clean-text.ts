import { redactSql } from '../sql/redact-sql.ts';
import type { Statement } from '../sql/script/statement.ts';
import { withoutSecrets } from '../sql/secrets/without-secrets.ts';
import { readStatement } from '../sql/statement/read-statement.ts';

/** They are asked for with each notice of the same step. */
const known = new WeakMap<readonly Statement[], readonly string[]>();

/** A text about a step without the credentials in its statements. */
export function cleanText({ statements }: { readonly statements: readonly Statement[] }, text: string): string {
  let secrets = known.get(statements);
  if (secrets === undefined) {
    const all = new Set(statements.flatMap(({ sql }) => readStatement(sql).secrets));
    secrets = [...all].sort((a, b) => b.length - a.length);
    known.set(statements, secrets);
  }
  return redactSql(withoutSecrets(text, secrets));
}
