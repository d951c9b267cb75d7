/** Closes a `switch` over a union: the compiler refuses a forgotten case, and a value from outside is a bug. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
};
