/** What the package `aiven-cdc` exports. */
export * from "../constructs";
export * from "./aiven-stack";
export * from "./cdc-stack";
