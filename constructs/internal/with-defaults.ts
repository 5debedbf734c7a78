/** What is given, and the defaults for the rest; unlike a spread, an explicit undefined erases none. */
export function withDefaults<Props extends object, Default extends Partial<Props>>(
  props: Props,
  defaults: Default,
): Props & Required<Pick<Default, keyof Default>> {
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) } as Props &
    Required<Pick<Default, keyof Default>>;
}
