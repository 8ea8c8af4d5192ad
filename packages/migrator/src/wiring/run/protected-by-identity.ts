import type { Configuration } from '../../config/open-configuration.ts';
import type { StateReader } from '../../ports/database/state-reader.ts';

/** The protected environment that a database belongs to, by its identity and not by its address. */
export async function protectedByIdentity(
  database: Pick<StateReader, 'readIdentity' | 'readProtection'>,
  configuration: Pick<Configuration, 'protectedIdentities' | 'isProtected'>,
): Promise<string | undefined> {
  const identities = configuration.protectedIdentities();
  const known = identities.size === 0 ? undefined : identities.get((await database.readIdentity()).identity);
  if (known !== undefined) return known;
  const marked = await database.readProtection();
  return marked !== null && configuration.isProtected(marked) ? marked : undefined;
}
