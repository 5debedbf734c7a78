// Plain JavaScript, because the launcher asks it at every synth, before anything is compiled.
"use strict";

/**
 * An argument of a `*_user_config` block, or of a topic's `config`, that has a value on the service.
 *
 * @typedef {object} Argument
 * @property {readonly (string | number)[]} steps where it is: names, and positions in lists of blocks
 * @property {unknown} value
 * @property {boolean} isInCode whether the code has the argument, be its value a reference
 */

/** @typedef {Record<string, any>} Values */

/**
 * By address: the values of a state's resources or, in the same shape, what was remembered of them.
 *
 * @typedef {Record<string, Values>} Resources
 */

/** Stands for the value of a secret. */
const hidden = "(secret)";

/**
 * A filter that is not the open one does go when it is removed, and so do objects of a set: a plan
 * shows it (suppressIPFilterSet and isObjectSet in internal/sdkprovider/userconfig/diff/diff.go of
 * aiven/terraform-provider-aiven). No other set of objects is a user's configuration.
 */
const goesWhenRemoved = /^ip_filter(_string|_object)?$/;

/**
 * Every argument of the user configuration of one resource, beside the code's value.
 *
 * @param {Values} values as Terraform keeps them: a block is a list of objects
 * @param {Values} code the resource in cdk.tf.json: a single block may be an object
 * @returns {Argument[]}
 */
function userConfigArguments(values, code) {
  return Object.keys(values)
    .filter((name) => name.endsWith("_user_config") || isTopicConfig(name, values[name]))
    .flatMap((name) => argumentsIn(values[name], code, name, []));
}

/**
 * The block of `aiven_kafka_topic`, whose arguments are all computed too: Terraform leaves what is
 * removed. Of a connector's `config`, which is a map, a plan does show it.
 *
 * @param {string | number | undefined} name
 * @param {unknown} value
 */
function isTopicConfig(name, value) {
  return name === "config" && isBlocks(value);
}

/**
 * @param {unknown} value
 * @param {Values} code the block around it
 * @param {string} name
 * @param {readonly (string | number)[]} around
 * @returns {Argument[]}
 */
function argumentsIn(value, code, name, around) {
  if (value === null || value === undefined || goesWhenRemoved.test(name)) return [];
  const steps = [...around, name];
  const written = code.dynamic?.[name] ?? code[name] ?? undefined;
  const isWhole = typeof written === "string" || code.dynamic?.[name] !== undefined;
  if (!isBlocks(value)) return [{ steps, value, isInCode: written !== undefined }];
  const blocks = isWhole || written === undefined ? [] : [written].flat();
  return value.flatMap((block, at) => {
    // of a list that is still there a plan does show that a block is missing
    const isShown = blocks.length > 0 && at >= blocks.length;
    const inside = Object.keys(block).flatMap((inner) =>
      argumentsIn(block[inner], blocks[at] ?? {}, inner, [...steps, at]),
    );
    return isWhole || isShown ? inside.map((each) => ({ ...each, isInCode: true })) : inside;
  });
}

/**
 * @param {unknown} value
 * @returns {value is Values[]}
 */
function isBlocks(value) {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "object" && item !== null && !Array.isArray(item))
  );
}

/**
 * What the provider's older SDK also writes for what nobody ever set: "TF stores 0 for them in the
 * state", diff.go. Nothing follows from such a value in a state.
 *
 * @param {unknown} value
 */
function isNothing(value) {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return (
    value === null ||
    value === undefined ||
    isEmpty ||
    [0, "", false].includes(/** @type {any} */ (value))
  );
}

/**
 * The arguments that were set by an earlier deploy, stay on the service and are not in the code
 * any more, by address.
 *
 * The real provider's state holds beside what was configured what Aiven chose by itself: only what
 * was remembered of an earlier code tells which is which.
 *
 * @param {(address: string) => Values | undefined} codeOf undefined where the code has no such
 *   resource: a plan shows that it goes
 * @param {{ remembered?: Resources, state?: Resources }} known
 * @returns {(Argument & { address: string })[]}
 */
function removedArguments(codeOf, { remembered, state }) {
  return Object.entries(remembered ?? state ?? {}).flatMap(([address, values]) => {
    const code = codeOf(address);
    if (code === undefined) return [];
    return (
      userConfigArguments(values, code)
        .filter(({ isInCode }) => !isInCode)
        // a topic's state has every setting, most of them Kafka's defaults: only memory tells
        .filter(({ steps: [first = ""] }) => remembered || !isTopicConfig(first, values[first]))
        .flatMap(({ value: before, ...argument }) => {
          if (!remembered)
            return isNothing(before) ? [] : [{ ...argument, address, value: before }];
          if (!state) return [{ ...argument, address, value: before }];
          const value = valueAt(state[address], argument.steps);
          const stays = before === hidden ? !isNothing(value) : isSame(before, value);
          return stays ? [{ ...argument, address, value }] : [];
        })
    );
  });
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param {any} values
 * @param {readonly (string | number)[]} steps
 * @returns {unknown}
 */
function valueAt(values, steps) {
  return steps.reduce((inner, step) => inner?.[step], values);
}

/**
 * As a person writes it: the only block of its kind has no number.
 *
 * @param {readonly (string | number)[]} steps
 */
function pathOf(steps) {
  return steps
    .map((step) => (typeof step === "string" ? `.${step}` : step === 0 ? "" : `[${step}]`))
    .join("")
    .slice(1);
}

/**
 * The resource of an address in the parsed cdk.tf.json, whatever `count` or `for_each` made of it.
 *
 * @param {any} stack
 * @returns {(address: string) => Values | undefined}
 */
function resourcesIn(stack) {
  return (address) => {
    const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".");
    const found = stack.resource?.[type]?.[name];
    return Array.isArray(found) ? found[0] : found;
  };
}

module.exports = { hidden, isNothing, pathOf, removedArguments, resourcesIn, userConfigArguments };
