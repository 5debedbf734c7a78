import * as errors from "./user-error.cjs";

export { exitCodes, kindOfError, kindOfExitCode, userErrorOf } from "./user-error.cjs";

export type ErrorKind = errors.ErrorKind;

// TypeScript 7 takes the name of a class of a JavaScript module for a value alone.
export const { CannotRun, Misuse, UserError } = errors;
export type CannotRun = InstanceType<typeof CannotRun>;
export type Misuse = InstanceType<typeof Misuse>;
export type UserError = InstanceType<typeof UserError>;
