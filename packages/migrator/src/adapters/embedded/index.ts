export { embeddedStatus } from './embedded-status.ts';
export { resetEmbedded } from './reset-embedded.ts';
export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './start-embedded.ts';
export { stopEmbedded } from './stop-embedded.ts';
