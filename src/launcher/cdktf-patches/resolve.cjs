"use strict";

const cdktfTokens = /[\\/]cdkt[fn][\\/]lib[\\/]tokens[\\/](?:private[\\/])?([\w-]+)\.js$/;

/** As cdktf writes tokens into texts: that of a string, that of a list, and any. */
const [ofString, ofList, ofAny] = ["${TfToken[", "#{TfToken[", "{TfToken["];
/** What cdktf looks up as the text of a number token: 1.5e3, and more that is none. */
const numberInText = /[-|\d.+]e[-|\d.eE+]/;

/** cdktf takes what is deeper for a circle. */
const deepest = 200;

/**
 * cdktf resolves every value of an app three times, and makes a context for each of them and for each
 * of their names: a third of a large synth. Most values are plain and stay as they are. They are copied
 * here, without the arguments that are absent, which are most of a binding's; tokens are resolved by
 * cdktf's own classes, and whatever it has an error for goes to its own function.
 *
 * @param {import("../packing/packed.cjs").Packed} packed
 */
function resolveQuickly(packed) {
  /** @type {Record<string, any>} */
  const modules = {};
  for (const [path, load] of Object.entries(packed)) {
    const name = cdktfTokens.exec(path)?.[1];
    if (name !== undefined) modules[name] = load();
  }
  if (modules.resolve !== undefined) modules.resolve.resolve = quickResolve(modules);
}

/**
 * @param {Record<string, any>} modules cdktf's, by their names
 * @returns {(value: unknown, options: any) => unknown}
 */
function quickResolve(modules) {
  const { resolve } = modules.resolve;
  const { TokenString } = modules.encoding;
  const { Token } = modules.token;
  const { DefaultTokenResolver } = modules.resolvable;
  const { Intrinsic } = modules.intrinsic;
  const tokens = modules["token-map"].TokenMap.instance();
  const lookUp = tokens.lookupToken.bind(tokens);
  const ofMaps = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];

  /** @param {string} text */
  function isPlainText(text) {
    return !text.includes(ofAny) && !numberInText.test(text) && !ofMaps.includes(text);
  }

  /** @type {Set<string>} an app has few names, and each of them many times */
  const plainNames = new Set();

  /** @param {string} name */
  function isPlainName(name) {
    if (plainNames.has(name)) return true;
    const isPlain = isPlainText(name);
    if (isPlain) plainNames.add(name);
    return isPlain;
  }

  /**
   * A number or a boolean as a token, which is how a map of texts holds one.
   *
   * @param {string} text
   */
  function valueInText(text) {
    const isOne = text.startsWith(ofString) && text.indexOf("]}") === text.length - 2;
    if (!isOne) return undefined;
    const token = tokens.stringTokenMap.get(text.slice(ofString.length, -2));
    if (token?.constructor !== Intrinsic) return undefined;
    const { value } = token;
    const isNumber = Number.isSafeInteger(value) && value >= 0;
    return isNumber || typeof value === "boolean" ? value : undefined;
  }

  return function quickly(root, options) {
    /** @type {string[]} where a value is, for messages */
    const path = [...(options.prefix ?? [])];
    return resolved(root);

    /**
     * @param {any} value
     * @returns {unknown}
     */
    function resolved(value) {
      if (path.length > deepest) return asCdktfDoes(value);
      if (typeof value === "string") return isPlainText(value) ? value : resolvedText(value);
      if (typeof value === "boolean" || value === null) return value;
      // number tokens are negative
      if (typeof value === "number") return value >= 0 ? value : asCdktfDoes(value);
      if (typeof value !== "object") return asCdktfDoes(value);
      if (Array.isArray(value)) return isListToken(value) ? asCdktfDoes(value) : copiedList(value);
      const names = Object.keys(value);
      if (!names.every(isPlainName)) return asCdktfDoes(value);
      if (typeof value.resolve === "function") return resolvedToken(value);
      // anything else is a construct, or another class's
      const isPlain = Object.getPrototypeOf(value) === Object.prototype;
      return isPlain ? copiedObject(value, names) : asCdktfDoes(value);
    }

    /** @param {unknown} value */
    function asCdktfDoes(value) {
      return resolve(value, { ...options, prefix: [...path] });
    }

    /** @param {string} text */
    function resolvedText(text) {
      const isOfStrings = text.includes(ofString) && !text.includes(ofList);
      if (!isOfStrings || numberInText.test(text)) return asCdktfDoes(text);
      if (options.resolver.constructor === DefaultTokenResolver) {
        const value = valueInText(text);
        if (value !== undefined) return value;
      }
      const { ignoreEscapes, warnEscapes } = options.previousContext ?? {};
      const found = TokenString.forString(text, !ignoreEscapes, warnEscapes);
      if (!found.test()) return asCdktfDoes(text);
      const value = options.resolver.resolveString(found.split(lookUp), contextHere());
      return numberInText.test(value) ? asCdktfDoes(text) : value;
    }

    /** @param {object} token */
    function resolvedToken(token) {
      /** @type {{ postProcess(value: unknown, context: object): unknown } | undefined} */
      let processor;
      const context = contextHere((given) => (processor = given));
      return options.resolver.resolveToken(token, context, {
        postProcess: (/** @type {unknown} */ value) =>
          processor ? processor.postProcess(value, context) : value,
      });
    }

    /**
     * As cdktf makes it: from it a token knows what it is within.
     *
     * @param {(processor: any) => void} [registerPostProcessor]
     */
    function contextHere(registerPostProcessor = () => undefined) {
      const outer = options.previousContext;
      const context = {
        preparing: options.preparing,
        scope: options.scope,
        suppressBraces: outer?.suppressBraces,
        ignoreEscapes: outer?.ignoreEscapes,
        warnEscapes: outer?.warnEscapes,
        iteratorContext: outer?.iteratorContext,
        registerPostProcessor,
        resolve: (/** @type {unknown} */ value) => quickly(value, inside),
      };
      const inside = { ...options, prefix: [...path], previousContext: context };
      return context;
    }

    /** @param {unknown[]} list */
    function copiedList(list) {
      const present = [];
      for (const [index, each] of list.entries()) {
        path.push(String(index));
        const value = resolved(each);
        path.pop();
        if (value !== undefined) present.push(value);
      }
      return present;
    }

    /**
     * @param {Record<string, unknown>} object
     * @param {readonly string[]} names of all that it has
     */
    function copiedObject(object, names) {
      /** @type {Record<string, unknown>} */
      const present = {};
      for (const name of names) {
        if (object[name] === undefined) continue;
        path.push(name);
        const value = resolved(object[name]);
        path.pop();
        if (value !== undefined) present[name] = value;
      }
      return present;
    }
  };
}

/** @param {unknown[]} list */
function isListToken(list) {
  return list.some((each) =>
    typeof each === "string" ? each.includes(ofList) : typeof each === "number" && each < 0,
  );
}

module.exports = { resolveQuickly };
