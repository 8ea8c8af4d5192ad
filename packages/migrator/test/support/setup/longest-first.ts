import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more; begun last, one of them would keep one worker busy while the other has nothing left. */
const LONG = [
  'scenarios.e2e.test.ts',
  'clone.e2e.test.ts',
  'pack.e2e.test.ts',
  'life.e2e.test.ts',
  'whole-program.e2e.test.ts',
  'merge-pairs.db.test.ts',
  'kinds.db.test.ts',
  'kill.db.test.ts',
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
