import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inStatements } from '../../../src/proof/rows/in-statements.ts';

const weighed = fc.array(
  fc.record({ select: fc.stringMatching(/^select \d{1,3}$/), weight: fc.integer({ min: 1, max: 9 }) }),
);

test('every select is in one statement, in order, and no statement with several is too heavy', () => {
  fc.assert(
    fc.property(weighed, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const text = inStatements(
        all.map(({ select }) => select),
        most,
        (index) => all[index]?.weight ?? 1,
      );
      const statements = text === '' ? [] : text.split(';\n').map((statement) => statement.split('\nunion all\n'));
      expect(statements.flat()).toEqual(all.map(({ select }) => select));
      let at = 0;
      for (const parts of statements) {
        const weights = parts.map(() => all[at++]?.weight ?? 0);
        expect(weights.length === 1 || weights.reduce((sum, weight) => sum + weight) <= most).toBe(true);
      }
    }),
  );
});
