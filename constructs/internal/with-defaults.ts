/** The given values over the defaults; unlike with a spread, an explicit undefined erases none. */
export function withDefaults<Props extends object, Default extends Partial<Props>>(
  props: Props,
  defaults: Default,
): Props & Required<Pick<Default, keyof Default>> {
  return { ...defaults, ...withoutUndefined(props) } as Props &
    Required<Pick<Default, keyof Default>>;
}

/** An explicit undefined is the same as a property that is left out. */
export function withoutUndefined<Props extends object>(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as Props;
}
