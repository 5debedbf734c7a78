export { freePorts, host, takePort } from "./ports.cjs";
