import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Arrows go main → src → constructs → bindings; the rehearsal knows only the JSON between them. */
const zones = [
  {
    target: "./constructs",
    from: ["./src", "./examples", "./main.ts"],
    except: ["./aiven", "./debezium"],
    message: "constructs/ could be published tomorrow: only the leaves src/aiven and src/debezium",
  },
  {
    target: ["./src/aiven", "./src/debezium", "./src/database"],
    from: ["./constructs", "./src/cli", "./src/rehearsal", "./src/cdc-stack.ts"],
    message: "a leaf: facts and rules that constructs and rehearsal both ask",
  },
  {
    target: "./src/rehearsal",
    from: ["./constructs", "./src/cdc-stack.ts", "./src/cli", "./examples"],
    message: "the rehearsal's only contract with the constructs is the synthesized JSON",
  },
];

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "cdktf.out",
      "coverage",
      ".rehearsal",
      ".gen",
      // made by the bench, as cdktf and tsc make them
      "bench/stock/.gen",
      "bench/stock/build",
      "bench/stock/cdktf.out",
    ],
  },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    plugins: { "import-x": importX },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".js", ".cjs"] } } },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
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
