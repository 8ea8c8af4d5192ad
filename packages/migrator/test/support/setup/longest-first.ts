import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take ten seconds and more; begun last, one of them would keep one worker busy while the other has nothing left. */
const LONG = [
  'scenarios.e2e.test.ts',
  'pack.e2e.test.ts',
  'across.db.test.ts',
  'escapes.db.test.ts',
  'nx/life.e2e.test.ts',
  'clone.e2e.test.ts',
  'kinds.db.test.ts',
  'kill.db.test.ts',
  'pooler.db.test.ts',
  'bad-revisions.db.test.ts',
  'merge-pairs.db.test.ts',
  'silent-session.db.test.ts',
  'in-batches.db.test.ts',
  'whole-program.e2e.test.ts',
  'faults/batches.db.test.ts',
  'hints-schemas.db.test.ts',
  'workspaces.db.test.ts',
  'merge-cases.db.test.ts',
  'site.e2e.test.ts',
  'hints.db.test.ts',
  'rehearsal-page.db.test.ts',
  'drizzle-states.db.test.ts',
  'connection-loss.db.test.ts',
  'gates.db.test.ts',
  'merge-order.db.test.ts',
];

/** Begins the longest files first, and leaves the rest as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at === -1 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
