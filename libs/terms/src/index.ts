export * from './editions.js';
export * from './readings.js';
