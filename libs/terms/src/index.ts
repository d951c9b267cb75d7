export * from './editions.js';
export * from './interpretation.js';
export * from './readings.js';
