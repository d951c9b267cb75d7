declare const brand: unique symbol;

/** A primitive or object that only its own constructor function makes. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
