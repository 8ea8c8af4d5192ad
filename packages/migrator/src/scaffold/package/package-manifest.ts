/** What package.json says about a package and those that it needs. */
export interface PackageManifest {
  readonly name: string;
  /** Name and version, of dependencies of all kinds. */
  readonly dependencies: ReadonlyMap<string, string>;
}

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The manifest, or `undefined` if the text is not one: npm reports that on install. */
export function parsePackageManifest(text: string): PackageManifest | undefined {
  const manifest = parsed(text);
  if (!isRecord(manifest)) return undefined;
  const dependencies = new Map<string, string>();
  for (const kind of KINDS) {
    const given = manifest[kind];
    if (!isRecord(given)) continue;
    for (const [name, version] of Object.entries(given)) {
      if (!dependencies.has(name)) dependencies.set(name, String(version));
    }
  }
  return { name: typeof manifest.name === 'string' ? manifest.name : '', dependencies };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
