import type { HttpError } from "../errors/errors.ts";

/**
 * An error of an operation, given the bodies of its error responses by status. To type the body, compare `status`
 * with a status that the document describes. A status that it does not describe has the body of `default`, or else
 * an unknown one.
 */
export type OperationError<Errors> = [Exclude<keyof Errors, "default">] extends [never]
  ? HttpError<BodyAt<Errors, "default">>
  :
      | DescribedError<Errors, Codes<Errors>>
      | RangeError<Errors, "3XX", StatusOf<3>>
      | RangeError<Errors, "4XX", StatusOf<4>>
      | RangeError<Errors, "5XX", StatusOf<5>>
      | HttpError<BodyAt<Errors, "default">, OtherStatus<Errors>>;

/** The codes that the document describes one by one. */
type Codes<Errors> = keyof Errors & number;

type DescribedError<Errors, Code extends keyof Errors> = Code extends number
  ? HttpError<Errors[Code], Code>
  : never;

/** An error with one of the other codes of a range. */
type RangeError<Errors, Range, Status extends number> = Range extends keyof Errors
  ? HttpError<Errors[Range], Exclude<Status, Codes<Errors>>>
  : never;

/** The status codes that are neither described one by one nor in a range. */
type OtherStatus<Errors> = Exclude<
  | ("3XX" extends keyof Errors ? never : StatusOf<3>)
  | ("4XX" extends keyof Errors ? never : StatusOf<4>)
  | ("5XX" extends keyof Errors ? never : StatusOf<5>),
  Codes<Errors>
>;

type BodyAt<Errors, Key> = Key extends keyof Errors ? Errors[Key] : unknown;

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The hundred status codes of a class, such as 400 to 499. */
type StatusOf<Class extends 3 | 4 | 5> = ToNumber<`${Class}${Digit}${Digit}`>;

type ToNumber<Text> = Text extends `${infer Value extends number}` ? Value : never;
