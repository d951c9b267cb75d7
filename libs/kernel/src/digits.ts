/** The number that stands at a place; not a number where anything but digits does. Every fact is read by it, so no pattern is matched. */
export const digitsAt = (text: string, from: number, to: number): number => {
  let value = 0;
  for (let place = from; place < to; place += 1) {
    const digit = text.charCodeAt(place) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};
