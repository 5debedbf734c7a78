/**
 * A mistake of the person at the keyboard, or something their machine lacks: reported without a stack
 * trace. The program `cdc` knows it by its name, the same as that of the set-up's own class.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
