import type { ScratchServer } from '../../ports/proof/scratch.ts';

/** More roles than this in one run, and something else is wrong. */
const MOST = 100;

/**
 * Runs `work`, again with each role that it says is absent: roles belong to the server, and one that no revision makes
 * (`authenticated` of Supabase, the role of an application) is there where the revisions are for. On the user's own
 * server nothing is made. `work` has to leave nothing behind where it fails, or to continue from there.
 */
export async function withRoles<T>(server: Pick<ScratchServer, 'makeRole'>, work: () => Promise<T>): Promise<T> {
  for (let made = 0; ; made += 1) {
    try {
      return await work();
    } catch (error) {
      const role = absentRole(error);
      if (role === undefined || server.makeRole === undefined || made === MOST) throw error;
      await server.makeRole(role);
    }
  }
}

/** The role that the server did not find. */
function absentRole(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { sqlState, said } = saidBy(error);
  return sqlState === '42704' ? /\brole "(.+)" does not exist/.exec(said)?.[1] : undefined;
}

function saidBy(error: Error): { readonly sqlState: unknown; readonly said: string } {
  const facts: unknown = Reflect.get(error, 'facts');
  const sqlState: unknown = Reflect.get(Object(facts), 'sqlState') ?? Reflect.get(error, 'code');
  return { sqlState, said: error.message };
}
