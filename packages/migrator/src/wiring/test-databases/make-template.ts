import type { ScratchSource } from '../../adapters/scratch/embedded-scratch.ts';
import { openScratchServer } from '../../adapters/scratch/scratch-server.ts';
import { templateName } from '../../adapters/scratch/template-store.ts';
import { testTemplates } from '../../adapters/test-databases/test-names.ts';
import type { TestServer } from '../../adapters/test-databases/test-server.ts';
import type { Workbench } from '../../commands/shared/workbench.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import { withState } from '../../proof/round-trip/with-state.ts';

/** Templates kept on a server, of all workspaces that are tested there; about 10 MB each. */
const templateLimit = 8;

/** An empty database, on every server. */
const nothing = 'template0';

/**
 * Makes the template of the workspace's heads, unless the server has it. Its key is made of all revision files, Braid's
 * version and the settings. It is cloned from the template with the most of its revisions.
 *
 * @returns its name
 */
export async function makeTemplate(
  bench: Pick<Workbench, 'proofs' | 'settings' | 'toolVersion' | 'runner'>,
  source: ScratchSource,
  server: TestServer,
): Promise<string> {
  const proofs = await bench.proofs();
  const { stateSchema } = bench.settings;
  const scratch = openScratchServer({
    // The run still needs the source, so closing this scratch server must not release it.
    source: { ...source, release: () => undefined },
    ...{ maker: bench.runner.identity, stateSchema, toolVersion: bench.toolVersion },
    ...{ templateLimit, templatePrefix: testTemplates },
  });
  try {
    const subject = new Subject({ ...proofs, server: scratch });
    const heads = subject.headsOf(subject.graph.ordered.map(({ id }) => id));
    if (heads.length === 0) return nothing;
    const keys = subject.keys();
    const key = keys.state(heads);
    const name = templateName(key, testTemplates);
    await server.whileMaking(key, async () => {
      const isKept = (await scratch.templates()).some((template) => template.key === key);
      if (isKept) await server.noteUse({ key, heads });
      else await withState(subject, keys, heads, async () => undefined);
    });
    return name;
  } finally {
    await scratch.close();
  }
}
