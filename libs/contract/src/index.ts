export * from './contract.js';
export * from './events.js';
export * from './history.js';
