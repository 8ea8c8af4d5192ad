import type { RevisionSession } from '../ports/database/revision-runner.ts';
import type { ServerFailure } from '../ports/database/server-failure.ts';
import type { InMemoryFaults } from './in-memory-faults.ts';

/** The code of a data revision. */
export type Work = (session: RevisionSession) => Promise<void>;

/** What a session throws where the server would have refused a statement. */
class RefusedStatement extends Error {
  readonly failure: ServerFailure;

  constructor(failure: ServerFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Runs code whose statements go `into` a list. The failure if one of them was refused; errors of the code itself are
 * thrown.
 */
export async function runWork(faults: InMemoryFaults, into: string[], work: Work): Promise<ServerFailure | undefined> {
  try {
    await work({
      client: undefined,
      execute: async (sql) => {
        const failure = faults.operate(() => into.push(sql), sql);
        if (failure !== undefined) throw new RefusedStatement(failure);
        return { rows: [], rowCount: 0 };
      },
      copyFrom: async (sql, data) => {
        let lines = 0;
        for await (const piece of data) lines += String(piece).split('\n').length - 1;
        const failure = faults.operate(() => into.push(sql), sql);
        if (failure !== undefined) throw new RefusedStatement(failure);
        return lines;
      },
      textOf: (value) => (value === null || value === undefined ? null : String(value)),
      keepsCursors: true,
    });
    return undefined;
  } catch (error) {
    if (error instanceof RefusedStatement) return error.failure;
    throw error;
  }
}
