/** What `sharedRole` makes, and nothing that does anything else beside. */
const BLOCK =
  /^\s*BEGIN\s+(?:IF NOT EXISTS \(SELECT FROM pg_roles WHERE rolname = (?:'[^']*'| E'[^']*')\) THEN\s+CREATE ROLE [^;']*;\s+END IF;\s+EXCEPTION WHEN duplicate_object OR unique_violation THEN\s+NULL; -- another session made it meanwhile|DROP ROLE (?:IF EXISTS )?(?:"[^"]*");\s+EXCEPTION WHEN dependent_objects_still_exist THEN\s[^;]*\)\s+THEN\s+RAISE;\s+END IF;)\s+END\s*$/;

/** Whether the body of a DO block only makes or drops a role, as `sharedRole` writes it. */
export function isSharedRole(body: string): boolean {
  return BLOCK.test(body);
}
