/** Where a workspace that has Braid installed has the JSON schemas of its files. */
const INSTALLED = 'node_modules/@braid/migrator/schema';

/**
 * The `$schema` of a new file, by which editors know what it may say.
 *
 * @param folder of the file, relative to the root of the workspace, with `/`; `.` for the root itself
 */
export function schemaPath(folder: string, schema: 'migrate.config' | 'slice'): string {
  const up = folder === '.' ? './' : '../'.repeat(folder.split('/').length);
  return `${up}${INSTALLED}/${schema}.schema.json`;
}
