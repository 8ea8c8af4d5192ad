/** A slice that a change reaches, and why. */
export interface AffectedSlice {
  readonly slice: string;
  /**
   * The first changed file that it holds, or that it shares with all slices; `null` when it only depends on another
   * slice.
   */
  readonly changed: string | null;
  /** The affected slice that it depends on, when none of its own files changed. */
  readonly standsOn: string | null;
}

export interface AffectedInput {
  readonly slices: readonly { readonly label: string; readonly folder: string }[];
  /** Labels: `from` needs `to`. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** By label: folders outside slices that affect the slice, such as a package that it imports. */
  readonly shared: ReadonlyMap<string, readonly string[]>;
  /** What changed, relative to the root of the workspace. */
  readonly paths: readonly string[];
}

/**
 * Files at the root that affect every slice: what is installed, how it is compiled, and the migrator's configuration.
 */
const FOR_ALL =
  /^(migrate\.config\.[^/]+|package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lockb?|nx\.json|tsconfig[^/]*\.json)$/;

/**
 * The slices in whose folders something changed, and those that depend on them, over any number of steps; in the order
 * of `slices`. A file that affects all slices, or the `slice.json` of a deleted slice, makes it all of them.
 */
export function affectedSlices({ slices, edges, shared, paths }: AffectedInput): readonly AffectedSlice[] {
  const found = new Map<string, AffectedSlice>();
  const mark = (slice: string, changed: string | null, standsOn: string | null): void => {
    if (!found.has(slice)) found.set(slice, { slice, changed, standsOn });
  };
  // Of nested folders, a file belongs to the innermost.
  const byDepth = [...slices].sort((a, b) => b.folder.length - a.folder.length);
  for (const path of paths) {
    const owner = byDepth.find(({ folder }) => isIn(path, folder));
    if (owner !== undefined) mark(owner.label, path, null);
    for (const [label, folders] of shared) if (folders.some((folder) => isIn(path, folder))) mark(label, path, null);
  }
  const forAll = paths.find((path) => FOR_ALL.test(path) || isGoneSlice(path, slices));
  if (forAll !== undefined) for (const { label } of slices) mark(label, forAll, null);
  for (const { slice } of found.values()) {
    for (const { from, to } of edges) if (to === slice) mark(from, null, slice);
  }
  return slices.flatMap(({ label }) => found.get(label) ?? []);
}

function isIn(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function isGoneSlice(path: string, slices: AffectedInput['slices']): boolean {
  return path.endsWith('/slice.json') && !slices.some(({ folder }) => isIn(path, folder));
}
