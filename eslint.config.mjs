import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What no room may import: arrows go main → src → constructs → bindings. */
const restrictions = {
  "./constructs": {
    from: ["./src", "./tools", "./examples", "./main.ts", "./test"],
    except: ["./aiven", "./debezium", "./base/text/nearest.ts"],
    message: "constructs/ could be published tomorrow: only the leaves src/aiven and src/debezium",
  },
  "./src/base": {
    from: ["./src", "./constructs", "./tools"],
    except: ["./base"],
    message: "base/ is below everything else",
  },
  "./src/aiven": {
    from: ["./src", "./constructs", "./tools"],
    except: ["./aiven", "./debezium", "./base"],
    message: "facts and rules that constructs and rehearsal both use",
  },
  "./src/debezium": {
    from: ["./src", "./constructs", "./tools"],
    except: ["./debezium", "./base"],
    message: "facts on the connector that constructs and rehearsal both use",
  },
  "./src/clients": {
    from: ["./src", "./constructs", "./tools"],
    except: ["./clients", "./base", "./debezium"],
    message: "clients know servers only, whoever runs them",
  },
  "./src/stack": {
    from: ["./src", "./constructs", "./tools"],
    except: ["./stack", "./base", "./aiven", "./debezium", "./launcher"],
    message: "stack/ reads what apps synthesize and Terraform stores",
  },
  ...Object.fromEntries(
    ["database", "drift", "verify", "alerts"].map((room) => [
      `./src/${room}`,
      {
        from: ["./src/rehearsal", "./src/cli", "./src/cdc-stack.ts", "./constructs", "./tools"],
        message: `${room}/ works on any deployment, rehearsed or not`,
      },
    ]),
  ),
  "./src/adopt": {
    from: ["./src/rehearsal", "./src/cli", "./src/cdc-stack.ts", "./constructs", "./tools"],
    message: "adopt/ reads what is there and writes text: it runs no construct itself",
  },
  "./src/launcher": {
    from: ["./src/rehearsal", "./constructs", "./tools"],
    message: "the launcher runs before anything is compiled",
  },
  "./src/rehearsal": {
    from: ["./constructs", "./src/cdc-stack.ts", "./src/cli", "./examples", "./tools"],
    message: "the rehearsal's only contract with the constructs is the synthesized JSON",
  },
};

const zones = Object.entries(restrictions).map(([target, rest]) => ({ target, ...rest }));

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "cdktf.out",
      "coverage",
      ".rehearsal",
      ".gen",
      // made by the bench, as cdktf and tsc make them
      "tools/bench/stock/.gen",
      "tools/bench/stock/build",
      "tools/bench/stock/cdktf.out",
      // made by `npm run site`
      "site",
      "tools/site/.made",
      "tools/site/.rspress",
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver": { node: { extensions: [".ts", ".js", ".cjs"] } },
      "import-x/external-module-folders": ["node_modules", ".gen"],
      "import-x/extensions": [".ts", ".cjs"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      // packages import nothing of ours, and to read them takes most of a run
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "max-lines": ["error", { max: 250 }],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.property.name='any'] CallExpression[callee.object.name='AbortSignal'][callee.property.name='timeout']",
          message: "Node 20 lets such a timeout be collected: it never fires. Use setTimeout",
        },
      ],
    },
  },
  {
    files: ["constructs/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "process", message: "constructs read no environment" },
      ],
      "no-restricted-imports": ["error", { patterns: ["node:*"] }],
    },
  },
  {
    files: ["main.ts", "examples/**", "src/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ regex: "constructs/.+", message: "import from constructs, its one entry" }],
        },
      ],
    },
  },
  {
    // taken from the connectors themselves: a line for each property
    files: ["src/debezium/catalogue/**"],
    rules: { "max-lines": "off" },
  },
  {
    // tests of one construct may need what the entry does not export; long tables of cases
    files: ["test/**"],
    rules: { "max-lines": "off" },
  },
  {
    files: ["examples/consumers/node/**"],
    languageOptions: {
      globals: {
        AbortController: "readonly",
        Buffer: "readonly",
        fetch: "readonly",
        process: "readonly",
        URL: "readonly",
      },
    },
  },
  {
    files: ["src/rehearsal/console/page/**"],
    languageOptions: {
      globals: {
        addEventListener: "readonly",
        CSS: "readonly",
        document: "readonly",
        EventSource: "readonly",
        fetch: "readonly",
        getComputedStyle: "readonly",
        navigator: "readonly",
        setTimeout: "readonly",
      },
    },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        __dirname: "readonly",
        __filename: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
