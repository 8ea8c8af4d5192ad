/** Runs a file (absolute path) of a workspace, TypeScript or JavaScript, and gives what it exports. */
export async function importFile(path: string, root: string): Promise<unknown> {
  const { bundleFile } = await import('../adapters/module/bundle-file.ts');
  return await (await bundleFile(path, root)).run();
}
