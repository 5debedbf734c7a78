export type { ConnectorProperties } from "./properties";
