/** `true` where both types are the same, also where one of them is `any`. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles where its argument is `true`. */
export type Expect<T extends true> = T;
