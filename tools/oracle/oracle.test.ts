import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from './corpus.ts';
import { DEVIATIONS } from './deviations.ts';
import { type OracleReport, runCorpus } from './run-corpus.ts';

const FIXTURE = new URL('../../packages/migrator/test/fixtures/oracle/public.json.gz', import.meta.url);

describe('the answers of Alembic 1.19.1', () => {
  let report: OracleReport;

  beforeAll(() => {
    report = runCorpus(readCorpus(fileURLToPath(FIXTURE)));
  });

  it('are all asked', () => {
    expect(report.queries).toBe(33_246);
    expect([...report.operations.values()].reduce((sum, { total }) => sum + total, 0)).toBe(33_246);
  });

  it('are ours, but for what a written rule explains', () => {
    expect(report.disagreements).toEqual([]);
  });

  it('need at most five rules, each of which is needed', () => {
    expect(DEVIATIONS.length).toBeLessThanOrEqual(5);
    expect([...report.deviations].filter(([, count]) => count === 0)).toEqual([]);
  });

  it('agree word for word in more than 97 of 100', () => {
    const agreed = [...report.operations.values()].reduce((sum, { agree }) => sum + agree, 0);
    expect(agreed / report.queries).toBeGreaterThan(0.97);
  });
});
