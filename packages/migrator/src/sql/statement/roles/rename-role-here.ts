import { nameParts } from '../../names/name-parts.ts';
import { quoteIdentifier } from '../../names/quote-identifier.ts';
import { quoteLiteral } from '../../names/quote-literal.ts';
import { TokenList } from '../../tokens/token-list.ts';

/**
 * `ALTER ROLE … RENAME` for one database of a server alone, where others continue with the old name: its policies and
 * what the role owns are the other role's, which is made where it is absent. Privileges cannot be handed on like that:
 * with any of them it fails. Every other statement as it is.
 */
export function renameRoleHere(sql: string): string {
  const tokens = new TokenList(sql);
  const [command, what, rename, to] = [0, 1, 3, 4].map((index) => tokens.at(index).key);
  if (command !== 'alter' || !/^(?:role|user|group)$/.test(what ?? '') || rename !== 'rename' || to !== 'to')
    return sql;
  const [from, name] = [2, 5].map((index) => quoteIdentifier(nameParts(tokens.at(index).text)[0] ?? ''));
  const [old, next] = [quoteLiteral(from ?? ''), quoteLiteral(name ?? '')];
  return `DO $rename$ DECLARE found record; BEGIN
  IF to_regrole(${old}) IS NULL THEN
    RAISE undefined_object USING MESSAGE = format('role %s does not exist', ${old});
  END IF;
  BEGIN
    CREATE ROLE ${name};
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  FOR found IN
    SELECT polname, polrelid::regclass AS relation, (
      SELECT string_agg(CASE role WHEN 0 THEN 'public' WHEN to_regrole(${old}) THEN ${next} ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
      FROM unnest(polroles) role
    ) AS roles
    FROM pg_policy WHERE to_regrole(${old}) = ANY (polroles)
  LOOP
    EXECUTE format('ALTER POLICY %I ON %s TO %s', found.polname, found.relation, found.roles);
  END LOOP;
  REASSIGN OWNED BY ${from} TO ${name};
  IF EXISTS (
    SELECT FROM pg_shdepend
    WHERE refclassid = 'pg_authid'::regclass AND refobjid = to_regrole(${old})
      AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  ) THEN
    RAISE EXCEPTION 'privileges of role % cannot be followed', ${old};
  END IF;
END $rename$`;
}
