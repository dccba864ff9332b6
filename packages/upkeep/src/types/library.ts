/**
 * The globals that generated types use. The compiler's own library takes longer to read than most documents, and
 * nothing here depends on what the members of these types are.
 */
export const LIBRARY = `
interface Array<T> { readonly length: number; [index: number]: T }
interface ReadonlyArray<T> { readonly length: number; readonly [index: number]: T }
interface AsyncIterable<T> { readonly asyncIterable: T }
interface Boolean { readonly boolean: never }
interface CallableFunction {}
interface Function {}
interface IArguments {}
interface NewableFunction {}
interface Number { readonly number: never }
interface Object {}
interface RegExp {}
interface String { readonly string: never }
interface Blob { readonly blob: never }
interface FormData { readonly formData: never }
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
`;
