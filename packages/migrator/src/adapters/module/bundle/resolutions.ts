import type { ImportKind, PluginBuild, ResolveResult } from 'esbuild';

/** What is imported, how, and from which folder. */
export interface Asked {
  readonly path: string;
  readonly kind: ImportKind;
  readonly resolveDir: string;
}

/** What esbuild itself answers for imports, by name and folder. Each is a question to another process, asked once. */
export class Resolutions {
  readonly #known = new Map<string, Promise<ResolveResult>>();
  /** Says to the plugins, which ask for resolutions themselves, that they asked. */
  readonly #mark = {};

  /** Whether it is asked by {@link resolved}: the answer is esbuild's own. */
  isOurs(pluginData: unknown): boolean {
    return pluginData === this.#mark;
  }

  readonly resolved = (build: PluginBuild, { path, kind, resolveDir }: Asked): Promise<ResolveResult> => {
    const key = `${kind}\0${resolveDir}\0${path}`;
    const answer = this.#known.get(key) ?? build.resolve(path, { kind, resolveDir, pluginData: this.#mark });
    this.#known.set(key, answer);
    return answer;
  };
}
