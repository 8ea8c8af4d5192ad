/** What Alembic takes for a migration: `.py`, but not `__init__.py` and what editors leave behind (`.#name.py`). */
const REVISION_FILE = /^(?!\.#|__init__).*\.py$/;

/** Whether a file of a version location is a migration, by its name alone, as Alembic decides it. */
export function isRevisionFile(path: string): boolean {
  return REVISION_FILE.test(path.slice(path.lastIndexOf('/') + 1));
}
