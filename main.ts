import { App } from "cdktf";
import { Pg } from "@cdktf/provider-aiven/lib/pg";
console.log(typeof App, Pg.tfResourceType);
