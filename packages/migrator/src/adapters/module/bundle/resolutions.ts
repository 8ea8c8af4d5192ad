import type { ImportKind, PluginBuild, ResolveResult } from 'esbuild';

/** What is imported, how, and from which folder. */
export interface Asked {
  readonly path: string;
  readonly kind: ImportKind;
  readonly resolveDir: string;
}

/** esbuild's own answers for imports, by name and folder. Each is a request to another process, made once. */
export class Resolutions {
  readonly #known = new Map<string, Promise<ResolveResult>>();
  /** Tells the plugins, which make requests themselves, that a request is their own. */
  readonly #mark = {};

  /** Whether {@link resolved} makes the request: then the answer is esbuild's own. */
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
