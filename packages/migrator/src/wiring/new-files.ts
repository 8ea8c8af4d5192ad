import { openPostWrite } from '../adapters/process/post-write.ts';
import type { RevisionContext } from '../commands/revision/revision-context.ts';
import type { Context } from './open-context.ts';

const DEFAULT_TIMEOUT = 60_000;

/** What the configuration says of new revision files. */
export function newFiles({
  configuration,
  workspace,
  stop,
}: Pick<Context, 'configuration' | 'workspace' | 'stop'>): Pick<RevisionContext, 'fileName' | 'postWrite'> {
  const {
    fileName: template,
    slugLength,
    timezone,
    postWrite = [],
    postWriteTimeout,
  } = configuration.config.revisions ?? {};
  const style = {
    ...(template === undefined ? {} : { template }),
    ...(slugLength === undefined ? {} : { slugLength }),
    ...(timezone === undefined ? {} : { timezone }),
  };
  if (postWrite.length === 0) return { fileName: style };
  const options = {
    root: workspace.root,
    timeoutMs: postWriteTimeout ?? DEFAULT_TIMEOUT,
    variables: configuration.variables.values,
    stop,
  };
  return { fileName: style, postWrite: openPostWrite(postWrite, options) };
}
