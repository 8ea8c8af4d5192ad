import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';

/**
 * Creates the database unless it exists.
 *
 * @param adminUrl a database of the same server, as a user who may create databases
 */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  // Loaded only here: joining a running server must stay cheap.
  const { connect } = await import('../pg/reach/connect.ts');
  const client = await connect({ url: adminUrl, source: 'embedded' });
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${quoteIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
