import { join } from "node:path";

export const factsFolder = join(__dirname, "../../../.gen/provider-aiven/facts");
