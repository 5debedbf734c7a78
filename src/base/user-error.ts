import type * as classes from "./user-error.cjs";

export {
  CannotRun,
  exitCodes,
  kindOfError,
  kindOfExitCode,
  Misuse,
  UserError,
  userErrorOf,
} from "./user-error.cjs";

export type ErrorKind = classes.ErrorKind;
