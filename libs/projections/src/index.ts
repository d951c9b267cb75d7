export * from './read-model.js';
export * from './contract-source.js';
export * from './list-keeping.js';
export { CheckpointBeyondEnd, HoleInLog, type Passed } from './position-account.js';
export * from './projector.js';
export { rebuild } from './rebuild.js';
export * from './sqlite/open-sqlite-read-model.js';
export { ReadModelFromTheFuture } from './sqlite/schema.js';
