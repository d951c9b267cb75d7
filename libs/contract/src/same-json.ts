/** Whether two JSON values are the same, whatever the order of their members. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [membersOfA, membersOfB] = [Object.entries(a), Object.entries(b)];
  const others = new Map<string, unknown>(membersOfB);
  return (
    membersOfA.length === membersOfB.length &&
    membersOfA.every(([key, value]) => others.has(key) && sameJson(value, others.get(key)))
  );
};
