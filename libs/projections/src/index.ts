export * from './contract-list.js';
export * from './contract-source.js';
export * from './projector.js';
export { rebuild } from './rebuild.js';
export * from './sqlite/open-contract-list.js';
export { ListFromTheFuture } from './sqlite/schema.js';
