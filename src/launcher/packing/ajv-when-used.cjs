// Stands for `ajv` in the packed program. The client of Kafka compiles the schemas of all its methods
// when it is loaded, which took half of the program's start; most runs use a few of them.
"use strict";
const { Ajv2020: Ajv } = require("ajv/dist/2020");

class Ajv2020 extends Ajv {
  /**
   * @override
   * @param {import("ajv").AnySchema} schema
   * @param {boolean} [meta]
   */
  compile(schema, meta) {
    /** @type {import("ajv").ValidateFunction | undefined} */
    let compiled;
    /** @param {unknown} data */
    const validate = (data) => {
      compiled ??= super.compile(schema, meta);
      const isValid = compiled(data);
      validate.errors = compiled.errors;
      return isValid;
    };
    /** @type {import("ajv").ValidateFunction["errors"]} */
    validate.errors = null;
    return /** @type {any} */ (validate);
  }
}

module.exports = { Ajv2020 };
